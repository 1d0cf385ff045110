// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.steam;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GuestsTest {
  private final AccountsFixture here = new AccountsFixture();
  private final Accounts accounts = here.accounts().build();
  private final GuestAdapter adapter = new GuestAdapter(here.stores.guests(), here.clock);

  @Test
  void makesAGuestWhomTheAdapterKnows() {
    NewGuest guest = accounts.createGuest();

    Accepted verdict = assertInstanceOf(Accepted.class, adapter.verify(guest.credential()));
    assertEquals(AccountKind.GUEST, guest.account().kind());
    assertEquals(
        Optional.of(guest.account()), accounts.find(external(verdict.identity()), GAME).account());
    assertEquals(List.of("created guest"), here.events);
  }

  @Test
  void makesSecretsThatNobodyGuesses() { // L10
    GuestCredential one = accounts.createGuest().credential();
    GuestCredential other = accounts.createGuest().credential();

    assertTrue(one.id().matches("[A-Za-z0-9_-]{22}"));
    assertTrue(one.secret().reveal().matches("gs1_[A-Za-z0-9_-]{43}"));
    assertNotEquals(one.id(), other.id());
    assertNotEquals(one.secret(), other.secret());
  }

  @Test
  void keepsAFingerprintAlone() { // L8
    GuestCredential credential = accounts.createGuest().credential();

    assertEquals(
        Optional.of(
            GuestRecord.of(
                credential.id(), Fingerprint.of(credential.secret()), here.clock.instant())),
        here.stores.guests().find(credential.id()));
  }

  @Test
  void makesAGuestAnewWhenAnIdIsTaken() {
    // Random numbers that repeat themselves: what a store finds whose first try was not answered.
    Repeating random = new Repeating();
    Accounts repeating = here.accounts().secrets(new SecretGenerator(random)).build();
    NewGuest first = repeating.createGuest();
    random.again();

    NewGuest second = repeating.createGuest();

    assertNotEquals(first.credential().id(), second.credential().id());
    assertEquals(first.account(), here.kept(first.account().id()));
    assertInstanceOf(Accepted.class, adapter.verify(first.credential()));
    assertInstanceOf(Accepted.class, adapter.verify(second.credential()));
  }

  @Test
  void givesUpWhenAStoreTakesNoGuest() {
    Accounts stuck =
        here.accounts()
            .secrets(
                new SecretGenerator(
                    new SecureRandom() {
                      @Override
                      public void nextBytes(byte[] bytes) {}
                    }))
            .build();
    stuck.createGuest();

    String message = assertThrows(StoreException.class, stuck::createGuest).getMessage();

    assertEquals("guest: the store took none", message);
  }

  @Test
  void givesANextSecretThatEndsTheOldOneByItsUse() {
    GuestCredential old = accounts.createGuest().credential();

    GuestCredential next = accounts.rotateGuestSecret(old.id()).orElseThrow();

    assertEquals(old.id(), next.id());
    assertInstanceOf(Accepted.class, adapter.verify(old));
    assertInstanceOf(Accepted.class, adapter.verify(next));
    assertInstanceOf(Rejected.class, adapter.verify(old));
  }

  @Test
  void replacesANextSecretThatWasNeverUsed() {
    GuestCredential old = accounts.createGuest().credential();
    GuestCredential lost = accounts.rotateGuestSecret(old.id()).orElseThrow();

    GuestCredential next = accounts.rotateGuestSecret(old.id()).orElseThrow();

    assertInstanceOf(Rejected.class, adapter.verify(lost));
    assertInstanceOf(Accepted.class, adapter.verify(old));
    assertInstanceOf(Accepted.class, adapter.verify(next));
  }

  @Test
  void givesNoSecretToNobodyOrToAGuestWhoHasEnded() {
    NewGuest guest = accounts.createGuest();
    String id = guest.credential().id();
    accounts.link(here.proof(guest.account().id()), steam("7"));

    here.clock.advance(Duration.ofDays(7).minusMillis(1));
    assertTrue(accounts.rotateGuestSecret(id).isPresent());

    here.clock.advance(Duration.ofMillis(1));
    assertEquals(Optional.empty(), accounts.rotateGuestSecret(id));
    assertEquals(Optional.empty(), accounts.rotateGuestSecret("g-nobody"));
  }

  @Test
  void leavesOneNextSecretHoweverManyAskAtOnce() throws Exception {
    GuestCredential old = accounts.createGuest().credential();

    List<GuestCredential> asked =
        together(2, i -> () -> accounts.rotateGuestSecret(old.id()).orElseThrow());

    long good = asked.stream().filter(each -> adapter.verify(each) instanceof Accepted).count();
    assertEquals(1, good);
  }

  @Test
  void givesUpWhenTheSecretsNeverStayAsTheyWereRead() {
    String id = accounts.createGuest().credential().id();
    AtomicInteger tries = new AtomicInteger();
    GuestStore restless =
        new GuestStore() {
          @Override
          public Optional<GuestRecord> find(String id) {
            return here.stores.guests().find(id);
          }

          @Override
          public boolean replaceSecrets(GuestRecord expected, GuestRecord next) {
            tries.incrementAndGet();
            return false;
          }
        };
    Accounts stuck =
        Accounts.over(here.stores.accounts(), restless, here.stores.once())
            .clock(here.clock)
            .build();

    assertThrows(StoreException.class, () -> stuck.rotateGuestSecret(id));
    assertEquals(3, tries.get());
  }

  /** Yields the same numbers again when told to, and then goes on. */
  private static final class Repeating extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private byte next;

    void again() {
      next = 0;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, next++);
    }
  }
}
