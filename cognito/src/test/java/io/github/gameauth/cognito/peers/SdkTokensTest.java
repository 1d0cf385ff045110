// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RefreshTokenReuseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedOperationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedTokenTypeException;

/** Refresh, rotation and revocation, driven by AWS's Java client. */
final class SdkTokensTest {
  private static final String PASSWORD = "Correct-Horse-7!";

  private static SdkUserPool with(TestAppClient client) {
    SdkUserPool sdk =
        new SdkUserPool(
            TestUserPool.start(TestPoolSettings.named("eu-west-1_Tokens1").client(client)));
    sdk.pool.addUser("zoe", PASSWORD);
    return sdk;
  }

  private static AuthenticationResultType refreshedByAuth(SdkUserPool sdk, String token) {
    return sdk.aws
        .initiateAuth(
            each ->
                each.clientId(sdk.clientId())
                    .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                    .authParameters(Map.of("REFRESH_TOKEN", token)))
        .authenticationResult();
  }

  private static AuthenticationResultType refreshed(SdkUserPool sdk, String token) {
    return sdk.aws
        .getTokensFromRefreshToken(each -> each.clientId(sdk.clientId()).refreshToken(token))
        .authenticationResult();
  }

  @Test
  void keepsTheRefreshTokenWithoutRotation() throws Exception {
    try (SdkUserPool sdk = with(TestAppClient.named("plain"))) {
      AuthenticationResultType first = sdk.signIn("zoe", PASSWORD).authenticationResult();

      AuthenticationResultType second = refreshedByAuth(sdk, first.refreshToken());
      AuthenticationResultType third = refreshed(sdk, first.refreshToken());

      assertNull(second.refreshToken());
      assertNull(third.refreshToken());
      assertEquals(originOf(first), originOf(second));
      assertNotEquals(first.accessToken(), second.accessToken());
      sdk.pool.advanceClock(Duration.ofDays(30));
      assertEquals("Refresh Token has expired", refusal(sdk, first.refreshToken()));
    }
  }

  private static String originOf(AuthenticationResultType tokens) throws Exception {
    return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getStringClaim("origin_jti");
  }

  private static String refusal(SdkUserPool sdk, String token) {
    return assertThrows(NotAuthorizedException.class, () -> refreshed(sdk, token))
        .awsErrorDetails()
        .errorMessage();
  }

  @Test
  void rotatesAndTakesTheOldTokenUntilTheGraceEnds() {
    TestAppClient client = TestAppClient.named("rotating").rotating(Duration.ofSeconds(10));
    try (SdkUserPool sdk = with(client)) {
      String first = sdk.signIn("zoe", PASSWORD).authenticationResult().refreshToken();

      assertThrows(InvalidParameterException.class, () -> refreshedByAuth(sdk, first));
      String second = refreshed(sdk, first).refreshToken();
      sdk.pool.advanceClock(Duration.ofSeconds(9));
      refreshed(sdk, first);
      sdk.pool.advanceClock(Duration.ofSeconds(2));

      assertThrows(RefreshTokenReuseException.class, () -> refreshed(sdk, first));
      assertNotEquals(second, refreshed(sdk, second).refreshToken());
    }
  }

  @Test
  void takesARotatedTokenOnceWhenThereIsNoGrace() {
    TestAppClient client = TestAppClient.named("rotating").rotating(Duration.ZERO);
    try (SdkUserPool sdk = with(client)) {
      String first = sdk.signIn("zoe", PASSWORD).authenticationResult().refreshToken();
      refreshed(sdk, first);

      assertThrows(RefreshTokenReuseException.class, () -> refreshed(sdk, first));
    }
  }

  @Test
  void revokesAFamilyButNotAnotherSignIn() {
    try (SdkUserPool sdk = with(TestAppClient.named("plain"))) {
      AuthenticationResultType here = sdk.signIn("zoe", PASSWORD).authenticationResult();
      AuthenticationResultType there = sdk.signIn("zoe", PASSWORD).authenticationResult();

      sdk.aws.revokeToken(each -> each.clientId(sdk.clientId()).token(here.refreshToken()));
      sdk.aws.revokeToken(each -> each.clientId(sdk.clientId()).token(here.refreshToken()));

      assertEquals("Refresh Token has been revoked", refusal(sdk, here.refreshToken()));
      assertThrows(
          NotAuthorizedException.class,
          () -> sdk.aws.getUser(each -> each.accessToken(here.accessToken())));
      sdk.aws.getUser(each -> each.accessToken(there.accessToken()));
      assertThrows(
          UnsupportedTokenTypeException.class,
          () ->
              sdk.aws.revokeToken(
                  each -> each.clientId(sdk.clientId()).token(there.accessToken())));
    }
  }

  @Test
  void cannotRevokeForOldClients() throws Exception {
    try (SdkUserPool sdk = with(TestAppClient.named("old").withoutRevocation())) {
      AuthenticationResultType tokens = sdk.signIn("zoe", PASSWORD).authenticationResult();

      assertNull(originOf(tokens));
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              sdk.aws.revokeToken(
                  each -> each.clientId(sdk.clientId()).token(tokens.refreshToken())));
    }
  }

  @Test
  void signsOutEverywhere() {
    try (SdkUserPool sdk = with(TestAppClient.named("plain"))) {
      AuthenticationResultType here = sdk.signIn("zoe", PASSWORD).authenticationResult();
      AuthenticationResultType there = sdk.signIn("zoe", PASSWORD).authenticationResult();

      sdk.aws.globalSignOut(each -> each.accessToken(here.accessToken()));

      assertEquals("Refresh Token has been revoked", refusal(sdk, there.refreshToken()));
      NotAuthorizedException over =
          assertThrows(
              NotAuthorizedException.class,
              () -> sdk.aws.getUser(each -> each.accessToken(there.accessToken())));
      assertEquals("Access Token has been revoked", over.awsErrorDetails().errorMessage());
    }
  }
}
