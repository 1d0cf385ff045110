// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenProfileTest {
  private static TestToken accessToken() {
    return token().type("at+jwt").claim("client_id", "lostsky-pc");
  }

  private static TestToken logoutToken() {
    return token()
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  /** The type first, then each policy in turn, as a verifier asks them. */
  private static String verdict(TokenProfile profile, TestToken token) {
    ClaimPolicy inTurn =
        (claims, now) -> {
          Optional<Rejection> objection = profile.type().objectionTo(claims, now);
          for (ClaimPolicy policy : profile.policies()) {
            objection = objection.or(() -> policy.objectionTo(claims, now));
          }
          return objection;
        };
    return Verdicts.of(inTurn, token);
  }

  @Nested
  @DisplayName("access tokens, RFC 9068 §2.2")
  class AccessTokens {
    private final TokenProfile profile = TokenProfile.accessToken();

    @Test
    void acceptsAccessToken() {
      assertEquals(ACCEPTED, verdict(profile, accessToken()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"})
    void missesEachClaimThatTheProfileRequires(String claim) {
      assertEquals("CLAIM(" + claim + ")", verdict(profile, accessToken().without(claim)));
    }

    @Test
    void refusesOtherKindsUnderTheSameKey() { // H9
      assertEquals("TYPE", verdict(profile, token()));
      assertEquals("TYPE", verdict(profile, accessToken().withoutHeader("typ")));
      assertEquals("TYPE", verdict(profile, logoutToken().type("logout+jwt")));
    }

    @Test
    void refusesBoundTokenUnlessTheProofIsChecked() { // H13
      TestToken bound = accessToken().claim("cnf", Map.of("jkt", "thumbprint"));

      assertEquals("CLAIM(cnf)", verdict(profile, bound));
      assertEquals(ACCEPTED, verdict(profile.proofCheckedByCaller(), bound));
      assertEquals("CLAIM(jti)", verdict(profile.proofCheckedByCaller(), bound.without("jti")));
    }
  }

  @Nested
  @DisplayName("id tokens, OpenID Connect Core §3.1.3.7")
  class IdTokens {
    private final TokenProfile profile = TokenProfile.idToken();

    @Test
    void acceptsIdTokenWithOrWithoutType() {
      assertEquals(ACCEPTED, verdict(profile, token().claim("nonce", "n-1")));
      assertEquals(ACCEPTED, verdict(profile, token().withoutHeader("typ")));
      assertEquals(ACCEPTED, verdict(profile, token().without("jti")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat"})
    void missesEachClaimThatTheStandardRequires(String claim) {
      assertEquals("CLAIM(" + claim + ")", verdict(profile, token().without(claim)));
    }

    @Test
    void refusesOtherKindsUnderTheSameKey() { // H9
      assertEquals("TYPE", verdict(profile, accessToken()));
      assertEquals("CLAIM(events)", verdict(profile, logoutToken()));
      assertEquals("CLAIM(htm)", verdict(profile, token().claim("htm", "POST")));
      assertEquals("CLAIM(cnf)", verdict(profile, token().claim("cnf", Map.of())));
    }

    @Test
    void refusesSeveralAudiencesUnlessTheClientIsTold() {
      TestToken several = token().audience("my-game", "other").claim("azp", "my-game");

      assertEquals("CLAIM(azp)", verdict(profile, several));
      assertEquals(ACCEPTED, verdict(TokenProfile.idTokenIssuedTo("my-game"), several));
      assertEquals("CLAIM(azp)", verdict(TokenProfile.idTokenIssuedTo("other"), several));
      assertEquals(
          "CLAIM(azp)", verdict(TokenProfile.idTokenIssuedTo("my-game"), several.without("azp")));
    }

    @Test
    void takesMorePolicies() {
      TokenProfile answering = profile.and(new NoncePolicy(Secret.of("n-1")));

      assertEquals(ACCEPTED, verdict(answering, token().claim("nonce", "n-1")));
      assertEquals("CLAIM(nonce)", verdict(answering, token().claim("nonce", "n-2")));
      assertEquals("CLAIM(iat)", verdict(answering, token().without("iat")));
      assertEquals(ACCEPTED, verdict(profile, token()));
    }
  }

  @Nested
  @DisplayName("plain JWTs")
  class PlainTokens {
    private final TokenProfile profile = TokenProfile.jwt();

    @Test
    void acceptsWhatFollowsNoProfile() {
      assertEquals(ACCEPTED, verdict(profile, token()));
      assertEquals(ACCEPTED, verdict(profile, token().withoutHeader("typ").without("iat")));
    }

    @Test
    void refusesOtherKindsUnderTheSameKey() { // H9
      assertEquals("TYPE", verdict(profile, accessToken()));
      assertEquals("CLAIM(events)", verdict(profile, logoutToken()));
      assertEquals("CLAIM(cnf)", verdict(profile, token().claim("cnf", Map.of())));
    }

    @Test
    void tellsKindsApartAsToldWhereTheIssuerSendsNoType() { // H9
      TokenProfile apart = profile.and(ForbiddenClaims.OF_ID_TOKENS);

      assertEquals(ACCEPTED, verdict(apart, token()));
      assertEquals("CLAIM(nonce)", verdict(apart, token().claim("nonce", "n-1")));
    }

    @Test
    void takesAnotherType() { // H11
      TokenProfile tickets = profile.type(TypePolicy.named("join-ticket+jwt"));

      assertEquals(ACCEPTED, verdict(tickets, token().type("join-ticket+jwt")));
      assertEquals("TYPE", verdict(tickets, token()));
      assertEquals("TYPE", verdict(tickets, accessToken()));
    }
  }

  @Test
  void keepsItsOwnCopyOfThePolicies() {
    List<ClaimPolicy> policies = new ArrayList<>(List.of(RequiredClaims.of("jti")));
    TokenProfile profile = new TokenProfile(TypePolicy.jwtOrAbsent(), policies);

    policies.clear();

    assertEquals("CLAIM(jti)", verdict(profile, token().without("jti")));
    assertThrows(UnsupportedOperationException.class, () -> profile.policies().clear());
  }
}
