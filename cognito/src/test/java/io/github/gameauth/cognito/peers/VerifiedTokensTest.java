// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.cognito.CognitoAdapter;
import io.github.gameauth.cognito.CognitoClaims;
import io.github.gameauth.cognito.CognitoCredential;
import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.CognitoIssuerBuilder;
import io.github.gameauth.cognito.TokenUse;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Tokens of a sign-in at the test pool, through the verifier. */
final class VerifiedTokensTest {
  private static final String PASSWORD = "Correct-Horse-7!";

  private final SdkUserPool sdk = new SdkUserPool(TestUserPool.start());

  @AfterEach
  void close() {
    sdk.close();
  }

  private CognitoIssuerBuilder pool() {
    return CognitoIssuer.of(UserPoolId.of(sdk.pool.poolId()))
        .client(sdk.clientId())
        .jwks(sdk.pool.jwksUri());
  }

  private AuthenticationResultType signIn() {
    sdk.pool.addUser("zoë", PASSWORD);
    return sdk.signIn("zoë", PASSWORD).authenticationResult();
  }

  private static VerifiedPlayer accepted(TokenVerifier verifier, String token) {
    return assertInstanceOf(Verification.Accepted.class, verifier.verify(token)).player();
  }

  @Test
  void areAcceptedEachForItsUse() {
    AuthenticationResultType tokens = signIn();
    try (TokenVerifier ids = TokenVerifier.trusting(pool().idTokens().build().trustedIssuers());
        TokenVerifier accesses =
            TokenVerifier.trusting(
                pool()
                    .accessTokens()
                    .scopesAllOf("aws.cognito.signin.user.admin")
                    .build()
                    .trustedIssuers())) {
      CognitoClaims id = CognitoClaims.of(accepted(ids, tokens.idToken()));
      CognitoClaims access = CognitoClaims.of(accepted(accesses, tokens.accessToken()));

      assertEquals(id.subject(), access.subject());
      assertEquals(TokenUse.ID, id.tokenUse());
      assertEquals(TokenUse.ACCESS, access.tokenUse());
      assertEquals(Optional.of("zoë"), id.userName());
      assertEquals(Optional.of("zoë"), access.userName());
      assertEquals(Optional.of(sdk.clientId()), access.client());
      assertEquals(id.signInId(), access.signInId());
      assertInstanceOf(Verification.Rejected.class, ids.verify(tokens.accessToken()));
      assertInstanceOf(Verification.Rejected.class, accesses.verify(tokens.idToken()));
      assertInstanceOf(Verification.Rejected.class, accesses.verify(tokens.refreshToken()));
    }
  }

  @Test
  void areAcceptedAfterTheKeysHaveChanged() {
    AuthenticationResultType before = signIn();
    AtomicLong nanos = new AtomicLong(System.nanoTime());
    try (TokenVerifier verifier =
        TokenVerifier.builder()
            .trust(pool().anyTokenUse().build().trustedIssuers())
            .ticker(nanos::get)
            .build()) {
      accepted(verifier, before.idToken());
      // An unknown key is not asked for within a second of the last answer.
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      sdk.pool.rotateKeys(true);
      AuthenticationResultType after = sdk.signIn("zoë", PASSWORD).authenticationResult();

      assertEquals(
          accepted(verifier, before.idToken()).subject(),
          accepted(verifier, after.idToken()).subject());
      accepted(verifier, after.accessToken());
    }
  }

  @Test
  void areAWayIntoTheGame() {
    AuthenticationResultType tokens = signIn();
    try (CognitoAdapter adapter =
        CognitoAdapter.of(pool().idTokens().build()).toleratingReplays().build()) {
      PlatformVerdict verdict = adapter.verify(new CognitoCredential(Secret.of(tokens.idToken())));

      assertEquals(
          sdk.pool.poolId(),
          assertInstanceOf(PlatformVerdict.Accepted.class, verdict).identity().environment());
    }
  }
}
