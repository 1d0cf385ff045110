// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the emulator starts, mints, and ends. */
final class CognitoLocalTest {
  @Test
  void mintsTokensThatItsKeysVerify() throws Exception {
    CognitoLocal emulator = CognitoLocal.started(CognitoLocal.Issuer.AWS);
    try (emulator) {
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

      SignedJWT token =
          SignedJWT.parse(
              RawCalls.tree(answer).at("/AuthenticationResult/AccessToken").textValue());
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
}
