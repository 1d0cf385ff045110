// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.challenge;
import static io.github.gameauth.cognito.userpool.ScriptedPool.deviceVerifier;
import static io.github.gameauth.cognito.userpool.ScriptedPool.error;
import static io.github.gameauth.cognito.userpool.ScriptedPool.ok;
import static io.github.gameauth.cognito.userpool.ScriptedPool.passwordVerifier;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static io.github.gameauth.cognito.userpool.ScriptedPool.tokens;
import static io.github.gameauth.cognito.userpool.ScriptedPool.wrongPassword;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.srp.SecretHash;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices on the way through a sign-in. */
final class SignInDeviceTest {
  private static final Secret PASSWORD = Secret.of("Corr3ct horse");
  private static final DeviceCredential DEVICE =
      new DeviceCredential("device-1", "-group", Secret.of("device password"));
  private static final String HASH =
      SecretHash.of(ScriptedPool.SECRET, "internal-zoe", ScriptedPool.CLIENT);

  private final ScriptedPool service = new ScriptedPool();
  private final UserPool pool = service.poolWithSecret();

  @AfterEach
  void close() {
    service.close();
  }

  private static ResponseDefinitionBuilder tokensAndDevice(String key) {
    return ok(
        ScriptedPool.TOKENS.replace(
            "\"ExpiresIn\"",
            "\"NewDeviceMetadata\":{\"DeviceKey\":\""
                + key
                + "\",\"DeviceGroupKey\":\"-new\"},\"ExpiresIn\""));
  }

  private static ResponseDefinitionBuilder forgotten() {
    return error("ResourceNotFoundException", "Device does not exist.");
  }

  @Test
  void registersADeviceThatThePoolNames() {
    service.script(
        passwordVerifier(), tokensAndDevice("d-9"), ok("{\"UserConfirmationNecessary\":false}"));

    SignedIn in =
        step(SignedIn.class, pool.signIn("zoe").deviceName("Zoë's phone").bySrp(PASSWORD));

    DeviceCredential device = in.newDevice().orElseThrow();
    assertEquals("d-9", device.deviceKey());
    assertEquals("-new", device.deviceGroupKey());
    assertEquals(40, Base64.getDecoder().decode(device.devicePassword().reveal()).length);
    assertEquals(DeviceAdvice.STORE, in.advice());
    assertEquals(Optional.of("d-9"), in.tokens().deviceKey());
    JsonNode sent = service.sent(2);
    ObjectNode verifier = (ObjectNode) ((ObjectNode) sent).remove("DeviceSecretVerifierConfig");
    assertEquals(
        "{\"AccessToken\":\"a.b.c\",\"DeviceKey\":\"d-9\",\"DeviceName\":\"Zoë's phone\"}",
        sent.toString());
    assertEquals(2, verifier.size());
    assertTrue(Base64.getDecoder().decode(verifier.path("Salt").asText()).length <= 17);
    assertTrue(Base64.getDecoder().decode(verifier.path("PasswordVerifier").asText()).length > 370);
    assertEquals("ConfirmDevice", service.operations().get(2));
  }

  @Test
  void saysWhenThePlayerMustAgree() {
    service.script(tokensAndDevice("d-9"), ok("{\"UserConfirmationNecessary\":true}"));

    SignedIn in = step(SignedIn.class, pool.signIn("zoe").custom());

    assertEquals(DeviceAdvice.STORE_AND_ASK_PLAYER, in.advice());
    assertFalse(service.sent(1).has("DeviceName"));
  }

  @Test
  void letsThePlayerInThoughADeviceCannotBeRegistered() {
    for (ResponseDefinitionBuilder failing :
        List.of(
            error("InvalidUserPoolConfigurationException", ""),
            error("DeviceKeyExistsException", ""),
            error("NotAuthorizedException", "Access Token has been revoked"),
            WireMock.aResponse().withStatus(500))) {
      service.script(tokensAndDevice("d-9"), failing);

      SignedIn in = step(SignedIn.class, pool.signIn("zoe").custom());

      assertEquals(Optional.empty(), in.newDevice());
      assertEquals(DeviceAdvice.KEEP, in.advice());
      // A refresh needs it all the same.
      assertEquals(Optional.of("d-9"), in.tokens().deviceKey());
      assertEquals(2, service.upstream.requests());
    }
  }

  @Test
  void registersNothingWithoutBothKeys() {
    service.script(tokensAndDevice(""));

    SignedIn in = step(SignedIn.class, pool.signIn("zoe").custom());

    assertEquals(Optional.empty(), in.newDevice());
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void provesTheDeviceAfterThePassword() {
    service.script(passwordVerifier(), challenge("DEVICE_SRP_AUTH"), deviceVerifier(), tokens());

    SignedIn in = step(SignedIn.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));

    assertEquals(DeviceAdvice.KEEP, in.advice());
    assertEquals(Optional.of("device-1"), in.tokens().deviceKey());
    String common =
        "'USERNAME':'internal-zoe','DEVICE_KEY':'device-1','SECRET_HASH':'" + HASH + "'";
    ObjectNode start = (ObjectNode) service.sent(2);
    JsonNode srpA = ((ObjectNode) start.path("ChallengeResponses")).remove("SRP_A");
    assertTrue(srpA.asText().length() > 700);
    assertNotEquals(service.sent(0).at("/AuthParameters/SRP_A"), srpA);
    assertEquals(
        tree(
            "{'ClientId':'client1','ChallengeName':'DEVICE_SRP_AUTH',"
                + "'Session':'session-of-DEVICE_SRP_AUTH','ChallengeResponses':{"
                + common
                + "}}"),
        start);
    ObjectNode proof = (ObjectNode) service.sent(3);
    JsonNode claim =
        ((ObjectNode) proof.path("ChallengeResponses")).remove("PASSWORD_CLAIM_SIGNATURE");
    assertEquals(32, Base64.getDecoder().decode(claim.asText()).length);
    assertEquals(
        tree(
            "{'ClientId':'client1','ChallengeName':'DEVICE_PASSWORD_VERIFIER',"
                + "'Session':'session-of-DEVICE_PASSWORD_VERIFIER','ChallengeResponses':{"
                + common
                + ",'PASSWORD_CLAIM_SECRET_BLOCK':'YmxvY2s=',"
                + "'TIMESTAMP':'Tue Jan 1 12:00:00 UTC 2030'}}"),
        proof);
  }

  @Test
  void provesTheDeviceOnAnotherNodeAfterACode() {
    service.script(challenge("SMS_MFA"), challenge("DEVICE_SRP_AUTH"), deviceVerifier(), tokens());

    Challenge.Code code = asked(Challenge.Code.class, pool.signIn("zoe").device(DEVICE).custom());
    Challenge.Code moved = (Challenge.Code) Challenge.fromJson(code.toJson()).orElseThrow();

    step(SignedIn.class, service.poolWithSecret().answers().code(moved, "123456"));
    assertEquals(4, service.upstream.requests());
  }

  @Test
  void leavesAForgottenDeviceOutOnceAndSaysSo() {
    service.script(forgotten(), passwordVerifier(), tokens());
    SignedIn in = step(SignedIn.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(DeviceAdvice.DELETE, in.advice());
    assertEquals(Optional.empty(), in.tokens().deviceKey());
    assertFalse(service.sent(1).path("AuthParameters").has("DEVICE_KEY"));
    assertFalse(service.sent(2).path("ChallengeResponses").has("DEVICE_KEY"));

    // At a later step it is the same.
    service.script(passwordVerifier(), forgotten(), passwordVerifier(), tokens());
    in = step(SignedIn.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(DeviceAdvice.DELETE, in.advice());

    // And a new device takes its place.
    service.script(forgotten(), passwordVerifier(), tokensAndDevice("d-9"), ok("{}"));
    in = step(SignedIn.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(DeviceAdvice.STORE, in.advice());
    assertEquals("d-9", in.newDevice().orElseThrow().deviceKey());
  }

  @Test
  void remembersThatADeviceIsForgottenWhileACodeIsAsked() {
    service.script(forgotten(), challenge("SMS_MFA"), tokens());

    Challenge.Code code =
        asked(Challenge.Code.class, pool.signIn("zoe").device(DEVICE).sendingPassword(PASSWORD));
    Challenge.Code moved = (Challenge.Code) Challenge.fromJson(code.toJson()).orElseThrow();
    SignedIn in = step(SignedIn.class, pool.answers().code(moved, "123456"));

    assertEquals(DeviceAdvice.DELETE, in.advice());
    assertFalse(service.sent(2).path("ChallengeResponses").has("DEVICE_KEY"));
  }

  @Test
  void doesNotGoOnLeavingDevicesOut() {
    service.script(forgotten(), forgotten(), tokens());
    Refused no = step(Refused.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(RefusalReason.DEVICE_FORGOTTEN, no.refusal().reason());
    assertEquals(2, service.upstream.requests());

    service.script(forgotten(), tokens());
    step(Refused.class, pool.signIn("zoe").bySrp(PASSWORD));
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void neverTellsAPlayerThatTheirPasswordIsWrongWhereTheDevicesIs() {
    service.script(
        passwordVerifier(),
        challenge("DEVICE_SRP_AUTH"),
        deviceVerifier(),
        wrongPassword(),
        passwordVerifier(),
        tokens());
    SignedIn in = step(SignedIn.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(DeviceAdvice.DELETE, in.advice());

    service.script(
        challenge("SMS_MFA"), challenge("DEVICE_SRP_AUTH"), deviceVerifier(), wrongPassword());
    Challenge.Code code = asked(Challenge.Code.class, pool.signIn("zoe").device(DEVICE).custom());
    Refused no = step(Refused.class, pool.answers().code(code, "123456"));
    assertEquals(RefusalReason.DEVICE_FORGOTTEN, no.refusal().reason());
  }

  @Test
  void aWrongPasswordIsTriedOnceWithDeviceAndWithout() {
    service.script(passwordVerifier(), wrongPassword(), tokens());

    Refused no = step(Refused.class, pool.signIn("zoe").device(DEVICE).bySrp(PASSWORD));

    assertEquals(RefusalReason.WRONG_CREDENTIALS, no.refusal().reason());
    assertEquals(2, service.upstream.requests());
  }

  private static JsonNode tree(String json) {
    return WireJson.tree(json.replace('\'', '"')).orElseThrow();
  }
}
