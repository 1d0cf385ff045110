// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.gameauth.cognito.CognitoClaims;
import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.CognitoIssuerBuilder;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the emulator starts, mints, and ends. */
final class CognitoLocalTest {
  @Test
  void mintsTokensThatItsKeysVerify() throws Exception {
    CognitoLocal emulator = CognitoLocal.started(CognitoLocal.Issuer.AWS);
    try (emulator) {
      SignedJWT token = SignedJWT.parse(signedIn(emulator, "AccessToken"));
      JWKSet keys = JWKSet.load(emulator.jwksUri().toURL());

      assertTrue(
          token.verify(
              new RSASSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())));
      assertEquals(emulator.issuer(), token.getJWTClaimsSet().getIssuer());
      assertEquals(
          "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalDev1", emulator.issuer());
    }
    assertTrue(emulator.process().waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void mintsTokensThatAVerifierTakesForThePoolsUnderItsRealName() throws Exception {
    try (CognitoLocal emulator = CognitoLocal.started(CognitoLocal.Issuer.AWS);
        TokenVerifier ids =
            TokenVerifier.trusting(pool(emulator).idTokens().build().trustedIssuers());
        TokenVerifier accesses =
            TokenVerifier.trusting(pool(emulator).accessTokens().build().trustedIssuers())) {
      String id = signedIn(emulator, "IdToken");
      String access = signedIn(emulator, "AccessToken");

      CognitoClaims claims =
          CognitoClaims.of(assertInstanceOf(Verification.Accepted.class, ids.verify(id)).player());
      assertEquals(Optional.of("zoe"), claims.userName());
      assertInstanceOf(Verification.Accepted.class, accesses.verify(access));
      assertInstanceOf(Verification.Rejected.class, ids.verify(access));
      assertInstanceOf(Verification.Rejected.class, accesses.verify(id));
    }
  }

  private static CognitoIssuerBuilder pool(CognitoLocal emulator) {
    return CognitoIssuer.of(UserPoolId.of(emulator.poolId()))
        .client(emulator.clientId())
        .jwks(emulator.jwksUri());
  }

  /** One of the tokens of a player who signed up, unless she has, and in. */
  private static String signedIn(CognitoLocal emulator, String token) throws Exception {
    RawCalls raw = new RawCalls(emulator.endpoint());
    raw.post(
        "SignUp",
        RawCalls.json(
            Map.of(
                "ClientId",
                emulator.clientId(),
                "Username",
                "zoe",
                "Password",
                "Password-7!",
                // It confirms nobody whom it could not write to.
                "UserAttributes",
                List.of(Map.of("Name", "email", "Value", "zoe@example.com")))),
        Map.of());
    raw.post(
        "ConfirmSignUp",
        RawCalls.json(
            Map.of(
                "ClientId", emulator.clientId(),
                "Username", "zoe",
                "ConfirmationCode", emulator.code())),
        Map.of());
    var answer =
        raw.post(
            "InitiateAuth",
            RawCalls.json(
                Map.of(
                    "ClientId", emulator.clientId(),
                    "AuthFlow", "USER_PASSWORD_AUTH",
                    "AuthParameters", Map.of("USERNAME", "zoe", "PASSWORD", "Password-7!"))),
            Map.of());
    return RawCalls.tree(answer).at("/AuthenticationResult/" + token).textValue();
  }
}
