// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestPoolSettings.Mfa;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AssociateSoftwareTokenResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EnableSoftwareTokenMfaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifySoftwareTokenResponse;

/** Everything that can stand between a password and tokens, driven by AWS's Java client. */
final class SdkFactorsTest {
  private static final String PASSWORD = "Correct-Horse-7!";
  private static final Map<String, String> CONTACTS =
      Map.of("email", "zoe@example.com", "phone_number", "+491701234567");

  private SdkUserPool sdk = open(TestPoolSettings.named("eu-west-1_Factors1"));

  private static SdkUserPool open(TestPoolSettings settings) {
    return new SdkUserPool(TestUserPool.start(settings));
  }

  private void reopen(TestPoolSettings settings) {
    sdk.close();
    sdk = open(settings);
  }

  @AfterEach
  void close() {
    sdk.close();
  }

  private RespondToAuthChallengeResponse respond(
      ChallengeNameType challenge, String session, Map<String, String> responses) {
    return sdk.aws.respondToAuthChallenge(
        each ->
            each.clientId(sdk.clientId())
                .challengeName(challenge)
                .session(session)
                .challengeResponses(responses));
  }

  private InitiateAuthResponse initiate(AuthFlowType flow, Map<String, String> parameters) {
    return sdk.aws.initiateAuth(
        each -> each.clientId(sdk.clientId()).authFlow(flow).authParameters(parameters));
  }

  private String totp(String secret) {
    return TestUserPool.totp(secret, sdk.pool.now());
  }

  @Test
  void setsUpTotpWithAnAccessTokenAndAsksForIt() {
    sdk.pool.addUser("zoe", PASSWORD);
    String token = sdk.signIn("zoe", PASSWORD).authenticationResult().accessToken();
    String secret = sdk.aws.associateSoftwareToken(each -> each.accessToken(token)).secretCode();
    assertThrows(
        EnableSoftwareTokenMfaException.class,
        () -> sdk.aws.verifySoftwareToken(each -> each.accessToken(token).userCode("000000")));
    sdk.aws.verifySoftwareToken(each -> each.accessToken(token).userCode(totp(secret)));
    sdk.aws.setUserMFAPreference(
        each ->
            each.accessToken(token)
                .softwareTokenMfaSettings(totp -> totp.enabled(true).preferredMfa(true)));
    assertEquals(
        "SOFTWARE_TOKEN_MFA",
        sdk.aws.getUserAuthFactors(each -> each.accessToken(token)).preferredMfaSetting());

    RespondToAuthChallengeResponse asked = sdk.signIn("zoe", PASSWORD);

    assertEquals(ChallengeNameType.SOFTWARE_TOKEN_MFA, asked.challengeName());
    Map<String, String> wrong = Map.of("USERNAME", "zoe", "SOFTWARE_TOKEN_MFA_CODE", "x");
    assertThrows(
        CodeMismatchException.class,
        () -> respond(ChallengeNameType.SOFTWARE_TOKEN_MFA, asked.session(), wrong));
    Map<String, String> right = Map.of("USERNAME", "zoe", "SOFTWARE_TOKEN_MFA_CODE", totp(secret));
    assertNotNull(
        respond(ChallengeNameType.SOFTWARE_TOKEN_MFA, asked.session(), right)
            .authenticationResult());
    NotAuthorizedException again =
        assertThrows(
            NotAuthorizedException.class,
            () -> respond(ChallengeNameType.SOFTWARE_TOKEN_MFA, asked.session(), right));
    assertEquals(
        "Invalid session for the user, session can only be used once.",
        again.awsErrorDetails().errorMessage());
    RespondToAuthChallengeResponse next = sdk.signIn("zoe", PASSWORD);
    assertThrows(
        ExpiredCodeException.class,
        () -> respond(ChallengeNameType.SOFTWARE_TOKEN_MFA, next.session(), right));
  }

  @Test
  void setsUpTotpWithinTheSignInWhereThePoolDemandsIt() {
    reopen(TestPoolSettings.named("eu-west-1_Factors2").mfa(Mfa.ON));
    sdk.pool.addUser("zoe", PASSWORD);

    RespondToAuthChallengeResponse asked = sdk.signIn("zoe", PASSWORD);
    assertEquals(ChallengeNameType.MFA_SETUP, asked.challengeName());
    AssociateSoftwareTokenResponse offered =
        sdk.aws.associateSoftwareToken(each -> each.session(asked.session()));
    assertThrows(
        NotAuthorizedException.class,
        () -> respond(ChallengeNameType.MFA_SETUP, asked.session(), Map.of("USERNAME", "zoe")));
    VerifySoftwareTokenResponse verified =
        sdk.aws.verifySoftwareToken(
            each -> each.session(offered.session()).userCode(totp(offered.secretCode())));
    RespondToAuthChallengeResponse done =
        respond(ChallengeNameType.MFA_SETUP, verified.session(), Map.of("USERNAME", "zoe"));

    assertNotNull(done.authenticationResult());
    assertEquals(ChallengeNameType.SOFTWARE_TOKEN_MFA, sdk.signIn("zoe", PASSWORD).challengeName());
  }

  @Test
  void letsAPlayerChooseBetweenFactors() {
    TestPoolUser zoe = sdk.pool.addUser("zoe", PASSWORD, CONTACTS);
    zoe.useFactor("SMS_MFA", false);
    zoe.useFactor("EMAIL_OTP", false);

    RespondToAuthChallengeResponse asked = sdk.signIn("zoe", PASSWORD);
    assertEquals("[\"SMS_MFA\",\"EMAIL_OTP\"]", asked.challengeParameters().get("MFAS_CAN_CHOOSE"));
    RespondToAuthChallengeResponse sms =
        respond(
            ChallengeNameType.SELECT_MFA_TYPE,
            asked.session(),
            Map.of("USERNAME", "zoe", "ANSWER", "SMS_MFA"));
    assertEquals("+********4567", sms.challengeParameters().get("CODE_DELIVERY_DESTINATION"));
    String code = sdk.pool.latestCode("zoe").orElseThrow().code();

    assertNotNull(
        respond(
                ChallengeNameType.SMS_MFA,
                sms.session(),
                Map.of("USERNAME", "zoe", "SMS_MFA_CODE", code))
            .authenticationResult());
  }

  @Test
  void endsASessionAfterItsTime() {
    sdk.pool.addUser("zoe", PASSWORD, CONTACTS).useFactor("SMS_MFA", true);
    RespondToAuthChallengeResponse asked = sdk.signIn("zoe", PASSWORD);
    String code = sdk.pool.latestCode("zoe").orElseThrow().code();
    sdk.pool.advanceClock(Duration.ofMinutes(3));

    NotAuthorizedException late =
        assertThrows(
            NotAuthorizedException.class,
            () ->
                respond(
                    ChallengeNameType.SMS_MFA,
                    asked.session(),
                    Map.of("USERNAME", "zoe", "SMS_MFA_CODE", code)));

    assertEquals(
        "Invalid session for the user, session is expired.", late.awsErrorDetails().errorMessage());
  }

  @Test
  void demandsAFirstPasswordAndWhatElseIsMissing() {
    reopen(TestPoolSettings.named("eu-west-1_Factors3").requiredAttributes("email", "given_name"));
    sdk.pool.addUserWithTemporaryPassword(
        "zoe", PASSWORD, Map.of("email", "zoe@example.com"), Duration.ofDays(7));

    RespondToAuthChallengeResponse asked = sdk.signIn("zoe", PASSWORD);
    assertEquals(
        "[\"userAttributes.given_name\"]", asked.challengeParameters().get("requiredAttributes"));
    assertThrows(
        InvalidParameterException.class,
        () ->
            respond(
                ChallengeNameType.NEW_PASSWORD_REQUIRED,
                asked.session(),
                Map.of("USERNAME", "zoe", "NEW_PASSWORD", "Battery-Staple-8!")));
    RespondToAuthChallengeResponse again = sdk.signIn("zoe", PASSWORD);
    respond(
        ChallengeNameType.NEW_PASSWORD_REQUIRED,
        again.session(),
        Map.of(
            "USERNAME", "zoe",
            "NEW_PASSWORD", "Battery-Staple-8!",
            "userAttributes.given_name", "Zoë"));

    assertEquals("CONFIRMED", sdk.pool.user("zoe").status());
    assertNotNull(sdk.signIn("zoe", "Battery-Staple-8!").authenticationResult());
  }

  @Test
  void asksWhatTheOwnerWantsToKnow() {
    reopen(
        TestPoolSettings.named("eu-west-1_Factors4")
            .customChallenge(Map.of("question", "colour?"), "blue", "green"));
    sdk.pool.addUser("zoe", PASSWORD);

    InitiateAuthResponse asked = initiate(AuthFlowType.CUSTOM_AUTH, Map.of("USERNAME", "zoe"));
    assertEquals("colour?", asked.challengeParameters().get("question"));
    String session = asked.session();
    RespondToAuthChallengeResponse last = null;
    for (String answer : List.of("red", "blue", "green")) {
      last =
          respond(
              ChallengeNameType.CUSTOM_CHALLENGE,
              session,
              Map.of("USERNAME", "zoe", "ANSWER", answer));
      session = last.session();
    }

    assertNotNull(last.authenticationResult());
  }

  @Test
  void offersAChoiceOfFirstFactors() {
    sdk.pool.addUser("zoe", PASSWORD, CONTACTS);

    InitiateAuthResponse asked = initiate(AuthFlowType.USER_AUTH, Map.of("USERNAME", "zoe"));
    assertEquals(
        List.of("PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP"),
        asked.availableChallengesAsStrings());
    RespondToAuthChallengeResponse mail =
        respond(
            ChallengeNameType.SELECT_CHALLENGE,
            asked.session(),
            Map.of("USERNAME", "zoe", "ANSWER", "EMAIL_OTP"));
    String code = sdk.pool.latestCode("zoe").orElseThrow().code();

    assertNotNull(
        respond(
                ChallengeNameType.EMAIL_OTP,
                mail.session(),
                Map.of("USERNAME", "zoe", "EMAIL_OTP_CODE", code))
            .authenticationResult());
    assertNotNull(
        initiate(
                AuthFlowType.USER_AUTH,
                Map.of("USERNAME", "zoe", "PREFERRED_CHALLENGE", "PASSWORD", "PASSWORD", PASSWORD))
            .authenticationResult());
  }
}
