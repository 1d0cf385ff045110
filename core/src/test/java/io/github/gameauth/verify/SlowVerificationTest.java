// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who listens hears which tokens took long; who does not listen pays nothing for it. */
@Timeout(20)
final class SlowVerificationTest {
  private static final Duration SLOW = Duration.ofMillis(50);
  private static final Duration TINY = Duration.ofNanos(1);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final String token = issuer.token().signed();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final AuthListener listener =
      new AuthListener() {
        @Override
        public void verificationWasSlow(String issuer, String outcome, Duration took) {
          heard.add(issuer + " " + outcome + " " + took);
        }
      };

  /** Keys that take their time, on the test's clock. */
  private VerifierBuilder taking(Duration time) {
    KeySource slow =
        (algorithm, keyId) -> {
          clock.advance(time);
          return issuer.keySource().find(algorithm, keyId);
        };
    return asking(slow).listener(listener);
  }

  private VerifierBuilder asking(KeySource keys) {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .trust(TestTrust.in(issuer).keys(keys).build());
  }

  @Test
  void isToldOfWhatTookLongerThanFiftyMilliseconds() {
    assertAccepted(taking(SLOW).build().verifyNow(token));
    assertEquals(List.of(), heard);

    assertAccepted(taking(SLOW.plus(TINY)).build().verifyNow(token));
    assertEquals(List.of(issuer.name() + " ACCEPTED PT0.050000001S"), heard);
  }

  @Test
  void isToldByEachWayToVerify() {
    TokenVerifier verifier = taking(Duration.ofMillis(60)).build();

    verifier.verify(token);
    verifier.verifyNow(token);
    verifier.verifyAsync(token).join();

    String slow = issuer.name() + " ACCEPTED PT0.06S";
    assertEquals(List.of(slow, slow, slow), heard);
  }

  @Test
  void isToldOfAnotherTime() {
    TokenVerifier verifier = taking(Duration.ofMillis(60)).slowAfter(Duration.ofSeconds(1)).build();

    assertAccepted(verifier.verify(token));

    assertEquals(List.of(), heard);
  }

  @Test
  void isNeverToldIfTheTimeIsZero() {
    assertAccepted(taking(Duration.ofHours(1)).slowAfter(Duration.ZERO).build().verify(token));

    assertEquals(List.of(), heard);
  }

  @Test
  void isToldOfRejectionsByTheirCodeAndOfUndecidedOnes() {
    String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
    assertRejected("SIGNATURE", taking(Duration.ofMillis(60)).build().verifyNow(forged));
    KeySource gone =
        (algorithm, keyId) -> {
          clock.advance(Duration.ofMillis(60));
          return new KeyAnswer.Unavailable(Duration.ofSeconds(1));
        };
    assertUndecided(asking(gone).listener(listener).build().verifyNow(token));

    assertEquals(
        List.of(issuer.name() + " SIGNATURE PT0.06S", issuer.name() + " UNDECIDED PT0.06S"), heard);
  }

  @Test
  void isToldOfTheWaitForKeys() {
    CompletableFuture<Void> fetch = new CompletableFuture<>();
    CountingKeys keys = new CountingKeys(issuer.keySource());
    keys.answer(new KeyAnswer.Pending(fetch));
    TokenVerifier verifier =
        asking(keys).listener(listener).waitForKeys(VerifierBuilder.MAX_WAIT).build();

    CompletableFuture<Verification> verdict = verifier.verifyAsync(token);
    clock.advance(Duration.ofMillis(700));
    keys.become(issuer.keySource());
    fetch.complete(null);

    assertAccepted(verdict.join());
    assertEquals(List.of(issuer.name() + " ACCEPTED PT0.7S"), heard);
  }

  @Test
  void isNotToldOfTokensThatWereRemembered() {
    TokenVerifier verifier =
        taking(Duration.ofMillis(60)).tokenCache(TokenCacheSettings.DEFAULT).build();

    verifier.verify(token);
    verifier.verify(token);
    verifier.verifyNow(token);

    assertEquals(1, heard.size(), heard::toString);
  }

  @Test
  void costsNoLookAtTheClockIfNobodyListens() {
    AtomicInteger looks = new AtomicInteger();

    verifyWatching(looks, asking(issuer.keySource()));
    assertEquals(0, looks.get());

    verifyWatching(looks, asking(issuer.keySource()).listener(listener).slowAfter(Duration.ZERO));
    assertEquals(0, looks.get());

    verifyWatching(looks, asking(issuer.keySource()).listener(listener));
    assertEquals(6, looks.get());
  }

  private void verifyWatching(AtomicInteger looks, VerifierBuilder builder) {
    TokenVerifier verifier = builder.ticker(looks::incrementAndGet).build();
    assertAccepted(verifier.verify(token));
    assertAccepted(verifier.verifyNow(token));
    assertAccepted(verifier.verifyAsync(token).join());
  }

  @Test
  void takesZeroToAMinute() {
    VerifierBuilder builder = TokenVerifier.builder();

    assertComplaint(
        "slowAfter: PT-0.001S (expected: PT0S to PT1M)",
        () -> builder.slowAfter(Duration.ofMillis(-1)));
    assertComplaint(
        "slowAfter: PT1M0.001S (expected: PT0S to PT1M)",
        () -> builder.slowAfter(Duration.ofMinutes(1).plusMillis(1)));
    builder.slowAfter(Duration.ofMinutes(1));
  }
}
