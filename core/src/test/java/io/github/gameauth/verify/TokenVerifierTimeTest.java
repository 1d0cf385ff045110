// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertComplaint;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is good from its beginning to its end, by a clock that never goes back. */
final class TokenVerifierTimeTest {
  private static final Duration SECOND = ofSeconds(1);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Instant now = clock.instant();
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TokenVerifier verifier =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).build());
  private final TokenVerifier exact =
      TokenVerifier.trusting(clock, TestTrust.in(issuer).leeway(ZERO).build());

  private TestToken withClaim(String name, String json) {
    return issuer
        .token()
        .rawPayload(
            "{\"iss\":\"%s\",\"aud\":\"my-game\",\"sub\":\"p-17\",%s\"%s\":%s}"
                .formatted(
                    issuer.name(),
                    name.equals("exp") ? "" : "\"exp\":" + (now.getEpochSecond() + 600) + ",",
                    name,
                    json));
  }

  @Nested
  @DisplayName("G1 to G7: exp, RFC 7519 §4.1.4")
  class Expiry {
    @Test
    void isRequired() {
      assertRejected("CLAIM(exp)", verifier.verify(issuer.token().without("exp").signed()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "\"1893499800\"", "\"2030-01-01T12:10:00Z\"", "true", "[]", "{}"})
    void isANumber(String json) {
      assertRejected("CLAIM(exp)", verifier.verify(withClaim("exp", json).signed()));
    }

    @Test
    void endsTheTokenAtItsVerySecond() {
      assertRejected("EXPIRED", exact.verify(issuer.token().expiresAt(now).signed()));
      assertAccepted(exact.verify(issuer.token().expiresAt(now.plus(SECOND)).signed()));
    }

    @Test
    void isForgivenForTheLeewayAndNoSecondMore() {
      Duration leeway = ofSeconds(30);
      String dead = issuer.token().without("iat").expiresAt(now.minus(leeway)).signed();
      String alive =
          issuer.token().without("iat").expiresAt(now.minus(leeway).plus(SECOND)).signed();

      assertRejected("EXPIRED", verifier.verify(dead));
      assertAccepted(verifier.verify(alive));
    }

    @ParameterizedTest
    @CsvSource({
      "1893499200.9, EXPIRED", // now is 1893499200
      "1893499201.5, ACCEPTED",
      "1.8934992e9, EXPIRED",
      "1.893499201e9, ACCEPTED",
      "1893499201E0, ACCEPTED"
    })
    void isCutOffAtWholeSeconds(String json, String outcome) {
      assertEquals(outcome, Verdicts.code(exact.verify(withClaim("exp", json).signed())));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-1",
          "-1893499800",
          "9223372036854775807",
          "9223372036854775",
          "18446744073709551616",
          "253402300800",
          "1e308",
          "-0"
        })
    void liesInTheYears1970To9999(String json) {
      assertRejected("CLAIM(exp)", verifier.verify(withClaim("exp", json).signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e-400", "1e999999999"})
    void isNoAbsurdNumber(String json) {
      assertRejected("LIMIT", verifier.verify(withClaim("exp", json).signed()));
    }

    @Test
    void liesNoFurtherAheadThanAnyTokenMayLive() {
      TokenVerifier week =
          TokenVerifier.trusting(
              clock, TestTrust.in(issuer).leeway(ZERO).maxLifetime(ofDays(7)).build());
      String millis = issuer.token().claim("exp", now.plus(ofHours(1)).toEpochMilli()).signed();
      String tenYears = issuer.token().expiresAt(now.plus(ofDays(3650))).signed();
      String day = issuer.token().expiresAt(now.plus(ofDays(1))).signed();
      String more = issuer.token().expiresAt(now.plus(ofDays(1)).plus(SECOND)).signed();

      assertRejected("CLAIM(exp)", exact.verify(millis));
      assertRejected("CLAIM(exp)", exact.verify(tenYears));
      assertRejected("CLAIM(exp)", week.verify(tenYears));
      assertAccepted(exact.verify(day));
      assertRejected("CLAIM(exp)", exact.verify(more));
      assertAccepted(week.verify(more));
    }
  }

  @Nested
  @DisplayName("G8 and G9: nbf and iat, RFC 7519 §4.1.5 and §4.1.6")
  class Beginning {
    @Test
    void ofUseMayLieAheadByTheLeewayAlone() {
      assertAccepted(verifier.verify(issuer.token().notBefore(now.plusSeconds(30)).signed()));
      assertRejected(
          "NOT_YET_VALID", verifier.verify(issuer.token().notBefore(now.plusSeconds(31)).signed()));
      assertRejected(
          "NOT_YET_VALID", exact.verify(issuer.token().notBefore(now.plus(SECOND)).signed()));
      assertAccepted(exact.verify(issuer.token().notBefore(now).signed()));
    }

    @Test
    void ofUseIsRoundedUp() {
      assertRejected("NOT_YET_VALID", exact.verify(withClaim("nbf", "1893499200.1").signed()));
    }

    @Test
    void ofLifeMayLieAheadByTheLeewayAlone() {
      assertAccepted(verifier.verify(issuer.token().issuedAt(now.plusSeconds(30)).signed()));
      assertRejected(
          "CLAIM(iat)", verifier.verify(issuer.token().issuedAt(now.plusSeconds(31)).signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void isANumberOfSecondsBeforeTheEnd(String name) {
      for (String json : List.of("\"1893499200\"", "null", "true", "-1", "9e15", "1893499801")) {
        assertRejected("CLAIM(" + name + ")", verifier.verify(withClaim(name, json).signed()));
      }
    }
  }

  @Nested
  @DisplayName("G10 and G11: clocks that jump")
  class JumpingClock {
    private final RecordingListener listener = new RecordingListener();
    private final TokenVerifier watched =
        TokenVerifier.builder()
            .clock(clock)
            .ticker(clock)
            .listener(listener)
            .trust(TestTrust.in(issuer).build())
            .build();
    private final String token = issuer.token().signed();

    @Test
    void bringNoExpiredTokenBackToLife() {
      assertAccepted(watched.verify(token));
      clock.advance(ofMinutes(11));
      assertRejected("EXPIRED", watched.verify(token));

      clock.jumpWall(ofHours(-1));

      assertRejected("EXPIRED", watched.verify(token));
      assertRejected("EXPIRED", watched.verifyNow(token));
      assertRejected("EXPIRED", watched.verifyAsync(token).join());
    }

    @Test
    void areToldOnceWhenTheyGoBack() {
      assertAccepted(watched.verify(token));
      clock.jumpWall(ofHours(-1));

      assertAccepted(watched.verify(token));
      assertAccepted(watched.verify(token));

      assertEquals(1, listener.count("clock went back PT1H"));
    }

    @Test
    void areToldAgainWhenTheyGoBackAgain() {
      assertAccepted(watched.verify(token));
      clock.jumpWall(ofMinutes(-5));
      assertAccepted(watched.verify(token));
      clock.jumpWall(ofMinutes(6));
      assertAccepted(watched.verify(token));
      clock.jumpWall(ofMinutes(-5));

      assertAccepted(watched.verify(token));

      assertEquals(2, listener.count("clock went back PT5M"));
    }

    @Test
    void areNoNewsWithinASecond() {
      assertAccepted(watched.verify(token));
      clock.jumpWall(ofSeconds(-1));

      assertAccepted(watched.verify(token));

      assertEquals(
          List.of("accepted " + issuer.name(), "accepted " + issuer.name()), listener.events());
    }

    @Test
    void endTokensWhenTheyGoForward() {
      clock.jumpWall(ofDays(1));

      assertRejected("EXPIRED", watched.verify(token));
      assertAccepted(watched.verify(issuer.token().signed()));
    }
  }

  @Nested
  @DisplayName("G12: leeway and lifetime as configured")
  class Configured {
    private final TrustedIssuerBuilder trust = TestTrust.in(issuer);

    @Test
    void leewayIsZeroToFiveMinutes() {
      for (Duration wrong : List.of(ofSeconds(-1), ofSeconds(301), ofHours(1), ofDays(999_999))) {
        assertComplaint(
            "leeway: " + wrong + " (expected: PT0S to PT5M)", () -> trust.leeway(wrong).build());
      }
      trust.leeway(ofMinutes(5)).build();
    }

    @Test
    void lifetimeIsASecondToThirtyDays() {
      for (Duration wrong : List.of(ofSeconds(-1), ZERO, ofMillis(999), ofDays(31))) {
        assertComplaint(
            "maxLifetime: " + wrong + " (expected: PT1S to PT720H)",
            () -> trust.maxLifetime(wrong).build());
      }
      trust.maxLifetime(ofDays(30)).build();
    }
  }
}
