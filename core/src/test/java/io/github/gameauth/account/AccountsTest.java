// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.OTHER_GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.guest;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.account.AccountsFixture.steam;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.AccountStore.FindOrCreate;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountsTest {
  private final AccountsFixture here = new AccountsFixture();
  private final Accounts accounts = here.accounts().build();

  @Nested
  @DisplayName("Finding and making")
  class FindingAndMaking {
    @Test
    void makesAnAccountForANewPlayer() {
      FindOrCreate made = accounts.findOrCreate(external(steam("7")));

      assertTrue(made.created());
      assertEquals(AccountKind.SHADOW, made.account().kind());
      assertEquals(here.clock.instant(), made.account().createdAt());
      assertTrue(made.account().id().value().matches("[a-z2-7]{26}"));
      assertEquals(Optional.of(made.account()), accounts.find(made.account().id()));
      assertEquals(List.of("created steam"), here.events);
    }

    @Test
    void findsAPlayerWhoWasHere() {
      Account first = accounts.findOrCreate(external(steam("7"))).account();

      assertEquals(new FindOrCreate(first, false), accounts.findOrCreate(external(steam("7"))));
      assertEquals(Optional.of(first), accounts.find(external(steam("7")), GAME).account());
      assertEquals(List.of("created steam"), here.events);
    }

    @Test
    void findsNobodyWhoNeverWasHereAndMakesNobodyByLooking() {
      assertEquals(Optional.empty(), accounts.find(new AccountId("nobody")));
      assertEquals(KnownIdentity.UNKNOWN, accounts.find(external(steam("7")), GAME));
      assertEquals(KnownIdentity.UNKNOWN, accounts.find(external(steam("7")), GAME));
      assertEquals(List.of(), here.events);
    }

    @Test
    void makesOneAccountOfSixteenFirstLogins() throws Exception {
      for (int round = 0; round < 50; round++) {
        ExternalIdentity identity = external(steam("p" + round));
        here.events.clear();

        List<FindOrCreate> found = together(16, i -> () -> accounts.findOrCreate(identity));

        assertEquals(1, found.stream().filter(FindOrCreate::created).count());
        assertEquals(1, found.stream().map(each -> each.account().id()).distinct().count());
        assertEquals(List.of("created steam"), here.events);
      }
    }

    @Test
    void makesNoGuestsOfIdentities() {
      ExternalIdentity unknown = ExternalIdentity.ofGuest("g-nobody");

      String message =
          assertThrows(IllegalArgumentException.class, () -> accounts.findOrCreate(unknown))
              .getMessage();

      assertEquals(
          "identity: a guest's that leads nowhere (expected: one of createGuest)", message);
      assertEquals(KnownIdentity.UNKNOWN, accounts.find(unknown, GAME));
    }

    @Test
    void findsAGuestWhoWasMade() {
      NewGuest guest = accounts.createGuest();

      assertEquals(
          new FindOrCreate(guest.account(), false), accounts.findOrCreate(external(guest(guest))));
    }

    @Test
    void tellsThePersonaAndTheBanInOneLook() {
      AccountId ada = here.player(accounts, steam("7"));
      Persona persona = here.persona(GAME, "p", ada);
      Ban ban = Ban.forever("cheating");
      here.stores.accounts().banIdentity(external(steam("7")), ban, here.clock.instant());

      KnownIdentity known = accounts.find(external(steam("7")), GAME);

      assertEquals(
          new KnownIdentity(Optional.of(here.kept(ada)), Optional.of(persona), Optional.of(ban)),
          known);
    }
  }

  @Nested
  @DisplayName("Following merges")
  class Following {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void goesOnToTheAccountThatTookAnothersPlace(int merges) {
      List<AccountId> chain = merged(merges);
      AccountId last = chain.get(merges);

      assertEquals(Optional.of(here.kept(last)), accounts.find(chain.get(0)));
      assertEquals(last, accounts.findOrCreate(external(steam("0"))).account().id());
      assertEquals(last, accounts.find(external(steam("0")), GAME).account().orElseThrow().id());
    }

    @Test
    void goesNoFurtherThanFiveMerges() {
      AccountId first = merged(6).get(0);

      String message = assertThrows(StoreException.class, () -> accounts.find(first)).getMessage();

      assertEquals("account: merged more than 5 times over, or in a circle", message);
    }

    @Test
    void endsInACircle() {
      Account one = mergedInto("one", "other");
      Account other = mergedInto("other", "one");
      Accounts odd = over(odd(KnownIdentity.UNKNOWN, one, other));

      assertThrows(StoreException.class, () -> odd.find(one.id()));
      assertThrows(StoreException.class, () -> odd.find(external(steam("one")), GAME));
      assertThrows(StoreException.class, () -> odd.findOrCreate(external(steam("one"))));
    }

    @Test
    void failsIfAMergeLeadsNowhere() {
      Account lost = mergedInto("lost", "nobody");
      Accounts odd = over(odd(KnownIdentity.UNKNOWN, lost));

      String message = assertThrows(StoreException.class, () -> odd.find(lost.id())).getMessage();

      assertEquals("account: merged into one that is not there", message);
    }

    @Test
    void namesThePersonaOfTheAccountThatItWentOnTo() {
      // A link that a store left behind at a merged account.
      AccountId winner = here.player(accounts, steam("winner"));
      Persona persona = here.persona(GAME, "winner's", winner);
      Account loser = mergedInto("loser", winner.value());
      Persona old = Persona.inUse(GAME, new PersonaId("old"), loser.id(), 1);
      Ban ban = Ban.forever("cheating");
      AccountStore odd =
          odd(new KnownIdentity(Optional.of(loser), Optional.of(old), Optional.of(ban)), loser);

      KnownIdentity known = over(odd).find(external(steam("loser")), GAME);
      KnownIdentity without =
          Accounts.over(odd, here.stores.guests(), here.stores.once())
              .build()
              .find(external(steam("loser")), GAME);

      Optional<Account> account = Optional.of(here.kept(winner));
      assertEquals(new KnownIdentity(account, Optional.of(persona), Optional.of(ban)), known);
      assertEquals(new KnownIdentity(account, Optional.empty(), Optional.of(ban)), without);
    }

    private Accounts over(AccountStore store) {
      return Accounts.over(store, here.stores.guests(), here.stores.once())
          .personas(here.stores.personas())
          .build();
    }

    /**
     * A store that holds what no store should: these accounts, each found by its own name on steam,
     * with what else is known.
     */
    private AccountStore odd(KnownIdentity known, Account... rows) {
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            Account row = null;
            for (Account each : rows) {
              boolean named =
                  arguments[0].equals(each.id())
                      || arguments[0].equals(external(steam(each.id().value())));
              row = named ? each : row;
            }
            if (row == null) {
              return method.invoke(here.stores.accounts(), arguments);
            }
            return switch (method.getName()) {
              case "find" -> Optional.of(row);
              case "findByIdentity" ->
                  new KnownIdentity(Optional.of(row), known.persona(), known.ban());
              case "findOrCreate" -> new FindOrCreate(row, false);
              default -> throw new AssertionError(method);
            };
          };
      return (AccountStore)
          Proxy.newProxyInstance(
              AccountStore.class.getClassLoader(), new Class<?>[] {AccountStore.class}, handler);
    }

    /** Accounts 0 to {@code merges}, each merged into the next. */
    private List<AccountId> merged(int merges) {
      List<AccountId> chain = new ArrayList<>();
      for (int i = 0; i <= merges; i++) {
        chain.add(here.player(accounts, steam("" + i)));
      }
      for (int i = 0; i < merges; i++) {
        here.stores
            .accounts()
            .merge(
                chain.get(i + 1),
                chain.get(i),
                LinkRules.USUAL.onePerProvider(false),
                here.clock.instant(),
                here.clock.instant());
      }
      return chain;
    }

    private Account mergedInto(String name, String winner) {
      return new Account(
          new AccountId(name),
          AccountKind.SHADOW,
          AccountStatus.MERGED,
          Optional.of(new AccountId(winner)),
          1,
          Optional.empty(),
          here.clock.instant());
    }
  }

  @Nested
  @DisplayName("From register to delete")
  class Life {
    private final AccountId ada = here.player(accounts, steam("7"));

    @Test
    void marksAnAccountAsClaimed() {
      assertTrue(accounts.register(ada));

      assertEquals(AccountKind.FULL, here.kept(ada).kind());
      assertEquals(List.of("registered"), here.events);
      assertFalse(accounts.register(new AccountId("nobody")));
      assertEquals(List.of("registered"), here.events);
    }

    @Test
    void deletesAnAccountAndWhatLeadsToIt() {
      here.persona(GAME, "p", ada);

      assertTrue(accounts.delete(ada));

      assertEquals(AccountStatus.DELETED, accounts.find(ada).orElseThrow().status());
      assertEquals(KnownIdentity.UNKNOWN, accounts.find(external(steam("7")), GAME));
      assertEquals(Optional.empty(), here.stores.personas().current(GAME, ada));
      assertEquals(Set.of(ended(ada.value()), ended("p")), revocations());
      assertEquals(List.of("deleted"), here.events);
      assertFalse(accounts.delete(ada));
      assertEquals(List.of("deleted"), here.events);
    }

    @Test
    void endsAllSessionsOfAnAccount() {
      here.persona(GAME, "p", ada);

      assertTrue(accounts.logOutEverywhere(ada));

      assertEquals(1, here.kept(ada).sessionEpoch());
      assertEquals(Set.of(ended(ada.value()), ended("p")), revocations());
      assertEquals(List.of("logged-out"), here.events);
      assertFalse(accounts.logOutEverywhere(new AccountId("nobody")));
      assertEquals(List.of("logged-out"), here.events);
    }

    @Test
    void endsTheSessionsOfTheAccountThatTookTheOthersPlace() {
      AccountId bob = here.player(accounts, psn("b"));
      here.stores
          .accounts()
          .merge(bob, ada, LinkRules.USUAL, here.clock.instant(), here.clock.instant());

      assertTrue(accounts.logOutEverywhere(ada));

      assertEquals(1, here.kept(bob).sessionEpoch());
    }

    @Test
    void keepsRevocationsAsLongAsTheLongestToken() {
      Accounts brief = here.accounts().longestToken(Duration.ofMinutes(20)).build();

      brief.logOutEverywhere(ada);

      assertEquals(
          here.clock.instant().plus(Duration.ofMinutes(20)),
          revocations().iterator().next().expiresAt());
    }

    @Test
    void tellsWhatLeadsToAnAccountAndItsHistory() {
      here.clock.advance(Duration.ofSeconds(1));
      accounts.register(ada);

      assertEquals(
          List.of(external(steam("7"))),
          accounts.links(ada).stream().map(IdentityLink::identity).toList());
      assertEquals(
          List.of("created", "registered"),
          accounts.audit(ada).stream().map(AuditEntry::event).toList());
    }

    private Set<Revocation> revocations() {
      return Set.copyOf(here.stores.revocations().since(RevocationCursor.START).revocations());
    }

    private Revocation ended(String subject) {
      Instant until = here.clock.instant().plus(Duration.ofHours(24).plusMinutes(5));
      return Revocation.beforeEpoch(RevocationKind.SUBJECT, subject, 1, until);
    }
  }

  @Nested
  @DisplayName("Settings")
  class Settings {
    private final AccountsBuilder builder = here.accounts();

    @Test
    void complainsAboutSpansThatMakeNoSense() {
      assertThrows(
          IllegalArgumentException.class,
          () -> builder.longestToken(Duration.ofMinutes(1).minusNanos(1)));
      assertThrows(IllegalArgumentException.class, () -> builder.longestToken(Duration.ofDays(32)));
      assertThrows(IllegalArgumentException.class, () -> builder.proofAge(Duration.ZERO));
      assertThrows(IllegalArgumentException.class, () -> builder.proofAge(Duration.ofHours(25)));
      assertThrows(IllegalArgumentException.class, () -> builder.ticketLifetime(Duration.ZERO));
      assertThrows(
          IllegalArgumentException.class, () -> builder.ticketLifetime(Duration.ofHours(2)));
    }
  }

  @Nested
  @DisplayName("A store that is down")
  class Down {
    private final AccountId ada = here.player(accounts, steam("7"));
    private final NewGuest guest = accounts.createGuest();

    @Test
    void isToldToWhoeverAsks() {
      LinkProof proof = here.proof(ada);
      here.store.breakDown();
      here.events.clear();

      List<Runnable> all =
          List.of(
              () -> accounts.find(ada),
              () -> accounts.find(external(steam("7")), OTHER_GAME),
              () -> accounts.findOrCreate(external(steam("8"))),
              accounts::createGuest,
              () -> accounts.rotateGuestSecret(guest.credential().id()),
              () -> accounts.link(proof, psn("7")),
              () -> accounts.keep(guest.credential().secret()),
              () -> accounts.transfer(proof, guest.credential().secret()),
              () -> accounts.merge(proof, guest.credential().secret()),
              () -> accounts.unlink(proof, external(steam("7"))),
              () -> accounts.register(ada),
              () -> accounts.delete(ada),
              () -> accounts.ban(ada, Ban.forever("x")),
              () -> accounts.unban(ada),
              () -> accounts.ban(external(steam("7")), Ban.forever("x")),
              () -> accounts.unban(external(steam("7"))),
              () -> accounts.logOutEverywhere(ada),
              () -> accounts.links(ada),
              () -> accounts.audit(ada));

      for (Runnable each : all) {
        assertThrows(StoreException.class, each::run);
      }
      assertEquals(List.of(), here.events);
    }

    @Test
    void isNotAskedByMakingAccounts() {
      here.store.breakDown();

      Accounts.over(
              here.store.before(AccountStore.class, here.stores.accounts()),
              here.store.before(GuestStore.class, here.stores.guests()),
              here.store.before(OnceStore.class, here.stores.once()))
          .build();
    }
  }
}
