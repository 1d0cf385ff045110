// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;

/** From joining to tokens, driven by AWS's Java client. */
final class SdkSignInTest {
  private static final String PASSWORD = "Correct-Horse-7!";

  private final SdkUserPool sdk = new SdkUserPool(TestUserPool.start());

  @AfterEach
  void close() {
    sdk.close();
  }

  @Test
  void letsAPlayerJoinAndSignInBySrp() throws Exception {
    SignUpResponse joined =
        sdk.aws.signUp(
            each ->
                each.clientId(sdk.clientId())
                    .username("zoë")
                    .password(PASSWORD)
                    .userAttributes(attribute -> attribute.name("email").value("zoe@example.com")));
    assertEquals("z***@e***", joined.codeDeliveryDetails().destination());
    assertThrows(UserNotConfirmedException.class, () -> sdk.signIn("zoë", PASSWORD));
    assertThrows(CodeMismatchException.class, () -> confirm("zoë", "x"));
    confirm("zoë", sdk.pool.latestCode("zoë").orElseThrow().code());

    AuthenticationResultType tokens = sdk.signIn("zoë", PASSWORD).authenticationResult();

    SignedJWT id = SignedJWT.parse(tokens.idToken());
    SignedJWT access = SignedJWT.parse(tokens.accessToken());
    JWKSet keys = JWKSet.load(sdk.pool.jwksUri().toURL());
    for (SignedJWT token : new SignedJWT[] {id, access}) {
      String keyId = token.getHeader().getKeyID();
      assertTrue(token.verify(new RSASSAVerifier(keys.getKeyByKeyId(keyId).toRSAKey())));
      assertEquals(joined.userSub(), token.getJWTClaimsSet().getSubject());
    }
    assertNotEquals(id.getHeader().getKeyID(), access.getHeader().getKeyID());
    assertEquals("zoë", access.getJWTClaimsSet().getStringClaim("username"));
    assertEquals(5, tokens.refreshToken().split("\\.").length);
  }

  private void confirm(String name, String code) {
    sdk.aws.confirmSignUp(
        each -> each.clientId(sdk.clientId()).username(name).confirmationCode(code));
  }

  @Test
  void refusesAWrongProofAndAWrongPassword() {
    sdk.pool.addUser("player", PASSWORD);

    NotAuthorizedException bySrp =
        assertThrows(NotAuthorizedException.class, () -> sdk.signIn("player", PASSWORD + "x"));
    assertThrows(
        NotAuthorizedException.class,
        () ->
            sdk.aws.initiateAuth(
                each ->
                    each.clientId(sdk.clientId())
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "player", "PASSWORD", "wrong"))));

    assertEquals("Incorrect username or password.", bySrp.awsErrorDetails().errorMessage());
    assertEquals(400, bySrp.statusCode());
  }

  @Test
  void locksOutAfterFiveWrongPasswordsAndForgives() {
    sdk.pool.addUser("player", PASSWORD);
    for (int wrong = 0; wrong < 5; wrong++) {
      assertThrows(NotAuthorizedException.class, () -> sdk.signIn("player", "wrong"));
    }

    NotAuthorizedException locked =
        assertThrows(NotAuthorizedException.class, () -> sdk.signIn("player", PASSWORD));
    assertEquals("Password attempts exceeded", locked.awsErrorDetails().errorMessage());
    sdk.pool.advanceClock(Duration.ofSeconds(2));
    assertTrue(sdk.signIn("player", PASSWORD).authenticationResult().expiresIn() > 0);
  }
}
