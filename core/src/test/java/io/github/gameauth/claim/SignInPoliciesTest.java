// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.NOW;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestToken;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What OpenID Connect Core §3.1.3.7 asks about the sign-in behind a token, and RFC 7800. */
final class SignInPoliciesTest {
  @Nested
  @DisplayName("NoncePolicy")
  class Nonce {
    static final List<Object> OTHERS =
        Arrays.asList(null, "", "n-0S6_WzA2Mk", "n-0s6_wza2mj", 7, true, List.of("n-0S6_WzA2Mj"));

    private final NoncePolicy policy = new NoncePolicy(Secret.of("n-0S6_WzA2Mj"));

    @Test
    void acceptsTheNonceThatWasSent() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("nonce", "n-0S6_WzA2Mj")));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OTHERS")
    void refusesEveryOther(Object nonce) {
      assertEquals("CLAIM(nonce)", Verdicts.of(policy, token().claim("nonce", nonce)));
    }

    @Test
    void refusesTokenWithoutNonce() {
      assertEquals("CLAIM(nonce)", Verdicts.of(policy, token()));
    }

    @Test
    void doesNotPrintIt() {
      String objection =
          policy.objectionTo(token().claim("nonce", "guess-1").claims(), NOW).toString();

      assertFalse((policy + objection).contains("n-0S6"), policy + objection);
      assertFalse(objection.contains("guess"), objection);
    }
  }

  @Nested
  @DisplayName("AuthorizedPartyPolicy")
  class AuthorizedParty {
    static final List<Object> OTHERS =
        Arrays.asList(null, "", "App", "app ", 7, List.of("app"), Map.of());

    private final AuthorizedPartyPolicy policy = AuthorizedPartyPolicy.anyOf("app", "web");
    private final AuthorizedPartyPolicy untold = AuthorizedPartyPolicy.forSingleAudiences();

    @Test
    void acceptsOurClients() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("azp", "app")));
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("azp", "web")));
      assertEquals(
          ACCEPTED, Verdicts.of(policy, token().audience("my-game", "b").claim("azp", "app")));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OTHERS")
    void refusesEveryOtherClient(Object party) {
      assertEquals("CLAIM(azp)", Verdicts.of(policy, token().claim("azp", party)));
    }

    @Test
    void missesItOnlyAmongSeveralAudiences() {
      assertEquals(ACCEPTED, Verdicts.of(policy, token()));
      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("aud", List.of("my-game"))));
      assertEquals("CLAIM(azp)", Verdicts.of(policy, token().audience("my-game", "other")));
    }

    @Test
    void refusesSeveralAudiencesIfNoPartyIsTold() {
      TestToken several = token().audience("my-game", "other").claim("azp", "other");

      assertEquals("CLAIM(azp)", Verdicts.of(untold, several));
      assertEquals(ACCEPTED, Verdicts.of(untold, token().claim("azp", "other")));
    }

    @Test
    void isNotBuiltOfNothingByMistake() {
      assertThrows(IllegalArgumentException.class, AuthorizedPartyPolicy::anyOf);
      assertThrows(
          IllegalArgumentException.class, () -> new AuthorizedPartyPolicy(Set.of("app", "")));
    }
  }

  @Nested
  @DisplayName("MaxAuthAgePolicy")
  class MaxAuthAge {
    static final List<Object> NO_TIMES =
        Arrays.asList(null, "", "1893499200", true, List.of(), -1, 253_402_300_800L);

    private final MaxAuthAgePolicy policy =
        new MaxAuthAgePolicy(Duration.ofHours(1), Duration.ofSeconds(5));

    private static TestToken authenticated(Instant time) {
      return token().claim("auth_time", time.getEpochSecond());
    }

    @Test
    void acceptsSignInsUpToTheAge() {
      assertEquals(ACCEPTED, Verdicts.of(policy, authenticated(NOW)));
      assertEquals(ACCEPTED, Verdicts.of(policy, authenticated(NOW.minusSeconds(3605))));
    }

    @Test
    void refusesOlderSignIns() {
      assertEquals("CLAIM(auth_time)", Verdicts.of(policy, authenticated(NOW.minusSeconds(3606))));
      assertEquals("CLAIM(auth_time)", Verdicts.of(policy, authenticated(Instant.EPOCH)));
      assertEquals(
          "CLAIM(auth_time)",
          Verdicts.of(
              policy,
              token().claim("auth_time", new BigDecimal(NOW.getEpochSecond() - 3606 + ".9"))));
    }

    @Test
    void refusesSignInsFromTheFuture() {
      assertEquals(ACCEPTED, Verdicts.of(policy, authenticated(NOW.plusSeconds(5))));
      assertEquals("CLAIM(auth_time)", Verdicts.of(policy, authenticated(NOW.plusSeconds(6))));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_TIMES")
    void refusesWhatIsNoTime(Object time) {
      assertEquals("CLAIM(auth_time)", Verdicts.of(policy, token().claim("auth_time", time)));
    }

    @Test
    void refusesTokenWithoutIt() {
      assertEquals("CLAIM(auth_time)", Verdicts.of(policy, token()));
    }

    @Test
    void grants30SecondsUnlessToldOtherwise() {
      assertEquals(Duration.ofSeconds(30), MaxAuthAgePolicy.of(Duration.ZERO).leeway());
    }

    @Test
    void isNotBuiltOutOfItsRanges() {
      Duration leeway = Duration.ZERO;

      assertThrows(
          IllegalArgumentException.class, () -> MaxAuthAgePolicy.of(Duration.ofSeconds(-1)));
      assertThrows(
          IllegalArgumentException.class,
          () -> new MaxAuthAgePolicy(Duration.ofSeconds(Long.MAX_VALUE), leeway));
      assertThrows(
          IllegalArgumentException.class,
          () -> new MaxAuthAgePolicy(leeway, Duration.ofMinutes(6)));
    }
  }

  @Nested
  @DisplayName("ConfirmationPolicy")
  class Confirmation {
    private final Map<String, String> binding =
        Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");

    @Test
    void refusesBoundTokens() { // H13
      ConfirmationPolicy policy = ConfirmationPolicy.BEARER_TOKENS_ONLY;

      assertEquals("CLAIM(cnf)", Verdicts.of(policy, token().claim("cnf", binding)));
      assertEquals("CLAIM(cnf)", Verdicts.of(policy, token().claim("cnf", null)));
      assertEquals("CLAIM(cnf)", Verdicts.of(policy, token().claim("cnf", "x")));
      assertEquals(ACCEPTED, Verdicts.of(policy, token()));
    }

    @Test
    void acceptsBoundTokensIfTheCallerChecksTheProof() { // H13
      ConfirmationPolicy policy = ConfirmationPolicy.PROOF_CHECKED_BY_CALLER;

      assertEquals(ACCEPTED, Verdicts.of(policy, token().claim("cnf", binding)));
      assertEquals(ACCEPTED, Verdicts.of(policy, token()));
      assertEquals("CLAIM(cnf)", Verdicts.of(policy, token().claim("cnf", null)));
      assertEquals("CLAIM(cnf)", Verdicts.of(policy, token().claim("cnf", List.of(binding))));
    }
  }
}
