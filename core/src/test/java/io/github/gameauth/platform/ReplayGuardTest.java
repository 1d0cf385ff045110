// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ReplayGuardTest {
  private static final Platform STEAM = new Platform("steam");
  private static final Secret TICKET = Secret.of("ticket-1");
  private static final Duration AGE = Duration.ofMinutes(5);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final InMemoryStores stores = new InMemoryStores();
  private final BreakableStore store = new BreakableStore();
  private final OnceStore once = store.before(OnceStore.class, stores.once());
  private final ReplayGuard guard = new ReplayGuard(once, "steam", clock);

  @Test
  void tellsTheFirstUseFromAllOthers() {
    assertTrue(guard.firstUse(TICKET, clock.instant().plus(AGE)));
    assertFalse(guard.firstUse(TICKET, clock.instant().plus(AGE)));
    assertTrue(guard.firstUse(Secret.of("ticket-2"), clock.instant().plus(AGE)));
    assertTrue(new ReplayGuard(once, "xbox", clock).firstUse(TICKET, clock.instant().plus(AGE)));
  }

  @Test
  void remembersAUseUntilTheCredentialIsTooOld() {
    guard.firstUse(TICKET, clock.instant().plus(AGE));

    clock.advance(AGE.minusMillis(1));
    assertFalse(guard.firstUse(TICKET, clock.instant().plus(AGE)));

    clock.advance(Duration.ofMillis(1));
    assertTrue(guard.firstUse(TICKET, clock.instant().plus(AGE)));
  }

  @Test
  void neverTakesWhatItCouldNotRememberForAFirstUse() {
    assertFalse(guard.firstUse(TICKET, clock.instant()));
    assertFalse(guard.firstUse(TICKET, clock.instant().minusSeconds(1)));
    assertEquals(List.of(), store.asked());
  }

  @Test
  void tellsOneOfManyWhoAskAtOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      Secret ticket = Secret.of("ticket " + round);

      List<Boolean> first =
          together(8, i -> () -> guard.firstUse(ticket, clock.instant().plus(AGE)));

      assertEquals(1, Collections.frequency(first, true));
    }
  }

  @Test
  void failsWithItsStore() {
    store.breakDown();

    assertThrows(StoreException.class, () -> guard.firstUse(TICKET, clock.instant().plus(AGE)));
  }

  @Test
  void takesANamespaceThatStoresCanKeep() {
    assertThrows(IllegalArgumentException.class, () -> new ReplayGuard(once, "", clock));
    assertThrows(
        IllegalArgumentException.class, () -> new ReplayGuard(once, "n".repeat(17), clock));
  }

  @Test
  void refusesASecondUseOfWhatAnAdapterAccepts() {
    Verdicts adapter = new Verdicts();
    PlatformAdapter<Secret> guarded = guard.around(adapter, Function.identity(), AGE);

    assertSame(adapter.verdict, guarded.verify(TICKET));
    assertEquals(new Rejected(Reason.REPLAYED), guarded.verify(TICKET));
    clock.advance(AGE.minusMillis(1));
    assertEquals(new Rejected(Reason.REPLAYED), guarded.verify(TICKET));
    assertEquals(STEAM, guarded.platform());
    assertEquals(Secret.class, guarded.credentialType());
  }

  @Test
  void notesNothingThatWasNotProved() { // L17
    Verdicts adapter = new Verdicts();
    PlatformAdapter<Secret> guarded = guard.around(adapter, Function.identity(), AGE);
    PlatformVerdict accepted = adapter.verdict;

    adapter.verdict = new Rejected(Reason.INVALID);
    assertSame(adapter.verdict, guarded.verify(TICKET));
    adapter.verdict = new Undecided(Cause.THROTTLED, Duration.ofSeconds(1));
    assertSame(adapter.verdict, guarded.verify(TICKET));
    assertEquals(List.of(), store.asked());

    adapter.verdict = accepted;
    assertSame(accepted, guarded.verify(TICKET));
  }

  @Test
  void acceptsNobodyWhileTheStoreIsDown() {
    PlatformAdapter<Secret> guarded = guard.around(new Verdicts(), Function.identity(), AGE);
    store.breakDown();

    assertEquals(new Undecided(Cause.OUTAGE, Duration.ofSeconds(5)), guarded.verify(TICKET));

    store.mend();
    assertTrue(guarded.verify(TICKET) instanceof Accepted);
  }

  @Test
  void rejectsAgesThatGuardNothing() {
    Verdicts adapter = new Verdicts();

    for (Duration age : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(32))) {
      assertThrows(
          IllegalArgumentException.class, () -> guard.around(adapter, Function.identity(), age));
    }
  }

  @Test
  void recognisesASignedTokenBehindAnotherSpellingOfItsSignature() { // L16
    TestIssuer issuer = TestIssuer.create(clock).signingBy(Algorithm.ES256);
    TokenVerifier verifier =
        TokenVerifier.trusting(
            clock,
            TrustedIssuer.named(issuer.name())
                .audience("my-game")
                .algorithms(Algorithm.ES256)
                .keys(issuer.keySource())
                .build());
    TrustedTokenAdapter adapter = new TrustedTokenAdapter(STEAM, verifier, "", IdScope.PUBLISHER);
    PlatformAdapter<TrustedToken> guarded = guard.around(adapter, TrustedToken::signedPart, AGE);
    String token = issuer.token().signed();
    String respelled = withOtherSignature(token);

    assertNotEquals(token, respelled);
    assertTrue(adapter.verify(new TrustedToken(STEAM, Secret.of(respelled))) instanceof Accepted);
    assertTrue(guarded.verify(new TrustedToken(STEAM, Secret.of(token))) instanceof Accepted);
    assertEquals(
        new Rejected(Reason.REPLAYED),
        guarded.verify(new TrustedToken(STEAM, Secret.of(respelled))));
  }

  /** Whoever has a signature (r, s) can write (r, n - s), which is good, too. */
  private static String withOtherSignature(String token) {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    int dot = token.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    BigInteger s = new BigInteger(1, signature, 32, 32);
    byte[] other = order.subtract(s).toByteArray();
    for (int i = 0; i < 32; i++) {
      int from = other.length - 32 + i;
      signature[32 + i] = from < 0 ? 0 : other[from];
    }
    return token.substring(0, dot + 1)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  /** Says of every credential what the test wants. */
  private static final class Verdicts implements PlatformAdapter<Secret> {
    private PlatformVerdict verdict =
        new Accepted(PlatformIdentity.of(STEAM, "", "7", IdScope.GLOBAL));

    @Override
    public Platform platform() {
      return STEAM;
    }

    @Override
    public Class<Secret> credentialType() {
      return Secret.class;
    }

    @Override
    public PlatformVerdict verify(Secret credential) {
      return verdict;
    }
  }
}
