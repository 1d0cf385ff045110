// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.challenge;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.srp.SecretHash;
import io.github.gameauth.cognito.userpool.Challenge.CodeKind;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every challenge: what is read out of it, and what goes back, field by field. */
final class ChallengeAnswersTest {
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

  /** The challenge as another node reads it. */
  private <T extends Challenge> T begun(Class<T> type, ResponseDefinitionBuilder... answers) {
    service.script(answers);
    T challenge = asked(type, pool.signIn("zoe").device(DEVICE).custom());
    Challenge moved = Challenge.fromJson(challenge.toJson()).orElseThrow();
    assertEquals(challenge, moved);
    assertEquals(challenge.hashCode(), moved.hashCode());
    return type.cast(moved);
  }

  private <T extends Challenge> T begun(Class<T> type, String name, String... parameters) {
    String[] all = new String[parameters.length + 2];
    all[0] = "USER_ID_FOR_SRP";
    all[1] = "internal-zoe";
    System.arraycopy(parameters, 0, all, 2, parameters.length);
    return begun(type, challenge(name, all), ScriptedPool.tokens());
  }

  private void assertAnswered(SignInStep step, String name, String responses) {
    step(SignedIn.class, step);
    assertEquals("RespondToAuthChallenge", service.operations().get(1));
    service.assertSent(
        1,
        "{'ClientId':'client1','ChallengeName':'"
            + name
            + "','Session':'session-of-"
            + name
            + "','ChallengeResponses':{'USERNAME':'internal-zoe','DEVICE_KEY':'device-1',"
            + "'SECRET_HASH':'"
            + HASH
            + "'"
            + (responses.isEmpty() ? "" : ",")
            + responses
            + "}}");
  }

  @Test
  void codesGoOutUnderTheNameOfTheirKind() {
    for (CodeKind kind : CodeKind.values()) {
      String hint =
          kind == CodeKind.SOFTWARE_TOKEN_MFA
              ? "FRIENDLY_DEVICE_NAME"
              : "CODE_DELIVERY_DESTINATION";
      Challenge.Code code = begun(Challenge.Code.class, kind.name(), hint, "z***@e***");

      assertEquals(kind, code.kind());
      assertEquals(Optional.of("z***@e***"), code.hint());
      assertAnswered(
          pool.answers().code(code, " 012 345\u00a0"),
          kind.name(),
          "'" + kind.name() + "_CODE':'012345'");
    }
  }

  @Test
  void aCodeOfNothingIsWrongAndIsNotSent() {
    Challenge.Code code = begun(Challenge.Code.class, "SMS_MFA");

    Refused no = step(Refused.class, pool.answers().code(code, " \t"));

    assertEquals(RefusalReason.WRONG_CODE, no.refusal().reason());
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void afterAWrongCodeTheSameChallengeIsAnsweredAgain() {
    Challenge.Code code =
        begun(
            Challenge.Code.class,
            challenge("SOFTWARE_TOKEN_MFA"),
            ScriptedPool.error("CodeMismatchException", "Invalid code"),
            ScriptedPool.tokens());

    Refused no = step(Refused.class, pool.answers().code(code, "111111"));
    step(SignedIn.class, pool.answers().code(code, "222222"));

    assertEquals(RefusalReason.WRONG_CODE, no.refusal().reason());
    assertEquals(service.sent(1).path("Session"), service.sent(2).path("Session"));
  }

  @Test
  void asksWhichSecondFactor() {
    Challenge.SelectMfa select =
        begun(
            Challenge.SelectMfa.class,
            "SELECT_MFA_TYPE",
            "MFAS_CAN_CHOOSE",
            "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\",\"CARRIER_PIGEON\"]");

    assertEquals(Set.of(MfaKind.SMS_MFA, MfaKind.SOFTWARE_TOKEN_MFA), select.kinds());
    assertAnswered(
        pool.answers().secondFactor(select, MfaKind.SOFTWARE_TOKEN_MFA),
        "SELECT_MFA_TYPE",
        "'ANSWER':'SOFTWARE_TOKEN_MFA'");
  }

  private Challenge.SelectFirstFactor firstFactor(ResponseDefinitionBuilder... answers) {
    ResponseDefinitionBuilder[] all = new ResponseDefinitionBuilder[answers.length + 1];
    all[0] =
        ScriptedPool.ok(
            "{\"ChallengeName\":\"SELECT_CHALLENGE\",\"Session\":\"session-of-SELECT_CHALLENGE\","
                + "\"ChallengeParameters\":{\"USERNAME\":\"internal-zoe\"},"
                + "\"AvailableChallenges\":[\"SMS_OTP\",\"PASSWORD_SRP\"]}");
    System.arraycopy(answers, 0, all, 1, answers.length);
    return begun(Challenge.SelectFirstFactor.class, all);
  }

  @Test
  void asksWhichFirstFactor() {
    Challenge.SelectFirstFactor select = firstFactor(ScriptedPool.tokens());

    assertEquals(Set.of(FirstFactor.SMS_OTP, FirstFactor.PASSWORD_SRP), select.factors());
    assertAnswered(
        pool.answers().firstFactor(select, FirstFactor.SMS_OTP),
        "SELECT_CHALLENGE",
        "'ANSWER':'SMS_OTP'");
  }

  @Test
  void aChosenPasswordOrPasskeyGoesAlong() {
    assertAnswered(
        pool.answers().sendingPassword(firstFactor(ScriptedPool.tokens()), PASSWORD),
        "SELECT_CHALLENGE",
        "'ANSWER':'PASSWORD','PASSWORD':'Corr3ct horse'");
    assertAnswered(
        pool.answers().passkey(firstFactor(ScriptedPool.tokens()), "{}"),
        "SELECT_CHALLENGE",
        "'ANSWER':'WEB_AUTHN','CREDENTIAL':'{}'");
  }

  @Test
  void aChosenProofIsMadeWithinTheCall() {
    Challenge.SelectFirstFactor select =
        firstFactor(ScriptedPool.passwordVerifier(), ScriptedPool.tokens());

    step(SignedIn.class, pool.answers().bySrp(select, PASSWORD));

    JsonNode chosen = service.sent(1).path("ChallengeResponses");
    assertEquals("PASSWORD_SRP", chosen.path("ANSWER").asText());
    assertTrue(chosen.path("SRP_A").asText().length() > 700);
    assertFalse(chosen.toString().contains("Corr3ct"));
    assertEquals("PASSWORD_VERIFIER", service.sent(2).path("ChallengeName").asText());
    assertEquals("session-of-PASSWORD_VERIFIER", service.sent(2).path("Session").asText());
  }

  @Test
  void passwordsAreSentOrProvedAsAsked() {
    Challenge.Password sent = begun(Challenge.Password.class, "PASSWORD");
    assertAnswered(
        pool.answers().password(sent, PASSWORD), "PASSWORD", "'PASSWORD':'Corr3ct horse'");

    Challenge.Password proved = begun(Challenge.Password.class, "PASSWORD_SRP");
    step(SignedIn.class, pool.answers().password(proved, PASSWORD));
    ObjectNode responses = (ObjectNode) service.sent(1).path("ChallengeResponses");
    assertTrue(responses.path("SRP_A").asText().length() > 700);
    assertFalse(responses.has("PASSWORD"));
  }

  @Test
  void aNewPasswordComesWithTheRequiredAttributes() {
    Challenge.NewPassword asked =
        begun(
            Challenge.NewPassword.class,
            "NEW_PASSWORD_REQUIRED",
            "requiredAttributes",
            "[\"userAttributes.email\",\"userAttributes.custom:rank\"]",
            "userAttributes",
            "{\"phone_number\":\"+1555\",\"odd\":7}");

    assertEquals(Set.of("email", "custom:rank"), asked.requiredAttributes());
    assertEquals(Map.of("phone_number", "+1555"), asked.userAttributes());
    assertThrows(
        IllegalArgumentException.class,
        () -> pool.answers().newPassword(asked, PASSWORD, Map.of("email", "z@e")));
    assertAnswered(
        pool.answers()
            .newPassword(asked, PASSWORD, Map.of("email", "z@e", "custom:rank", "private")),
        "NEW_PASSWORD_REQUIRED",
        "'NEW_PASSWORD':'Corr3ct horse','userAttributes.email':'z@e',"
            + "'userAttributes.custom:rank':'private'");
  }

  @Test
  void aNewPasswordMayRequireNothingElse() {
    for (String list : List.of("[]", "", "no list", "{}")) {
      Challenge.NewPassword asked =
          begun(Challenge.NewPassword.class, "NEW_PASSWORD_REQUIRED", "requiredAttributes", list);

      assertEquals(Set.of(), asked.requiredAttributes());
      assertAnswered(
          pool.answers().newPassword(asked, PASSWORD, Map.of()),
          "NEW_PASSWORD_REQUIRED",
          "'NEW_PASSWORD':'Corr3ct horse'");
    }
  }

  @Test
  void customChallengesHandOutWhatTheTriggerSaysAndMayRepeat() {
    Challenge.Custom riddle =
        begun(
            Challenge.Custom.class,
            challenge("CUSTOM_CHALLENGE", "USERNAME", "internal-zoe", "riddle", "7 * 6"),
            challenge("CUSTOM_CHALLENGE", "riddle", "6 * 7"),
            ScriptedPool.tokens());
    assertEquals("7 * 6", riddle.parameters().get("riddle"));

    Challenge.Custom again = asked(Challenge.Custom.class, pool.answers().custom(riddle, "41"));
    step(SignedIn.class, pool.answers().custom(again, "42"));

    assertEquals("41", service.sent(1).at("/ChallengeResponses/ANSWER").asText());
    assertEquals("42", service.sent(2).at("/ChallengeResponses/ANSWER").asText());
    // The second challenge named nobody: the name of the first one stays.
    assertEquals("internal-zoe", service.sent(2).at("/ChallengeResponses/USERNAME").asText());
  }

  @Test
  void passkeysArePassedThrough() {
    Challenge.WebAuthn asked =
        begun(Challenge.WebAuthn.class, "WEB_AUTHN", "CREDENTIAL_REQUEST_OPTIONS", "{\"a\":1}");

    assertEquals("{\"a\":1}", asked.requestOptions());
    assertAnswered(
        pool.answers().passkey(asked, "{\\\"id\\\":2}".replace("\\", "")),
        "WEB_AUTHN",
        "'CREDENTIAL':'{\\\"id\\\":2}'");
  }

  @Test
  void whatIsUnknownIsHandedOutAsSuch() {
    Challenge.Unknown asked = begun(Challenge.Unknown.class, "TEA_LEAVES", "CUP", "blue");

    assertEquals("TEA_LEAVES", asked.name());
    assertEquals("blue", asked.parameters().get("CUP"));
    assertAnswered(
        pool.answers().unknown(asked, Map.of("LEAVES", "3")), "TEA_LEAVES", "'LEAVES':'3'");
  }

  @Test
  void proofsThatCannotBeMadeAreHandedOutAsUnknown() {
    service.script(ScriptedPool.passwordVerifier());
    assertEquals(
        "PASSWORD_VERIFIER", asked(Challenge.Unknown.class, pool.signIn("z").custom()).name());

    service.script(challenge("DEVICE_SRP_AUTH"));
    assertEquals(
        "DEVICE_SRP_AUTH", asked(Challenge.Unknown.class, pool.signIn("z").bySrp(PASSWORD)).name());
  }

  @Test
  void totpIsSetUpWithinTheSignIn() {
    Challenge.SetUpMfa asked =
        begun(
            Challenge.SetUpMfa.class,
            challenge(
                "MFA_SETUP",
                "USER_ID_FOR_SRP",
                "internal-zoe",
                "MFAS_CAN_SETUP",
                "[\"SOFTWARE_TOKEN_MFA\"]"),
            ScriptedPool.ok("{\"SecretCode\":\"JBSWY3DPEHPK3PXP\",\"Session\":\"s2\"}"),
            ScriptedPool.error("EnableSoftwareTokenMFAException", "Code mismatch"),
            ScriptedPool.ok("{\"Status\":\"ERROR\"}"),
            ScriptedPool.ok("{\"Status\":\"SUCCESS\",\"Session\":\"s3\"}"),
            ScriptedPool.tokens());
    assertEquals(Set.of(MfaKind.SOFTWARE_TOKEN_MFA), asked.kinds());

    TotpEnrolment begun = done(pool.answers().beginTotp(asked));
    assertEquals(Secret.of("JBSWY3DPEHPK3PXP"), begun.setup().secret());
    // On another node again.
    Challenge.SetUpMfa moved =
        (Challenge.SetUpMfa) Challenge.fromJson(begun.challenge().toJson()).orElseThrow();
    for (int wrong = 0; wrong < 2; wrong++) {
      Refused no = step(Refused.class, pool.answers().finishTotp(moved, "000000"));
      assertEquals(RefusalReason.WRONG_CODE, no.refusal().reason());
    }
    step(SignedIn.class, pool.answers().finishTotp(moved, "012 345", "phone"));

    assertEquals(
        List.of(
            "InitiateAuth",
            "AssociateSoftwareToken",
            "VerifySoftwareToken",
            "VerifySoftwareToken",
            "VerifySoftwareToken",
            "RespondToAuthChallenge"),
        service.operations());
    service.assertSent(1, "{'Session':'session-of-MFA_SETUP'}");
    service.assertSent(2, "{'Session':'s2','UserCode':'000000'}");
    service.assertSent(4, "{'Session':'s2','UserCode':'012345','FriendlyDeviceName':'phone'}");
    service.assertSent(
        5,
        "{'ClientId':'client1','ChallengeName':'MFA_SETUP','Session':'s3','ChallengeResponses':{"
            + "'USERNAME':'internal-zoe','DEVICE_KEY':'device-1','SECRET_HASH':'"
            + HASH
            + "'}}");
  }

  @Test
  void aTotpKeyThatIsNoneIsNotShownToThePlayer() {
    for (String key : List.of("", "short", "JBSWY3DPEHPK3PX&issuer=x", "jbswy3dpehpk3pxp ")) {
      Challenge.SetUpMfa asked =
          begun(
              Challenge.SetUpMfa.class,
              challenge("MFA_SETUP"),
              ScriptedPool.ok("{\"SecretCode\":\"" + key + "\",\"Session\":\"s2\"}"));

      assertTrue(pool.answers().beginTotp(asked) instanceof CognitoAnswer.Undecided, key);
    }
  }

  @Test
  void codesByEmailAreSetUpWithAnAddress() {
    Challenge.SetUpMfa asked = begun(Challenge.SetUpMfa.class, "MFA_SETUP");

    assertAnswered(pool.answers().emailMfa(asked, "z@e"), "MFA_SETUP", "'EMAIL':'z@e'");
  }

  @Test
  void answersNoOtherPoolsOrClientsChallenges() {
    Challenge.Code code = begun(Challenge.Code.class, "SMS_MFA");
    UserPool otherPool =
        UserPool.builder(UserPoolId.of("eu-west-1_Other"))
            .client(ScriptedPool.CLIENT)
            .http(service.http)
            .build();
    UserPool otherClient = service.builder().client("client2").build();

    for (UserPool other : List.of(otherPool, otherClient)) {
      assertThrows(IllegalArgumentException.class, () -> other.answers().code(code, "123456"));
    }
  }

  @Test
  void aSpentSessionIsToldAsSuch() {
    Challenge.Code code =
        begun(
            Challenge.Code.class,
            challenge("SMS_MFA"),
            ScriptedPool.error("NotAuthorizedException", "Invalid session for the user."));

    Refused no = step(Refused.class, pool.answers().code(code, "123456"));

    assertEquals(RefusalReason.SESSION_OVER, no.refusal().reason());
  }

  private static <T> T done(CognitoAnswer<T> answer) {
    return answer instanceof Done<T> done ? done.value() : fail(answer.toString());
  }
}
