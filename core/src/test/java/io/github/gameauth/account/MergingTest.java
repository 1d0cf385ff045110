// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.OTHER_GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.guest;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.account.AccountsFixture.steam;
import static io.github.gameauth.account.AccountsFixture.xbox;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.account.LinkAnswer.OwnedByOther;
import io.github.gameauth.account.MergeAnswer.AccountNotActive;
import io.github.gameauth.account.MergeAnswer.Merged;
import io.github.gameauth.account.MergeAnswer.ProviderSlotTaken;
import io.github.gameauth.account.MergeAnswer.RefusedByHost;
import io.github.gameauth.account.MergeAnswer.TicketNotGood;
import io.github.gameauth.account.MergeAnswer.TooMuchToMove;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.StoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MergingTest {
  private final AccountsFixture here = new AccountsFixture();
  private final List<List<Account>> brought = Collections.synchronizedList(new ArrayList<>());
  private MergeHook hook = (from, into) -> true;
  private final Accounts accounts =
      here.accounts()
          .merging(
              (from, into) -> {
                brought.add(List.of(from, into));
                return hook.bringOver(from, into);
              })
          .build();
  private final AccountId ada = here.player(accounts, steam("ada"));
  private final AccountId bob = here.player(accounts, psn("bob"));

  @Test
  void makesOneAccountOfTwo() {
    Persona first = here.persona(GAME, "ada's", ada);
    Persona second = here.persona(GAME, "bob's", bob);
    Account from = here.kept(bob);
    Account into = here.kept(ada);
    Secret ticket = ticket();
    here.events.clear();

    Merged merged = assertInstanceOf(Merged.class, accounts.merge(here.proof(ada), ticket));

    assertEquals(List.of(List.of(from, into)), brought);
    assertEquals(here.kept(ada), merged.account());
    assertEquals(
        List.of(new Persona(GAME, second.id(), ada, 1, Optional.of(first.id()))), merged.aliases());
    assertEquals(Set.of(external(steam("ada")), external(psn("bob"))), here.identities(ada));
    assertEquals(AccountStatus.MERGED, here.kept(bob).status());
    assertEquals(1, here.kept(bob).sessionEpoch());
    assertEquals(0, here.kept(ada).sessionEpoch());
    assertEquals(Optional.of(here.kept(ada)), accounts.find(bob));
    assertEquals(List.of("merged psn"), here.events);
  }

  @Test
  void letsAPersonaGoOnWhereThereIsNone() {
    Persona persona = here.persona(OTHER_GAME, "bob's", bob);

    accounts.merge(here.proof(ada), ticket());

    assertEquals(
        Optional.of(Persona.inUse(OTHER_GAME, persona.id(), ada, 1)),
        here.stores.personas().current(OTHER_GAME, ada));
    // Tokens of bob's sessions bear this persona, too, and have to die.
    assertEquals(1, here.kept(ada).sessionEpoch());
  }

  @Test
  void bringsGameDataOverWhileTheAccountsAreStillTwo() {
    Secret ticket = ticket();
    hook =
        (from, into) -> {
          assertEquals(AccountStatus.ACTIVE, here.kept(bob).status());
          assertEquals(0, here.store.asked("merge"));
          return true;
        };

    assertInstanceOf(Merged.class, accounts.merge(here.proof(ada), ticket));
  }

  @Test
  void mergesAGuestIntoTheAccountOfItsPlayer() {
    NewGuest guest = accounts.createGuest();
    Secret ticket = ticketFor(guest(guest));

    Merged merged = assertInstanceOf(Merged.class, accounts.merge(here.proof(ada), ticket));

    assertEquals(ada, merged.account().id());
    assertEquals(ada, accounts.findOrCreate(external(guest(guest))).account().id());
    assertEquals(
        Optional.of(here.clock.instant().plus(Duration.ofDays(7))),
        here.stores.guests().find(guest.credential().id()).orElseThrow().endsAt());
  }

  @Test
  void mergesTwoGuests() {
    NewGuest one = accounts.createGuest();
    NewGuest other = accounts.createGuest();
    AccountId into = one.account().id();
    LinkAnswer answer = accounts.link(here.proof(into), guest(other));
    Secret ticket = assertInstanceOf(OwnedByOther.class, answer).ticket().secret();

    assertInstanceOf(Merged.class, accounts.merge(here.proof(into), ticket));
  }

  @Test
  void mergesNothingUnlessTheHostBringsItsDataOver() {
    hook = (from, into) -> false;

    assertEquals(new RefusedByHost(), accounts.merge(here.proof(ada), ticket()));

    assertStillTwo();
    assertEquals("refused psn REFUSED_BY_HOST", here.events.get(1));
  }

  @Test
  void mergesNothingByDefault() {
    Accounts hookless = here.accounts().build();

    assertEquals(new RefusedByHost(), hookless.merge(here.proof(ada), ticket()));
    assertStillTwo();
  }

  @Test
  void mergesNothingIfTheHookThrows() {
    Secret ticket = ticket();
    hook =
        (from, into) -> {
          throw new IllegalStateException("game database is down");
        };

    assertThrows(IllegalStateException.class, () -> accounts.merge(here.proof(ada), ticket));

    assertStillTwo();
  }

  @Test
  void canBeRepeatedAfterACrashBetweenTheGameDataAndTheAccounts() {
    Secret lost = ticket();
    here.store.breakDown("merge");
    assertThrows(StoreException.class, () -> accounts.merge(here.proof(ada), lost));
    assertStillTwo();
    here.store.mend();

    assertEquals(new TicketNotGood(), accounts.merge(here.proof(ada), lost));
    assertInstanceOf(Merged.class, accounts.merge(here.proof(ada), ticket()));

    assertEquals(2, brought.size());
    assertEquals(brought.get(0), brought.get(1));
  }

  @Test
  void asksNoHostForAMergeThatABanForbids() {
    Secret first = ticket();
    Secret second = ticket();

    accounts.ban(bob, Ban.forever("cheating"));
    assertEquals(new AccountNotActive(), accounts.merge(here.proof(ada), first));

    accounts.unban(bob);
    accounts.ban(ada, Ban.forever("cheating"));
    assertEquals(new AccountNotActive(), accounts.merge(here.proof(ada), second));

    assertEquals(List.of(), brought);
  }

  @Test
  void asksNoHostForAMergeThatTheRulesForbid() {
    accounts.link(here.proof(bob), steam("bob"));

    assertEquals(new ProviderSlotTaken(), accounts.merge(here.proof(ada), ticket()));

    assertEquals(List.of(), brought);
    assertStillTwo();
  }

  @Test
  void asksNoHostWhenTheIdentityWentElsewhereInTheMeantime() {
    accounts.link(here.proof(bob), xbox("bob"));
    Secret ticket = ticket();
    accounts.unlink(here.proof(bob), external(psn("bob")));

    assertEquals(new TicketNotGood(), accounts.merge(here.proof(ada), ticket));

    assertEquals(List.of(), brought);
  }

  @Test
  void allowsTwoOfAProviderWhereTheRulesDo() {
    accounts.link(here.proof(bob), steam("bob"));
    Accounts lax =
        here.accounts()
            .rules(LinkRules.USUAL.onePerProvider(false))
            .merging((from, into) -> true)
            .build();

    assertInstanceOf(Merged.class, lax.merge(here.proof(ada), ticket()));
  }

  @Test
  void allowsTwoOfAProviderInTwoOfItsWorlds() {
    accounts.link(
        here.proof(ada),
        PlatformIdentity.of(new Platform("psn"), "sandbox", "ada", IdScope.GLOBAL));

    assertInstanceOf(Merged.class, accounts.merge(here.proof(ada), ticket()));
  }

  @Test
  void believesTheStoreInTheEnd() {
    // What changed while the host brought its data over.
    hook =
        (from, into) -> {
          accounts.ban(bob, Ban.forever("cheating"));
          return true;
        };
    assertEquals(new AccountNotActive(), accounts.merge(here.proof(ada), ticket()));
    accounts.unban(bob);

    hook =
        (from, into) -> {
          accounts.link(here.proof(bob), steam("bob"));
          return true;
        };
    assertEquals(new ProviderSlotTaken(), accounts.merge(here.proof(ada), ticket()));
    assertEquals("refused psn PROVIDER_SLOT_TAKEN", here.events.get(here.events.size() - 1));
  }

  @Test
  void tellsWhenThereIsMoreThanAStepCanMove() {
    Secret ticket = ticket();
    Accounts small =
        Accounts.over(
                answering(new MergeOutcome.TooMuchToMove()),
                here.stores.guests(),
                here.stores.once())
            .clock(here.clock)
            .merging((from, into) -> true)
            .build();

    assertEquals(new TooMuchToMove(), small.merge(here.proof(ada), ticket));
  }

  @Test
  void takesNoTicketTwiceNorOfAnotherSession() {
    Secret ticket = ticket();
    LinkProof elsewhere = new LinkProof(ada, "another", here.clock.instant());

    assertEquals(new TicketNotGood(), accounts.merge(elsewhere, ticket));
    assertEquals(new TicketNotGood(), accounts.merge(here.proof(ada), ticket));

    assertEquals(List.of(), brought);
  }

  @Test
  void isDoneOnceHoweverManyBringTheTicket() throws Exception {
    Secret ticket = ticket();

    List<MergeAnswer> answers = together(8, i -> () -> accounts.merge(here.proof(ada), ticket));

    assertEquals(1, answers.stream().filter(Merged.class::isInstance).count());
    assertEquals(7, answers.stream().filter(new TicketNotGood()::equals).count());
    assertEquals(1, brought.size());
  }

  @Test
  void isDoneOnceHoweverManyTicketsThereAre() throws Exception {
    List<Secret> tickets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tickets.add(ticket());
    }

    List<MergeAnswer> answers =
        together(8, i -> () -> accounts.merge(here.proof(ada), tickets.get(i)));

    assertEquals(1, answers.stream().filter(Merged.class::isInstance).count());
    assertEquals(1, here.kept(bob).sessionEpoch());
  }

  @Test
  void judgesTheTimeAfterTheHostHasDoneItsPart() {
    hook =
        (from, into) -> {
          here.clock.advance(Duration.ofHours(1));
          return true;
        };

    accounts.merge(here.proof(ada), ticket());

    AuditEntry last = here.stores.accounts().audit(bob, 1).get(0);
    assertEquals("merged-away", last.event());
    assertEquals(here.clock.instant(), last.at());
  }

  private void assertStillTwo() {
    assertEquals(AccountStatus.ACTIVE, here.kept(bob).status());
    assertEquals(Set.of(external(steam("ada"))), here.identities(ada));
  }

  private Secret ticket() {
    return ticketFor(psn("bob"));
  }

  private Secret ticketFor(PlatformIdentity identity) {
    LinkAnswer answer = accounts.link(here.proof(ada), identity);
    return assertInstanceOf(OwnedByOther.class, answer).ticket().secret();
  }

  /** The same store, except for what comes of merging. */
  private AccountStore answering(MergeOutcome outcome) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getName().equals("merge")
                ? outcome
                : method.invoke(here.stores.accounts(), arguments);
    return (AccountStore)
        Proxy.newProxyInstance(
            AccountStore.class.getClassLoader(), new Class<?>[] {AccountStore.class}, handler);
  }
}
