// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.srp.DeviceVerifier;
import io.github.gameauth.cognito.srp.SrpClient;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proofs, hashes, sessions and devices that the pool must not take. */
final class TestUserPoolRefusalsTest {
  private static final String PASSWORD = "Correct-Horse-7!";
  private static final String WRONG = "NotAuthorizedException: Incorrect username or password.";
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz";

  private static final SecureRandom RANDOM = new SecureRandom();

  private static SdkUserPool open(TestPoolSettings settings) {
    SdkUserPool sdk = new SdkUserPool(TestUserPool.start(settings));
    sdk.pool.addUser("zoe", PASSWORD);
    return sdk;
  }

  private static TestPoolSettings settings() {
    return TestPoolSettings.named("eu-west-1_Refusals1");
  }

  private static String initiate(SdkUserPool sdk, Map<String, String> parameters) throws Exception {
    return RawCalls.json(
        Map.of(
            "ClientId", sdk.clientId(), "AuthFlow", "USER_SRP_AUTH", "AuthParameters", parameters));
  }

  private static String respond(SdkUserPool sdk, String challenge, Map<String, String> responses)
      throws Exception {
    return RawCalls.json(
        Map.of(
            "ClientId", sdk.clientId(),
            "ChallengeName", challenge,
            "ChallengeResponses", responses));
  }

  /** Begins, and returns the right answer to the challenge. */
  private static Map<String, String> rightAnswer(SdkUserPool sdk) throws Exception {
    SrpClient srp = SrpClient.start(RANDOM);
    JsonNode asked =
        RawCalls.tree(
            new RawCalls(sdk.pool.endpoint())
                .post(
                    "InitiateAuth",
                    initiate(sdk, Map.of("USERNAME", "zoe", "SRP_A", srp.publicHex())),
                    Map.of()));
    Map<String, String> parameters = new HashMap<>();
    asked
        .required("ChallengeParameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().textValue()));
    return new HashMap<>(sdk.proof(srp, parameters, PASSWORD));
  }

  private static String judged(SdkUserPool sdk, Map<String, String> responses) throws Exception {
    return new RawCalls(sdk.pool.endpoint())
        .refusal("RespondToAuthChallenge", respond(sdk, "PASSWORD_VERIFIER", responses));
  }

  @Test
  void takesASecretBlockOnce() throws Exception {
    try (SdkUserPool sdk = open(settings())) {
      Map<String, String> answer = rightAnswer(sdk);

      assertEquals("", judged(sdk, answer));
      assertEquals(WRONG, judged(sdk, answer));
    }
  }

  @Test
  void takesNoBlockThatIsOldOrBelongsToAnotherProof() throws Exception {
    try (SdkUserPool sdk = open(settings())) {
      Map<String, String> swapped = rightAnswer(sdk);
      swapped.put(
          "PASSWORD_CLAIM_SECRET_BLOCK", rightAnswer(sdk).get("PASSWORD_CLAIM_SECRET_BLOCK"));
      Map<String, String> old = rightAnswer(sdk);

      assertEquals(WRONG, judged(sdk, swapped));
      sdk.pool.advanceClock(Duration.ofMinutes(3));
      assertEquals(WRONG, judged(sdk, old));
    }
  }

  @Test
  void judgesTheTimeInAProof() throws Exception {
    try (SdkUserPool sdk = open(settings().sessionLife(Duration.ofMinutes(15)))) {
      Map<String, String> malformed = rightAnswer(sdk);
      malformed.put("TIMESTAMP", "2025-05-07T00:09:40Z");
      assertEquals(
          "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in"
              + " english",
          judged(sdk, malformed));

      Map<String, String> skewed = rightAnswer(sdk);
      sdk.pool.advanceClock(Duration.ofSeconds(302));
      assertEquals(WRONG, judged(sdk, skewed));
    }
  }

  @Test
  void checksTheSecretHashOfAFieldAndOfAParameter() throws Exception {
    TestAppClient client = TestAppClient.named("secretive").withSecret(SECRET);
    try (SdkUserPool sdk = open(settings().client(client))) {
      RawCalls raw = new RawCalls(sdk.pool.endpoint());
      Map<String, String> named = Map.of("ClientId", "secretive", "Username", "zoe");
      Map<String, String> hashed = new HashMap<>(named);
      hashed.put("SecretHash", "d3Jvbmc=");

      assertEquals(
          "NotAuthorizedException: Client secretive is configured with secret but SECRET_HASH was"
              + " not received",
          raw.refusal("ForgotPassword", RawCalls.json(named)));
      assertEquals(
          "NotAuthorizedException: SecretHash does not match for the client: secretive",
          raw.refusal("ForgotPassword", RawCalls.json(hashed)));
      assertEquals(
          "NotAuthorizedException: Unable to verify secret hash for client secretive",
          raw.refusal(
              "InitiateAuth",
              initiate(sdk, Map.of("USERNAME", "zoe", "SRP_A", "2", "SECRET_HASH", "d3Jvbmc="))));
    }
  }

  @Test
  void checksTheRawSecretOfTokenOperations() throws Exception {
    TestAppClient client = TestAppClient.named("secretive").withSecret(SECRET);
    try (SdkUserPool sdk = open(settings().client(client))) {
      RawCalls raw = new RawCalls(sdk.pool.endpoint());
      String refresh = RawCalls.json(Map.of("ClientId", "secretive", "RefreshToken", "a.b.c.d.e"));
      String revoke =
          RawCalls.json(
              Map.of("ClientId", "secretive", "Token", "a.b.c.d.e", "ClientSecret", SECRET + "x"));

      assertEquals(
          "NotAuthorizedException: Unable to verify secret hash for client secretive",
          raw.refusal("GetTokensFromRefreshToken", refresh));
      assertEquals(
          "UnauthorizedException: Client secret does not match.",
          raw.refusal("RevokeToken", revoke));
    }
  }

  @Test
  void takesNoHashWithoutASecret() throws Exception {
    try (SdkUserPool sdk = open(settings())) {
      String refusal =
          new RawCalls(sdk.pool.endpoint())
              .refusal(
                  "InitiateAuth",
                  initiate(
                      sdk, Map.of("USERNAME", "zoe", "SRP_A", "2", "SECRET_HASH", "d3Jvbmc=")));

      assertTrue(refusal.contains("configured without secret"), refusal);
    }
  }

  @Test
  void hidesWhoExistsWhereAsked() throws Exception {
    TestAppClient client = TestAppClient.named("discreet").hidingUsers();
    try (SdkUserPool sdk = open(settings().client(client))) {
      RawCalls raw = new RawCalls(sdk.pool.endpoint());
      String begin = initiate(sdk, Map.of("USERNAME", "nobody", "SRP_A", "2"));

      JsonNode first = RawCalls.tree(raw.post("InitiateAuth", begin, Map.of()));
      JsonNode second = RawCalls.tree(raw.post("InitiateAuth", begin, Map.of()));

      assertEquals("PASSWORD_VERIFIER", first.path("ChallengeName").asText());
      assertEquals(first.at("/ChallengeParameters/SALT"), second.at("/ChallengeParameters/SALT"));
      assertEquals(
          "",
          raw.refusal(
              "ForgotPassword",
              RawCalls.json(Map.of("ClientId", "discreet", "Username", "nobody"))));
    }
  }

  @Test
  void demandsTheSessionWhereSrpComesWithOne() throws Exception {
    try (SdkUserPool sdk = open(settings().sessionAtSrpStart())) {
      assertEquals(
          "NotAuthorizedException: Invalid session for the user.", judged(sdk, rightAnswer(sdk)));
      assertNotEquals(null, sdk.signIn("zoe", PASSWORD).authenticationResult(), "with its session");
    }
  }

  @Test
  void bindsRefreshToTheDeviceAndForgetsIt() throws Exception {
    try (SdkUserPool sdk = open(settings().devices(TestPoolSettings.Devices.ALWAYS))) {
      var tokens = sdk.signIn("zoe", PASSWORD).authenticationResult();
      String key = tokens.newDeviceMetadata().deviceKey();
      DeviceVerifier verifier =
          DeviceVerifier.of(
              tokens.newDeviceMetadata().deviceGroupKey(), key, Secret.of("device"), RANDOM);
      assertFalse(
          sdk.aws
              .confirmDevice(
                  each ->
                      each.accessToken(tokens.accessToken())
                          .deviceKey(key)
                          .deviceSecretVerifierConfig(
                              config ->
                                  config
                                      .salt(verifier.saltBase64())
                                      .passwordVerifier(verifier.verifierBase64())))
              .userConfirmationNecessary());
      RawCalls raw = new RawCalls(sdk.pool.endpoint());
      Map<String, String> refresh =
          new HashMap<>(Map.of("ClientId", sdk.clientId(), "RefreshToken", tokens.refreshToken()));

      assertEquals(
          "NotAuthorizedException: Invalid Refresh Token",
          raw.refusal("GetTokensFromRefreshToken", RawCalls.json(refresh)));
      refresh.put("DeviceKey", key);
      assertEquals("", raw.refusal("GetTokensFromRefreshToken", RawCalls.json(refresh)));
      assertEquals(
          "DEVICE_SRP_AUTH",
          sdk.signIn("zoe", PASSWORD, Map.of("DEVICE_KEY", key)).challengeNameAsString());
      assertEquals(
          1, sdk.aws.listDevices(each -> each.accessToken(tokens.accessToken())).devices().size());
      sdk.aws.forgetDevice(each -> each.accessToken(tokens.accessToken()).deviceKey(key));
      assertEquals(
          "ResourceNotFoundException: Device does not exist.",
          raw.refusal(
              "InitiateAuth",
              initiate(sdk, Map.of("USERNAME", "zoe", "SRP_A", "2", "DEVICE_KEY", key))));
    }
  }
}
