// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuestAdapterTest {
  private static final PlatformVerdict INVALID = new Rejected(Reason.INVALID);
  private static final PlatformVerdict OUTAGE = new Undecided(Cause.OUTAGE, Duration.ofSeconds(5));
  private static final AccountId ADA = new AccountId("ada");

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final SecretGenerator generator = new SecretGenerator();
  private final InMemoryStores stores = new InMemoryStores();
  private final BreakableStore store = new BreakableStore();
  private final GuestAdapter adapter =
      new GuestAdapter(store.before(GuestStore.class, stores.guests()), clock);
  private final GuestCredential ada = kept("ada");

  @Test
  void acceptsAGuestBySecret() {
    PlatformVerdict verdict = adapter.verify(ada);

    assertEquals(
        new Accepted(PlatformIdentity.of(Platform.GUEST, "", "g-ada", IdScope.PUBLISHER)), verdict);
    assertEquals(
        ExternalIdentity.ofGuest("g-ada"), ExternalIdentity.of(((Accepted) verdict).identity()));
    assertEquals(Platform.GUEST, adapter.platform());
    assertEquals(GuestCredential.class, adapter.credentialType());
  }

  @Test
  void refusesAnotherSecret() {
    assertEquals(INVALID, adapter.verify(with(GuestCredential.newSecret(generator))));
    assertEquals(INVALID, adapter.verify(with(kept("bob").secret())));
  }

  @Test
  void refusesAnUnknownGuestInTheSameWayAfterTheSameQuestion() {
    PlatformVerdict verdict = adapter.verify(new GuestCredential("g-nobody", ada.secret()));

    assertEquals(INVALID, verdict);
    assertEquals(List.of("find"), store.asked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "gs1_",
        "gs1_0123456789012345678901234567890123456789012",
        "gs1_01234567890123456789012345678901234567890123",
        "gr1_0123456789012345678901234567890123456789012",
        "GS1_0123456789012345678901234567890123456789012",
      })
  void refusesWhatCannotBeASecretWithoutAskingTheStore(String text) { // L13
    boolean possible = text.length() == 47 && text.startsWith("gs1_");

    assertEquals(INVALID, adapter.verify(with(Secret.of(text))));

    assertEquals(possible ? List.of("find") : List.of(), store.asked());
  }

  @Test
  void refusesTheStandInForGuestsWhoAreNotThere() {
    // Its fingerprint is compared with when there is no record; nothing may come of that.
    assertEquals(INVALID, adapter.verify(new GuestCredential("g-nobody", Secret.of("nobody"))));
  }

  @Test
  void acceptsAGuestUntilTheMillisecondBeforeTheSecretEnds() {
    LinkRules overlap = LinkRules.USUAL.guestOverlap(Duration.ofDays(1));
    stores
        .accounts()
        .link(ADA, new ExternalIdentity(new Platform("steam"), "", "7"), overlap, clock.instant());

    clock.advance(Duration.ofDays(1).minusMillis(1));
    assertTrue(adapter.verify(ada) instanceof Accepted);

    clock.advance(Duration.ofMillis(1));
    assertEquals(INVALID, adapter.verify(ada));
  }

  @Test
  void keepsTheOldSecretUntilTheNextIsUsed() {
    GuestCredential next = following(ada);

    assertTrue(adapter.verify(ada) instanceof Accepted);
    assertTrue(adapter.verify(ada) instanceof Accepted);
    assertTrue(adapter.verify(next) instanceof Accepted);

    assertEquals(INVALID, adapter.verify(ada));
    assertTrue(adapter.verify(next) instanceof Accepted);
    assertEquals(Optional.empty(), stores.guests().find("g-ada").orElseThrow().nextHash());
  }

  @Test
  void endsNothingByTheNextSecretOfAGuestWhoHasEnded() {
    GuestCredential next = following(ada);
    stores
        .accounts()
        .link(
            ADA,
            new ExternalIdentity(new Platform("steam"), "", "7"),
            LinkRules.USUAL.guestOverlap(Duration.ZERO),
            clock.instant());

    assertEquals(INVALID, adapter.verify(next));

    assertTrue(stores.guests().find("g-ada").orElseThrow().nextHash().isPresent());
  }

  @Test
  void acceptsEverybodyWhoFirstUsesTheNextSecretAtOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      GuestCredential next = following(kept("r" + round));

      List<Boolean> accepted = together(8, i -> () -> adapter.verify(next) instanceof Accepted);

      assertEquals(8, Collections.frequency(accepted, true));
    }
  }

  @Test
  void isUndecidedWhileTheStoreIsDown() {
    GuestCredential next = following(ada);

    store.breakDown("find");
    assertEquals(OUTAGE, adapter.verify(ada));
    assertEquals(OUTAGE, adapter.verify(with(GuestCredential.newSecret(generator))));

    store.breakDown("replaceSecrets");
    assertEquals(OUTAGE, adapter.verify(next));

    store.mend();
    assertTrue(adapter.verify(next) instanceof Accepted);
  }

  @Test
  void givesUpWhenTheSecretsNeverStayReplaced() {
    GuestCredential next = following(ada);
    GuestStore restless =
        new GuestStore() {
          @Override
          public Optional<GuestRecord> find(String id) {
            return stores.guests().find(id);
          }

          @Override
          public boolean replaceSecrets(GuestRecord expected, GuestRecord next) {
            return false;
          }
        };

    assertEquals(OUTAGE, new GuestAdapter(restless, clock).verify(next));
  }

  private GuestCredential with(Secret secret) {
    return new GuestCredential(ada.id(), secret);
  }

  private GuestCredential kept(String name) {
    GuestCredential credential =
        new GuestCredential("g-" + name, GuestCredential.newSecret(generator));
    Account account = Account.fresh(new AccountId(name), AccountKind.GUEST, clock.instant());
    assertTrue(
        stores
            .accounts()
            .createGuest(
                account,
                GuestRecord.of(
                    credential.id(), Fingerprint.of(credential.secret()), clock.instant())));
    return credential;
  }

  private GuestCredential following(GuestCredential credential) {
    GuestCredential next =
        new GuestCredential(credential.id(), GuestCredential.newSecret(generator));
    GuestRecord record = stores.guests().find(credential.id()).orElseThrow();
    assertTrue(
        stores.guests().replaceSecrets(record, record.followedBy(Fingerprint.of(next.secret()))));
    return next;
  }
}
