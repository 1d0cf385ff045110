// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.ExactClaim;
import io.github.gameauth.claim.ForbiddenClaims;
import io.github.gameauth.claim.ScopePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.claim.TypePolicy;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One kind of token is never taken for another, though one key signed both. */
final class TokenVerifierKindsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final CountingKeys keys = new CountingKeys(issuer.keySource());
  private final TokenVerifier plain = expecting(TokenProfile.jwt());
  private final TokenVerifier access = expecting(TokenProfile.accessToken());
  private final TokenVerifier id = expecting(TokenProfile.idToken());

  private TokenVerifier expecting(TokenProfile profile, ClaimPolicy... policies) {
    return TokenVerifier.trusting(
        clock, TestTrust.in(issuer).keys(keys).profile(profile).require(policies).build());
  }

  private TestToken accessToken() {
    return issuer.token().type("at+jwt").claim("client_id", "launcher");
  }

  @Nested
  @DisplayName("H9 and H11: typ, RFC 8725 §3.11")
  class Type {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "rt+jwt",
          "logout+jwt",
          "dpop+jwt",
          "secevent+jwt",
          "jrt",
          "ticket+jwt",
          "JOSE",
          ""
        })
    void ofAnotherKindIsRefusedEverywhereBeforeAKeyIsLookedFor(String type) {
      String token = accessToken().type(type).signed();

      assertRejected("TYPE", plain.verify(token));
      assertRejected("TYPE", access.verify(token));
      assertRejected("TYPE", id.verify(token));
      assertEquals(0, keys.asked());
    }

    @Test
    void ofAnAccessTokenIsNoIdTokenAndTheOtherWayRound() {
      assertAccepted(access.verify(accessToken().signed()));
      assertRejected("TYPE", plain.verify(accessToken().signed()));
      assertRejected("TYPE", id.verify(accessToken().signed()));
      assertAccepted(plain.verify(issuer.token().signed()));
      assertAccepted(id.verify(issuer.token().signed()));
      assertRejected("TYPE", access.verify(issuer.token().claim("client_id", "x").signed()));
    }

    @Test
    void mayBeAbsentWhereItProvesNothing() {
      String untyped = accessToken().withoutHeader("typ").signed();

      assertAccepted(plain.verify(untyped));
      assertRejected("TYPE", access.verify(untyped));
    }

    @Test
    void ofTheUsersOwnIsDemandedOnRequest() {
      TokenVerifier tickets =
          expecting(TokenProfile.jwt().type(TypePolicy.named("join-ticket+jwt")));

      assertAccepted(tickets.verify(issuer.token().type("join-ticket+jwt").signed()));
      assertRejected("TYPE", tickets.verify(accessToken().signed()));
      assertRejected("TYPE", tickets.verify(issuer.token().signed()));
      assertRejected("TYPE", tickets.verify(issuer.token().withoutHeader("typ").signed()));
    }
  }

  @Nested
  @DisplayName("H10: spellings of typ, RFC 7515 §4.1.9")
  class Spelling {
    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt"})
    void isTheSameMediaType(String type) {
      assertAccepted(access.verify(accessToken().type(type).signed()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "xat+jwt",
          "at+jwtx",
          "application/application/at+jwt",
          "application/at+jwt;charset=utf-8",
          "at+jwt ",
          "text/at+jwt",
          "/at+jwt",
          "at jwt"
        })
    void isAnotherMediaType(String type) {
      assertRejected("TYPE", access.verify(accessToken().type(type).signed()));
    }
  }

  @Nested
  @DisplayName("H9: where typ proves nothing, claims do, RFC 8725 §3.12")
  class ByClaims {
    @ParameterizedTest
    @ValueSource(strings = {"events", "htm", "htu"})
    void refusesWhatTellsOfAnEventOrIsAProof(String claim) {
      String token = issuer.token().claim(claim, Map.of()).signed();

      assertRejected("CLAIM(" + claim + ")", plain.verify(token));
      assertRejected("CLAIM(" + claim + ")", id.verify(token));
    }

    @Test
    void refusesIdTokensWhereAccessTokensOfALegacyIssuerAreExpected() {
      TokenVerifier legacy = expecting(TokenProfile.jwt(), ForbiddenClaims.OF_ID_TOKENS);

      assertAccepted(legacy.verify(issuer.token().signed()));
      assertRejected("CLAIM(nonce)", legacy.verify(issuer.token().claim("nonce", "n-1").signed()));
    }

    @Test
    void refusesAnotherUseByAClaimThatMustSayWhich() {
      TokenVerifier cognito = expecting(TokenProfile.jwt(), ExactClaim.text("token_use", "access"));

      assertAccepted(cognito.verify(issuer.token().claim("token_use", "access").signed()));
      assertRejected(
          "CLAIM(token_use)", cognito.verify(issuer.token().claim("token_use", "id").signed()));
      assertRejected("CLAIM(token_use)", cognito.verify(issuer.token().signed()));
    }

    @Test
    void refusesAccessTokensWithoutWhatTheirProfileRequires() {
      for (String claim : List.of("jti", "iat", "client_id")) {
        assertRejected(
            "CLAIM(" + claim + ")", access.verify(accessToken().without(claim).signed()));
      }
    }
  }

  @Nested
  @DisplayName("H12: tenants under one issuer")
  class Tenant {
    static List<Object> others() {
      return List.of("Title-1", "title-2", "", 1, true, List.of("title-1"), Map.of());
    }

    private final TokenVerifier tenant =
        expecting(TokenProfile.jwt(), ExactClaim.text("tenant", "title-1"));

    @ParameterizedTest
    @MethodSource("others")
    void areKeptApart(Object other) {
      assertAccepted(tenant.verify(issuer.token().claim("tenant", "title-1").signed()));
      assertRejected(
          "CLAIM(tenant)", tenant.verify(issuer.token().claim("tenant", other).signed()));
      assertRejected("CLAIM(tenant)", tenant.verify(issuer.token().signed()));
    }
  }

  @Nested
  @DisplayName("H13: tokens bound by cnf, RFC 7800")
  class Bound {
    private final Map<String, String> jkt =
        Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");

    @Test
    void areRefusedUnlessTheCallerChecksTheProof() {
      TokenVerifier checking = expecting(TokenProfile.accessToken().proofCheckedByCaller());
      String bound = accessToken().claim("cnf", jkt).signed();

      assertRejected("CLAIM(cnf)", access.verify(bound));
      assertRejected("CLAIM(cnf)", plain.verify(issuer.token().claim("cnf", jkt).signed()));
      assertRejected("CLAIM(cnf)", id.verify(issuer.token().claim("cnf", jkt).signed()));
      assertAccepted(checking.verify(bound));
    }

    @Test
    void areRefusedWhateverCnfIs() {
      TokenVerifier checking = expecting(TokenProfile.accessToken().proofCheckedByCaller());

      assertRejected("CLAIM(cnf)", access.verify(accessToken().claim("cnf", null).signed()));
      assertRejected("CLAIM(cnf)", checking.verify(accessToken().claim("cnf", "x").signed()));
    }
  }

  @Nested
  @DisplayName("A user's policies")
  class OwnPolicies {
    @Test
    void allMustHoldAndTheFirstObjectionIsTheAnswer() {
      TokenVerifier strict =
          expecting(
              TokenProfile.jwt(), ScopePolicy.allOf("play"), ExactClaim.flag("banned", false));

      assertAccepted(
          strict.verify(
              issuer.token().claim("scope", "chat play").claim("banned", false).signed()));
      assertRejected("CLAIM(scope)", strict.verify(issuer.token().signed()));
      assertRejected(
          "CLAIM(banned)", strict.verify(issuer.token().claim("scope", "play").signed()));
    }

    @Test
    void areAskedOnlyAboutVerifiedClaims() {
      List<String> asked = new ArrayList<>();
      TokenVerifier watching =
          expecting(
              TokenProfile.jwt(),
              (claims, now) -> {
                asked.add(claims.subject().orElseThrow());
                return Optional.empty();
              });
      String token = issuer.token().subject("p-1").signed();

      watching.verify(token.substring(0, token.length() - 4) + "AAAA");
      watching.verify(issuer.token().audience("other-game").signed());
      assertEquals(List.of(), asked);

      assertAccepted(watching.verify(token));
      assertEquals(List.of("p-1"), asked);
    }

    @Test
    void giveTheirOwnReasons() {
      TokenVerifier once =
          expecting(
              TokenProfile.jwt(),
              (claims, now) -> Optional.of(Rejection.of(Reason.REPLAYED, "seen before")));

      assertRejected("REPLAYED", once.verify(issuer.token().signed()));
    }

    @Test
    void refuseTheTokenWhenTheyThrow() {
      TokenVerifier broken =
          expecting(
              TokenProfile.jwt(),
              (claims, now) -> {
                throw new IllegalStateException(claims.subject().orElseThrow());
              });

      Verification verdict = broken.verify(issuer.token().subject("p-very-private").signed());

      assertRejected("CLAIM", verdict);
      assertTrue(!verdict.toString().contains("p-very-private"), verdict::toString);
    }

    @Test
    @SuppressWarnings("NullAway") // what a user compiled without null checks may do
    void refuseTheTokenWhenTheyAnswerNull() {
      TokenVerifier broken = expecting(TokenProfile.jwt(), (claims, now) -> null);

      assertRejected("CLAIM", broken.verify(issuer.token().signed()));
    }
  }
}
