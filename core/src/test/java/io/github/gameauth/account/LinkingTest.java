// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.guest;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.account.AccountsFixture.steam;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.account.LinkAnswer.AccountNotActive;
import io.github.gameauth.account.LinkAnswer.AlreadyLinked;
import io.github.gameauth.account.LinkAnswer.CoolingDown;
import io.github.gameauth.account.LinkAnswer.Linked;
import io.github.gameauth.account.LinkAnswer.OwnedByOther;
import io.github.gameauth.account.LinkAnswer.ProofTooOld;
import io.github.gameauth.account.LinkAnswer.ProviderSlotTaken;
import io.github.gameauth.account.LinkTickets.Conflict;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
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

final class LinkingTest {
  private final AccountsFixture here = new AccountsFixture();
  private boolean untouched;
  private final List<Account> inspected = new ArrayList<>();
  private final Accounts accounts =
      here.accounts()
          .progress(
              account -> {
                inspected.add(account);
                return untouched;
              })
          .build();
  private final AccountId ada = here.player(accounts, steam("ada"));
  private final AccountId bob = here.player(accounts, psn("bob"));

  @Nested
  @DisplayName("link")
  class Link {
    @Test
    void letsAProvedIdentityLeadToTheAccount() {
      LinkAnswer answer = accounts.link(here.proof(ada), psn("ada"));

      assertEquals(new Linked(here.kept(ada)), answer);
      assertEquals(Set.of(external(steam("ada")), external(psn("ada"))), here.identities(ada));
      assertEquals(List.of("linked psn"), here.events);
    }

    @Test
    void changesNothingTheSecondTime() {
      accounts.link(here.proof(ada), psn("ada"));

      assertEquals(new AlreadyLinked(here.kept(ada)), accounts.link(here.proof(ada), psn("ada")));
      assertEquals(List.of("linked psn"), here.events);
    }

    @Test
    void givesATicketForAnIdentityOfAnotherAccount() {
      OwnedByOther answer =
          assertInstanceOf(OwnedByOther.class, accounts.link(here.proof(ada), psn("bob")));

      assertEquals(here.clock.instant().plus(Duration.ofMinutes(10)), answer.ticket().expiresAt());
      assertEquals(Set.of(external(steam("ada"))), here.identities(ada));
      assertEquals(Set.of(external(psn("bob"))), here.identities(bob));
      assertEquals(List.of("refused psn OWNED_BY_OTHER"), here.events);
    }

    @Test
    void neverTellsWhoseIdentityItIs() {
      OwnedByOther answer =
          assertInstanceOf(OwnedByOther.class, accounts.link(here.proof(ada), psn("bob")));

      assertFalse((answer + answer.ticket().secret().reveal()).contains(bob.value()));
    }

    @Test
    void takesOneIdentityOfAProvider() {
      assertEquals(new ProviderSlotTaken(), accounts.link(here.proof(ada), steam("ada's second")));
      assertEquals(List.of("refused steam PROVIDER_SLOT_TAKEN"), here.events);
    }

    @Test
    void takesMoreWhereTheRulesSaySo() {
      Accounts lax = here.accounts().rules(LinkRules.USUAL.onePerProvider(false)).build();

      assertInstanceOf(Linked.class, lax.link(here.proof(ada), steam("ada's second")));
    }

    @Test
    void changesNothingOnAnAccountThatIsBannedOrGone() {
      accounts.ban(ada, Ban.forever("cheating"));
      accounts.delete(bob);
      here.events.clear();

      for (AccountId each : List.of(ada, bob, new AccountId("nobody"))) {
        assertEquals(new AccountNotActive(), accounts.link(here.proof(each), psn("new")));
      }
      assertEquals("refused psn ACCOUNT_NOT_ACTIVE", here.events.get(2));
    }

    @Test
    void linksNoBannedIdentity() {
      accounts.ban(external(psn("new")), Ban.forever("cheating"));

      assertEquals(new AccountNotActive(), accounts.link(here.proof(ada), psn("new")));
    }

    @Test
    void passesOnThatAnIdentityStaysWhereItIsForAWhile() {
      Instant until = here.clock.instant().plusSeconds(60);
      InvocationHandler cooling = (proxy, method, arguments) -> new LinkOutcome.CoolingDown(until);
      AccountStore store =
          (AccountStore)
              Proxy.newProxyInstance(
                  AccountStore.class.getClassLoader(),
                  new Class<?>[] {AccountStore.class},
                  cooling);
      Accounts calm =
          Accounts.over(store, here.stores.guests(), here.stores.once()).clock(here.clock).build();

      assertEquals(new CoolingDown(until), calm.link(here.proof(ada), psn("ada")));
    }

    @Test
    void linksNoGuestWhoIsNotThere() {
      NewGuest guest = accounts.createGuest();
      accounts.delete(guest.account().id());

      assertEquals(new AccountNotActive(), accounts.link(here.proof(ada), guest(guest)));
      assertEquals(Set.of(external(steam("ada"))), here.identities(ada));
    }

    @Test
    void givesATicketForAGuestWhoIsSomebodyElse() {
      NewGuest guest = accounts.createGuest();

      assertInstanceOf(OwnedByOther.class, accounts.link(here.proof(ada), guest(guest)));
    }
  }

  @Nested
  @DisplayName("The proof's age")
  class Freshness {
    @Test
    void isTenMinutesAtMost() {
      LinkProof proof = here.proof(ada);

      here.clock.advance(Duration.ofMinutes(10));
      assertInstanceOf(Linked.class, accounts.link(proof, psn("ada")));

      here.clock.advance(Duration.ofMillis(1));
      assertEquals(new ProofTooOld(), accounts.link(proof, psn("ada")));
      assertEquals(UnlinkAnswer.PROOF_TOO_OLD, accounts.unlink(proof, external(psn("ada"))));
      assertEquals(new TransferAnswer.ProofTooOld(), accounts.transfer(proof, Secret.of("ticket")));
      assertEquals(new MergeAnswer.ProofTooOld(), accounts.merge(proof, Secret.of("ticket")));
      assertEquals(
          List.of(
              "linked psn",
              "refused psn PROOF_TOO_OLD",
              "refused psn PROOF_TOO_OLD",
              "refused unknown PROOF_TOO_OLD",
              "refused unknown PROOF_TOO_OLD"),
          here.events);
    }

    @Test
    void isWhatTheSettingSays() {
      Accounts strict = here.accounts().proofAge(Duration.ofMinutes(1)).build();
      LinkProof proof = here.proof(ada);

      here.clock.advance(Duration.ofMinutes(1).plusMillis(1));

      assertEquals(new ProofTooOld(), strict.link(proof, psn("ada")));
    }

    @Test
    void liesAheadByNoMoreThanClocksDiffer() {
      LinkProof near = new LinkProof(ada, "s", here.clock.instant().plusSeconds(60));
      LinkProof far = new LinkProof(ada, "s", here.clock.instant().plusMillis(60_001));

      assertEquals(new ProofTooOld(), accounts.link(far, psn("ada")));
      assertInstanceOf(Linked.class, accounts.link(near, psn("ada")));
    }
  }

  @Nested
  @DisplayName("unlink")
  class Unlink {
    @Test
    void takesAnIdentityOff() {
      accounts.link(here.proof(ada), psn("ada"));
      here.events.clear();

      assertEquals(UnlinkAnswer.UNLINKED, accounts.unlink(here.proof(ada), external(psn("ada"))));

      assertEquals(Set.of(external(steam("ada"))), here.identities(ada));
      assertEquals(List.of("unlinked psn"), here.events);
    }

    @Test
    void leavesTheLastWayBack() {
      assertEquals(
          UnlinkAnswer.LAST_CREDENTIAL, accounts.unlink(here.proof(ada), external(steam("ada"))));
      assertEquals(Set.of(external(steam("ada"))), here.identities(ada));
      assertEquals(List.of("refused steam LAST_CREDENTIAL"), here.events);
    }

    @Test
    void takesNothingOffAnotherAccount() {
      assertEquals(UnlinkAnswer.NOT_LINKED, accounts.unlink(here.proof(ada), external(psn("bob"))));
      assertEquals(Set.of(external(psn("bob"))), here.identities(bob));
    }

    @Test
    void takesNothingOffABannedAccount() {
      accounts.link(here.proof(ada), psn("ada"));
      accounts.ban(ada, Ban.forever("cheating"));

      assertEquals(
          UnlinkAnswer.ACCOUNT_NOT_ACTIVE, accounts.unlink(here.proof(ada), external(psn("ada"))));
    }
  }

  @Nested
  @DisplayName("keep")
  class Keep {
    @Test
    void usesTheTicketUp() {
      Secret ticket = ticket();

      accounts.keep(ticket);

      assertEquals(new TransferAnswer.TicketNotGood(), accounts.transfer(here.proof(ada), ticket));
      assertEquals(Set.of(external(psn("bob"))), here.identities(bob));
    }
  }

  @Nested
  @DisplayName("transfer")
  class Transfer {
    @Test
    void movesAnIdentityWhoseAccountKeepsAnother() {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();
      here.events.clear();

      TransferAnswer answer = accounts.transfer(here.proof(ada), ticket);

      assertEquals(new TransferAnswer.Transferred(here.kept(ada)), answer);
      assertEquals(Set.of(external(steam("ada")), external(psn("bob"))), here.identities(ada));
      assertEquals(Set.of(external(steam("bob"))), here.identities(bob));
      assertEquals(1, here.kept(bob).sessionEpoch());
      assertEquals(0, here.kept(ada).sessionEpoch());
      assertEquals(List.of(), inspected);
      assertEquals(List.of("moved psn"), here.events);
    }

    @Test
    void leavesAnAccountEmptyThatNobodyWouldMiss() {
      untouched = true;
      Account before = here.kept(bob);

      TransferAnswer answer = accounts.transfer(here.proof(ada), ticket());

      assertInstanceOf(TransferAnswer.Transferred.class, answer);
      assertEquals(List.of(before), inspected);
      assertEquals(Set.of(), here.identities(bob));
    }

    @Test
    void leavesNoAccountEmptyThatWasPlayed() {
      TransferAnswer answer = accounts.transfer(here.proof(ada), ticket());

      assertEquals(new TransferAnswer.LastCredential(), answer);
      assertEquals(1, inspected.size());
      assertEquals(Set.of(external(psn("bob"))), here.identities(bob));
      assertEquals("refused psn LAST_CREDENTIAL", here.events.get(1));
    }

    @Test
    void leavesNoAccountEmptyThatItsPlayerHasClaimed() {
      untouched = true;
      accounts.register(bob);

      TransferAnswer answer = accounts.transfer(here.proof(ada), ticket());

      assertEquals(new TransferAnswer.LastCredential(), answer);
      assertEquals(List.of(), inspected);
    }

    @Test
    void leavesNoAccountEmptyUnlessSomebodyKnows() {
      Accounts unknowing = here.accounts().build();

      assertEquals(
          new TransferAnswer.LastCredential(), unknowing.transfer(here.proof(ada), ticket()));
    }

    @Test
    void movesNothingToATakenPlace() {
      accounts.link(here.proof(bob), steam("bob"));
      accounts.link(here.proof(ada), psn("ada"));

      assertEquals(
          new TransferAnswer.ProviderSlotTaken(), accounts.transfer(here.proof(ada), ticket()));
    }

    @Test
    void movesNothingWhileABanIsInForce() {
      Secret first = ticket();
      Secret second = ticket();

      accounts.ban(bob, Ban.forever("cheating"));
      assertEquals(
          new TransferAnswer.AccountNotActive(), accounts.transfer(here.proof(ada), first));

      accounts.unban(bob);
      accounts.ban(ada, Ban.forever("cheating"));
      assertEquals(
          new TransferAnswer.AccountNotActive(), accounts.transfer(here.proof(ada), second));
    }

    @Test
    void movesAnIdentityOnceInAWhile() {
      accounts.link(here.proof(bob), steam("bob"));
      accounts.transfer(here.proof(ada), ticket());
      LinkAnswer back = accounts.link(here.proof(bob), psn("bob"));
      Secret ticket = assertInstanceOf(OwnedByOther.class, back).ticket().secret();

      assertEquals(
          new TransferAnswer.CoolingDown(here.clock.instant().plus(Duration.ofDays(30))),
          accounts.transfer(here.proof(bob), ticket));
    }

    @Test
    void takesNoTicketTwice() {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();
      accounts.transfer(here.proof(ada), ticket);

      assertEquals(new TransferAnswer.TicketNotGood(), accounts.transfer(here.proof(ada), ticket));
    }

    @Test
    void takesNoTicketOfAnotherSessionAndUsesItUp() {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();
      LinkProof elsewhere = new LinkProof(ada, "another", here.clock.instant());

      assertEquals(new TransferAnswer.TicketNotGood(), accounts.transfer(elsewhere, ticket));
      assertEquals(new TransferAnswer.TicketNotGood(), accounts.transfer(here.proof(ada), ticket));
      assertEquals("refused unknown TICKET_NOT_GOOD", here.events.get(here.events.size() - 1));
    }

    @Test
    void leavesATicketGoodWhoseProofIsTooOld() {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();
      LinkProof old =
          new LinkProof(ada, "s-" + ada.value(), here.clock.instant().minusSeconds(601));

      assertEquals(new TransferAnswer.ProofTooOld(), accounts.transfer(old, ticket));
      assertInstanceOf(
          TransferAnswer.Transferred.class, accounts.transfer(here.proof(ada), ticket));
    }

    @Test
    void movesNothingThatWentElsewhereInTheMeantime() {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();
      accounts.unlink(here.proof(bob), external(psn("bob")));

      assertEquals(new TransferAnswer.TicketNotGood(), accounts.transfer(here.proof(ada), ticket));
    }

    @Test
    void isDoneOnceHoweverManyBringTheTicket() throws Exception {
      accounts.link(here.proof(bob), steam("bob"));
      Secret ticket = ticket();

      List<TransferAnswer> answers =
          together(8, i -> () -> accounts.transfer(here.proof(ada), ticket));

      assertEquals(
          1, answers.stream().filter(TransferAnswer.Transferred.class::isInstance).count());
      assertEquals(7, answers.stream().filter(new TransferAnswer.TicketNotGood()::equals).count());
    }

    @Test
    void passesOnWhatTheInspectorThrowsAndMovesNothing() {
      Accounts failing =
          here.accounts()
              .progress(
                  account -> {
                    throw new IllegalStateException("game database is down");
                  })
              .build();
      Secret ticket = ticket();

      assertThrows(IllegalStateException.class, () -> failing.transfer(here.proof(ada), ticket));
      assertEquals(Set.of(external(psn("bob"))), here.identities(bob));
    }
  }

  @Test
  void bindsATicketToBothAccountsTheIdentityAndTheSession() {
    Secret ticket = ticket();

    Optional<Conflict> conflict =
        new LinkTickets(here.stores.once(), new SecretGenerator(), Duration.ofMinutes(10))
            .take(ticket, here.proof(ada), here.clock.instant());

    assertEquals(
        Optional.of(new Conflict(ada, "s-" + ada.value(), bob, external(psn("bob")))), conflict);
  }

  @Test
  void tellsNothingIfTheStoreFailsAfterTheTicketWasTaken() {
    Secret ticket = ticket();
    here.events.clear();
    here.store.breakDown("transfer");

    assertThrows(StoreException.class, () -> accounts.transfer(here.proof(ada), ticket));

    assertEquals(List.of(), here.events);
    assertEquals(bob, accounts.find(external(psn("bob")), GAME).account().orElseThrow().id());
  }

  private Secret ticket() {
    LinkAnswer answer = accounts.link(here.proof(ada), psn("bob"));
    return assertInstanceOf(OwnedByOther.class, answer).ticket().secret();
  }
}
