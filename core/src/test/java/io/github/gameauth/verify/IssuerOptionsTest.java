// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What few issuers need: another session claim, keys on demand, padded segments. */
final class IssuerOptionsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);

  private TokenVerifier verifier(TrustedIssuerBuilder trust) {
    return TokenVerifier.trusting(clock, trust.build());
  }

  @Test
  void takesTheSessionFromTheClaimThatItWasTold() {
    String token = issuer.token().claim("sid", "s-1").claim("origin_jti", "o-1").signed();

    try (TokenVerifier usual = verifier(TestTrust.in(issuer));
        TokenVerifier told = verifier(TestTrust.in(issuer).sessionIdFrom("origin_jti"));
        TokenVerifier revoking =
            TokenVerifier.builder()
                .clock(clock)
                .trust(TestTrust.in(issuer).sessionIdFrom("origin_jti").build())
                .revocations(mark -> mark.sessionId().equals(Optional.of("o-1")))
                .build()) {
      assertEquals(Optional.of("s-1"), assertAccepted(usual.verify(token)).sessionId());
      assertEquals(Optional.of("o-1"), assertAccepted(told.verify(token)).sessionId());
      assertRejected("REVOKED", revoking.verify(token));
    }
    assertComplaint(
        "sessionIdFrom: blank (expected: a claim's name)",
        () -> TestTrust.in(issuer).sessionIdFrom(" "));
  }

  @Test
  void fetchesKeysOnDemandOnlyWhereTold() {
    try (TestUpstream upstream = TestUpstream.start().keySetStatus(403);
        TokenVerifier usual = verifier(fetched(upstream));
        TokenVerifier onDemand = verifier(fetched(upstream).fetchedWhenNamed())) {
      onDemand.warmUp().toCompletableFuture().join();
      assertEquals(0, upstream.requests());
      assertThrows(CompletionException.class, () -> usual.warmUp().toCompletableFuture().join());
      assertEquals(1, upstream.requests());

      upstream.keySet(issuer.jwks());
      assertAccepted(onDemand.verify(issuer.token().signed()));
    }
  }

  private TrustedIssuerBuilder fetched(TestUpstream upstream) {
    return TrustedIssuer.named(issuer.name()).audience("my-game").jwks(upstream.jwksUrl());
  }

  @Test
  void takesPaddedSegmentsOnlyWhereTold() {
    TestKey key = TestKey.named("balancer", Algorithm.ES256);
    TestIssuer balancer = TestIssuer.create(clock).signingBy(Algorithm.ES256);
    TrustedIssuer trust = TestTrust.in(balancer).algorithms(Algorithm.ES256).build();
    String[] parts = balancer.token().signed().split("\\.");
    String content = padded(parts[0]) + "." + padded(parts[1]);
    String token = content + "." + padded(encoded(balancer.key().sign(content)));
    String forged = content + "." + padded(encoded(key.sign(content)));

    try (TokenVerifier strict = TokenVerifier.trusting(clock, trust);
        TokenVerifier lenient =
            TokenVerifier.builder().clock(clock).trust(trust).allowingPaddedSegments().build()) {
      assertAccepted(lenient.verify(token));
      assertAccepted(lenient.verify(String.join(".", parts)));
      assertRejected("SIGNATURE", lenient.verify(forged));
      assertRejected("MALFORMED", strict.verify(token));
      assertAccepted(strict.verify(String.join(".", parts)));
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String padded(String segment) {
    return segment + "=".repeat((4 - segment.length() % 4) % 4);
  }
}
