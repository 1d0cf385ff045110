// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.NOW;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LifetimePolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long NOW_SECONDS = NOW.getEpochSecond();

  private final LifetimePolicy policy = LifetimePolicy.DEFAULT;
  private final LifetimePolicy strict = policy.leeway(Duration.ZERO);

  private static TestToken expiring(Instant time) {
    return token().without("iat").expiresAt(time);
  }

  @Nested
  @DisplayName("exp, RFC 7519 §4.1.4")
  class Expiry {
    static final List<Object> NO_NUMERIC_DATES =
        Arrays.asList(
            null, // G2
            String.valueOf(NOW_SECONDS + 60), // G3
            "2030-01-01T12:01:00Z",
            "",
            true,
            List.of(NOW_SECONDS + 60),
            Map.of(),
            -1, // G6
            -0.0,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE / 1000 + 1,
            253_402_300_800L,
            BigInteger.TWO.pow(64).add(BigInteger.valueOf(NOW_SECONDS + 60)),
            new BigDecimal("1e308"));

    @Test
    void refusesTokenWithoutIt() { // G1
      assertEquals("CLAIM(exp)", Verdicts.of(policy, token().without("exp")));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_NUMERIC_DATES")
    void refusesWhatIsNoTime(Object value) {
      assertEquals("CLAIM(exp)", Verdicts.of(policy, token().without("iat").claim("exp", value)));
    }

    @Test
    void refusesTokenAtTheSecondItExpires() { // G4
      assertEquals("EXPIRED", Verdicts.of(strict, expiring(NOW)));
      assertEquals("EXPIRED", Verdicts.of(policy, expiring(NOW.minus(policy.leeway()))));
    }

    @Test
    void acceptsTokenInItsLastSecond() { // G4
      assertEquals(ACCEPTED, Verdicts.of(strict, expiring(NOW.plus(SECOND))));
      assertEquals(
          ACCEPTED, Verdicts.of(policy, expiring(NOW.minus(policy.leeway()).plus(SECOND))));
    }

    @Test
    void acceptsFractionsAndDropsThem() { // G5
      TestToken token = token().without("iat");

      assertEquals(
          "EXPIRED", Verdicts.of(strict, token.claim("exp", new BigDecimal(NOW_SECONDS + ".9"))));
      assertEquals(
          ACCEPTED,
          Verdicts.of(strict, token.claim("exp", new BigDecimal(NOW_SECONDS + 1 + ".1"))));
      assertEquals(
          ACCEPTED, Verdicts.of(strict, token.rawPayload("{\"exp\":1.8935136e9}"))); // NOW + 1 h
    }

    @Test
    void refusesLivesLongerThanTheCeiling() { // G7
      assertEquals(ACCEPTED, Verdicts.of(strict, expiring(NOW.plus(Duration.ofHours(24)))));
      assertEquals(
          "CLAIM(exp)", Verdicts.of(strict, expiring(NOW.plus(Duration.ofHours(24)).plus(SECOND))));
      assertEquals("CLAIM(exp)", Verdicts.of(strict, expiring(NOW.plus(Duration.ofDays(3653)))));
    }

    @Test
    void refusesMilliseconds() { // G7
      long milliseconds = NOW.plusSeconds(60).toEpochMilli();

      assertEquals(
          "CLAIM(exp)", Verdicts.of(policy, token().without("iat").claim("exp", milliseconds)));
    }

    @Test
    void grantsTheFullLifeToAnIssuerWhoseClockRunsAhead() {
      Instant issued = NOW.plus(policy.leeway());
      TestToken token = token().issuedAt(issued).expiresAt(issued.plus(Duration.ofHours(24)));

      assertEquals(ACCEPTED, Verdicts.of(policy, token));
      assertEquals(
          "CLAIM(exp)",
          Verdicts.of(policy, token.expiresAt(issued.plus(Duration.ofHours(24)).plus(SECOND))));
    }
  }

  @Nested
  @DisplayName("nbf, RFC 7519 §4.1.5")
  class NotBefore {
    @Test
    void refusesTokenBeforeItsTime() { // G8
      assertEquals("NOT_YET_VALID", Verdicts.of(strict, token().notBefore(NOW.plus(SECOND))));
      assertEquals(
          "NOT_YET_VALID",
          Verdicts.of(policy, token().notBefore(NOW.plus(policy.leeway()).plus(SECOND))));
    }

    @Test
    void acceptsTokenFromItsFirstSecondOn() { // G8
      assertEquals(ACCEPTED, Verdicts.of(strict, token().notBefore(NOW)));
      assertEquals(ACCEPTED, Verdicts.of(policy, token().notBefore(NOW.plus(policy.leeway()))));
    }

    @Test
    void refusesFractionOfASecondAhead() {
      assertEquals(
          "NOT_YET_VALID",
          Verdicts.of(strict, token().claim("nbf", new BigDecimal(NOW_SECONDS + ".1"))));
    }

    @Test
    void refusesTextAndTokenThatEndsBeforeItBegins() { // G8
      assertEquals(
          "CLAIM(nbf)", Verdicts.of(policy, token().claim("nbf", String.valueOf(NOW_SECONDS))));
      assertEquals(
          "CLAIM(nbf)", Verdicts.of(policy, token().notBefore(NOW.plus(Duration.ofHours(1)))));
    }
  }

  @Nested
  @DisplayName("iat, RFC 7519 §4.1.6")
  class IssuedAt {
    @Test
    void refusesTokenFromTheFuture() { // G9
      assertEquals("CLAIM(iat)", Verdicts.of(strict, token().issuedAt(NOW.plus(SECOND))));
      assertEquals(
          "CLAIM(iat)",
          Verdicts.of(policy, token().issuedAt(NOW.plus(policy.leeway()).plus(SECOND))));
    }

    @Test
    void acceptsTokenIssuedWithinTheLeeway() { // G9
      assertEquals(ACCEPTED, Verdicts.of(strict, token().issuedAt(NOW)));
      assertEquals(ACCEPTED, Verdicts.of(policy, token().issuedAt(NOW.plus(policy.leeway()))));
    }

    @Test
    void refusesTextAndTokenIssuedAfterItsEnd() { // G9
      assertEquals(
          "CLAIM(iat)", Verdicts.of(policy, token().claim("iat", String.valueOf(NOW_SECONDS))));
      assertEquals(
          "CLAIM(iat)", Verdicts.of(policy, token().issuedAt(NOW.plus(Duration.ofHours(1)))));
    }

    @Test
    void doesNotMissIt() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token().without("iat")));
    }
  }

  @Nested
  @DisplayName("configuration")
  class Configuration {
    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT5M0.001S", "PT1H", "PT2562047788015215H"})
    void isNotBuiltWithLeewayOutOfRange(String leeway) { // G12
      IllegalArgumentException complaint =
          assertThrows(IllegalArgumentException.class, () -> policy.leeway(Duration.parse(leeway)));

      assertEquals(
          "leeway: " + Duration.parse(leeway) + " (expected: PT0S to PT5M)",
          complaint.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.9S", "PT720H1S"})
    void isNotBuiltWithLifetimeOutOfRange(String lifetime) {
      IllegalArgumentException complaint =
          assertThrows(
              IllegalArgumentException.class, () -> policy.maxLifetime(Duration.parse(lifetime)));

      assertTrue(complaint.getMessage().startsWith("maxLifetime: "), complaint.getMessage());
    }

    @Test
    void reachesToTheEndsOfItsRanges() {
      assertEquals(Duration.ofMinutes(5), policy.leeway(Duration.ofMinutes(5)).leeway());
      assertEquals(Duration.ofDays(30), policy.maxLifetime(Duration.ofDays(30)).maxLifetime());
      assertEquals(SECOND, policy.maxLifetime(SECOND).maxLifetime());
    }
  }

  @Test
  void judgesClaimsThatAreNotVerifiedByTheSameCode() {
    assertEquals(
        policy.objectionTo(expiring(Instant.EPOCH).claims(), NOW),
        policy.objectionTo(expiring(Instant.EPOCH).claims().registered(), NOW));
  }

  @Test
  void survivesClocksAtTheEndsOfTime() {
    TestToken token = token();

    assertTrue(policy.objectionTo(token.claims(), Instant.MAX).isPresent());
    assertTrue(policy.objectionTo(token.claims(), Instant.MIN).isPresent());
  }
}
