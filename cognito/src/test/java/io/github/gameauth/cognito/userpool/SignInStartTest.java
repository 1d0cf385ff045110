// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.srp.SecretHash;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out when a sign-in begins, field by field. */
final class SignInStartTest {
  private static final Secret PASSWORD = Secret.of("Corr3ct horse");
  private static final DeviceCredential DEVICE =
      new DeviceCredential("device-1", "-group", Secret.of("device password"));
  private static final String HASH = SecretHash.of(ScriptedPool.SECRET, "zoë", ScriptedPool.CLIENT);

  private final ScriptedPool service = new ScriptedPool();

  @AfterEach
  void close() {
    service.close();
  }

  /** Takes {@code SRP_A} out of what was sent, having looked at it. */
  private JsonNode withoutSrpA(int number, String where) {
    JsonNode sent = service.sent(number);
    JsonNode value = ((ObjectNode) sent.path(where)).remove("SRP_A");
    assertTrue(
        value != null && value.asText().matches("[1-9a-f][0-9a-f]{700,767}"), sent::toString);
    return sent;
  }

  private void assertSentBesideSrpA(String expected) {
    assertEquals(
        WireJson.tree(expected.replace('\'', '"')).orElseThrow(), withoutSrpA(0, "AuthParameters"));
  }

  @Test
  void bySrpSendsNameAndPublicValueAndNoPassword() {
    service.script(ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("zoë").bySrp(PASSWORD));

    assertSentBesideSrpA(
        "{'ClientId':'client1','AuthFlow':'USER_SRP_AUTH','AuthParameters':{'USERNAME':'zoë'}}");
  }

  @Test
  void addsSecretHashDeviceAndContextWhereTheyBelong() {
    service.script(ScriptedPool.tokens());
    PlayerContext context =
        PlayerContext.at("203.0.113.9").encodedData("enc").metadata(Map.of("shard", "eu"));

    step(
        SignedIn.class,
        service.poolWithSecret().inContext(context).signIn("zoë").device(DEVICE).bySrp(PASSWORD));

    assertSentBesideSrpA(
        "{'ClientId':'client1','AuthFlow':'USER_SRP_AUTH','AuthParameters':{'USERNAME':'zoë',"
            + "'SECRET_HASH':'"
            + HASH
            + "','DEVICE_KEY':'device-1'},'ClientMetadata':{'shard':'eu'},"
            + "'UserContextData':{'IpAddress':'203.0.113.9','EncodedData':'enc'}}");
  }

  @Test
  void sendingPasswordSendsIt() {
    service.script(ScriptedPool.tokens());

    step(SignedIn.class, service.poolWithSecret().signIn("zoë").sendingPassword(PASSWORD));

    service.assertSent(
        0,
        "{'ClientId':'client1','AuthFlow':'USER_PASSWORD_AUTH','AuthParameters':{'USERNAME':'zoë',"
            + "'PASSWORD':'Corr3ct horse','SECRET_HASH':'"
            + HASH
            + "'}}");
  }

  @Test
  void customSendsTheNameAlone() {
    service.script(ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("zoe").custom());

    service.assertSent(
        0, "{'ClientId':'client1','AuthFlow':'CUSTOM_AUTH','AuthParameters':{'USERNAME':'zoe'}}");
  }

  @Test
  void customAfterSrpSaysSo() {
    service.script(ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("zoe").customAfterSrp(PASSWORD));

    assertSentBesideSrpA(
        "{'ClientId':'client1','AuthFlow':'CUSTOM_AUTH',"
            + "'AuthParameters':{'USERNAME':'zoe','CHALLENGE_NAME':'SRP_A'}}");
  }

  @Test
  void choosingSendsNoPreferenceAndHandsOutTheChoice() {
    service.script(
        ScriptedPool.ok(
            "{\"ChallengeName\":\"SELECT_CHALLENGE\",\"Session\":\"s\",\"AvailableChallenges\":"
                + "[\"PASSWORD\",\"EMAIL_OTP\",\"NOVELTY\",7]}"));

    Challenge.SelectFirstFactor choice =
        asked(Challenge.SelectFirstFactor.class, service.pool().signIn("zoe").choosing());

    assertEquals(Set.of(FirstFactor.PASSWORD, FirstFactor.EMAIL_OTP), choice.factors());
    service.assertSent(
        0, "{'ClientId':'client1','AuthFlow':'USER_AUTH','AuthParameters':{'USERNAME':'zoe'}}");
  }

  @Test
  void choosingTakesPreferencePasswordAndTheSessionOfASignUpAlong() {
    SignIn signIn = service.pool().signIn("zoe").afterSignUp(Secret.of("up"));

    service.script(ScriptedPool.tokens());
    step(SignedIn.class, signIn.choosing(FirstFactor.EMAIL_OTP));
    service.assertSent(
        0,
        "{'ClientId':'client1','AuthFlow':'USER_AUTH','Session':'up',"
            + "'AuthParameters':{'USERNAME':'zoe','PREFERRED_CHALLENGE':'EMAIL_OTP'}}");

    service.script(ScriptedPool.tokens());
    step(SignedIn.class, signIn.choosingToSendPassword(PASSWORD));
    service.assertSent(
        0,
        "{'ClientId':'client1','AuthFlow':'USER_AUTH','Session':'up','AuthParameters':{"
            + "'USERNAME':'zoe','PREFERRED_CHALLENGE':'PASSWORD','PASSWORD':'Corr3ct horse'}}");

    service.script(ScriptedPool.tokens());
    step(SignedIn.class, signIn.choosingSrp(PASSWORD));
    assertSentBesideSrpA(
        "{'ClientId':'client1','AuthFlow':'USER_AUTH','Session':'up',"
            + "'AuthParameters':{'USERNAME':'zoe','PREFERRED_CHALLENGE':'PASSWORD_SRP'}}");
  }

  @Test
  void leavesTheSessionOfASignUpOutOfTheOtherWays() {
    service.script(ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("z").afterSignUp(Secret.of("up")).bySrp(PASSWORD));

    assertFalse(service.sent(0).has("Session"));
  }

  @Test
  void answersThePasswordChallengeUnderTheInternalName() {
    service.script(ScriptedPool.passwordVerifier(), ScriptedPool.tokens());

    step(SignedIn.class, service.poolWithSecret().signIn("zoë").bySrp(PASSWORD));

    JsonNode sent = service.sent(1);
    JsonNode claim =
        ((ObjectNode) sent.path("ChallengeResponses")).remove("PASSWORD_CLAIM_SIGNATURE");
    assertEquals(32, Base64.getDecoder().decode(claim.asText()).length);
    assertEquals(
        WireJson.tree(
                ("{'ClientId':'client1','ChallengeName':'PASSWORD_VERIFIER',"
                        + "'Session':'session-of-PASSWORD_VERIFIER','ChallengeResponses':{"
                        + "'USERNAME':'internal-zoe','PASSWORD_CLAIM_SECRET_BLOCK':'YmxvY2s=',"
                        + "'TIMESTAMP':'Tue Jan 1 12:00:00 UTC 2030','SECRET_HASH':'"
                        + SecretHash.of(ScriptedPool.SECRET, "internal-zoe", ScriptedPool.CLIENT)
                        + "'}}")
                    .replace('\'', '"'))
            .orElseThrow(),
        sent);
    assertEquals(List.of("InitiateAuth", "RespondToAuthChallenge"), service.operations());
  }

  @Test
  void answersWithoutASessionWhereTheChallengeHadNone() {
    service.script(
        ScriptedPool.ok(
            "{\"ChallengeName\":\"PASSWORD_VERIFIER\",\"ChallengeParameters\":{\"SRP_B\":\"abc\","
                + "\"SALT\":\"1f\",\"SECRET_BLOCK\":\"YmxvY2s=\",\"USERNAME\":\"zoe-2\"}}"),
        ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));

    assertFalse(service.sent(1).has("Session"));
    assertEquals("zoe-2", service.sent(1).at("/ChallengeResponses/USERNAME").asText());
  }

  @Test
  void startsAfreshWithEachTryOfSrpAndNeverTwiceAlike() {
    service.script(
        aResponse().withStatus(500),
        ScriptedPool.error("TooManyRequestsException", "Rate exceeded"),
        ScriptedPool.tokens());

    step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));

    List<JsonNode> values =
        List.of(
            service.sent(0).at("/AuthParameters/SRP_A"),
            service.sent(1).at("/AuthParameters/SRP_A"),
            service.sent(2).at("/AuthParameters/SRP_A"));
    assertEquals(3, Set.copyOf(values).size());
  }

  @Test
  void sendsAPasswordOnlyOnceIfItsAnswerIsLost() {
    service.script(aResponse().withStatus(500), ScriptedPool.tokens());

    Undecided unknown =
        step(Undecided.class, service.pool().signIn("zoe").sendingPassword(PASSWORD));

    assertEquals(Cause.OUTAGE, unknown.cause());
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void handsOutWhatTheAnswerHolds() {
    service.script(ScriptedPool.tokens());

    SignedIn in = step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));

    assertEquals(
        new UserPoolTokens(
            Secret.of("a.b.c"),
            Optional.of(Secret.of("i.b.c")),
            Optional.of(Secret.of("r.1.2.3.4")),
            service.clock.instant().plus(Duration.ofHours(1)),
            "zoe",
            Optional.empty()),
        in.tokens());
    assertEquals(Optional.empty(), in.newDevice());
    assertEquals(DeviceAdvice.KEEP, in.advice());
    assertNotEquals("", in.toString());
    assertFalse(in.toString().contains("a.b.c"));
  }

  @Test
  void takesNeitherBothNorNoneOfTokensAndChallengeForASuccess() {
    String both = ScriptedPool.TOKENS.replaceFirst("\\{", "{\"ChallengeName\":\"SMS_MFA\",");
    for (String body :
        List.of(
            both,
            "{}",
            "{\"AuthenticationResult\":{}}",
            "{\"AuthenticationResult\":{\"AccessToken\":\"\"}}",
            "{\"AuthenticationResult\":{\"AccessToken\":7}}",
            "{\"AuthenticationResult\":[\"AccessToken\"]}",
            "{\"ChallengeName\":null}")) {
      service.script(ScriptedPool.ok(body));

      Undecided unknown = step(Undecided.class, service.pool().signIn("zoe").custom());

      assertEquals(Cause.OUTAGE, unknown.cause(), body);
    }
  }

  @Test
  void givesUpAServiceThatAsksForProofsAgainAndAgain() {
    // Each start is good for one proof: the second demand is handed out, and not answered.
    service.script(ScriptedPool.passwordVerifier(), ScriptedPool.passwordVerifier());
    asked(Challenge.Unknown.class, service.pool().signIn("zoe").bySrp(PASSWORD));
    assertEquals(2, service.upstream.requests());

    service.upstream.reset();
    service.upstream.answer("/", ScriptedPool.challenge("DEVICE_SRP_AUTH"));
    step(Undecided.class, service.pool().signIn("zoe").device(DEVICE).bySrp(PASSWORD));
    assertEquals(12, service.upstream.requests());
  }

  @Test
  void neverProvesAPasswordToWhoeverSendsNonsense() {
    for (String hostile : List.of("0", "", "-1f", "xyz", "f".repeat(2000))) {
      service.script(
          ScriptedPool.challenge(
              "PASSWORD_VERIFIER", "SRP_B", hostile, "SALT", "1f", "SECRET_BLOCK", "YmxvY2s="));

      Undecided unknown = step(Undecided.class, service.pool().signIn("zoe").bySrp(PASSWORD));

      assertEquals(Cause.OUTAGE, unknown.cause());
      assertEquals(1, service.upstream.requests());
    }
  }
}
