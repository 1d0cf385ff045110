// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.OperationsFixture.done;
import static io.github.gameauth.cognito.userpool.OperationsFixture.hash;
import static io.github.gameauth.cognito.userpool.OperationsFixture.refused;
import static io.github.gameauth.cognito.userpool.OperationsFixture.undecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that name the app client: each request, field by field. */
final class ClientOperationsTest {
  private static final Secret PASSWORD = Secret.of("Pass word-1");
  private static final String CONTEXT =
      ",'ClientMetadata':{'world':'7'},'UserContextData':{'IpAddress':'192.0.2.7'}";
  private static final String HASH = ",'SecretHash':'" + hash("zoë") + "'";
  private static final String DELIVERY =
      "{'Destination':'z***@m***','DeliveryMedium':'EMAIL','AttributeName':'email'}";
  private static final CodeDelivery SENT =
      new CodeDelivery(Optional.of("z***@m***"), Optional.of("EMAIL"), Optional.of("email"));

  private final OperationsFixture service = new OperationsFixture();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void signsUp() {
    service.answer(
        "{'UserConfirmed':false,'UserSub':'s-1','CodeDeliveryDetails':"
            + DELIVERY
            + ",'Session':'session-1'}");
    NewAccount account = NewAccount.of("zoë", PASSWORD);

    assertEquals(
        new SignUps.SignedUp(false, "s-1", Optional.of(SENT), Optional.of(Secret.of("session-1"))),
        done(service.pool.signUps().signUp(account)));
    service.assertRequest(
        "SignUp", "{'ClientId':'client1','Username':'zoë','Password':'Pass word-1'}");

    done(
        service
            .secretPool
            .signUps()
            .signUp(
                account
                    .attributes(Map.of("email", "zoe@mygame.example"))
                    .validationData(Map.of("invitation", "i-1"))));
    service.assertRequest(
        "SignUp",
        "{'ClientId':'client1','Username':'zoë','Password':'Pass word-1'"
            + HASH
            + ",'UserAttributes':[{'Name':'email','Value':'zoe@mygame.example'}]"
            + ",'ValidationData':[{'Name':'invitation','Value':'i-1'}]"
            + CONTEXT
            + "}");
  }

  @Test
  void signsUpWithoutAPassword() {
    service.answer("{'UserConfirmed':true,'UserSub':'s-1'}");

    assertEquals(
        new SignUps.SignedUp(true, "s-1", Optional.empty(), Optional.empty()),
        done(service.pool.signUps().signUp(NewAccount.withoutPassword("zoë"))));
    service.assertRequest("SignUp", "{'ClientId':'client1','Username':'zoë'}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'UserSub':'s-1'}", "{'UserConfirmed':true}", "{'UserConfirmed':'true'}"})
  void takesASignUpOfWhichLittleIsSaidForNoAnswer(String body) {
    service.answer(body);

    assertEquals(
        Cause.OUTAGE,
        undecided(service.pool.signUps().signUp(NewAccount.of("zoë", PASSWORD))).cause());
  }

  @Test
  void confirmsASignUp() {
    service.answer("{'Session':'session-2'}");
    SignUps signUps = service.pool.signUps();

    assertEquals(
        new SignUps.Confirmed(Optional.of(Secret.of("session-2"))),
        done(signUps.confirm("zoë", " 012345\n")));
    String plain = "'ClientId':'client1','Username':'zoë','ConfirmationCode':'012345'";
    service.assertRequest("ConfirmSignUp", "{" + plain + "}");

    done(signUps.confirm("zoë", "012345", Secret.of("session-1")));
    service.assertRequest("ConfirmSignUp", "{" + plain + ",'Session':'session-1'}");

    service.answer("{}");
    assertEquals(
        new SignUps.Confirmed(Optional.empty()),
        done(service.secretPool.signUps().confirmTakingAliasOver("zoë", "012345")));
    service.assertRequest(
        "ConfirmSignUp", "{" + plain + ",'ForceAliasCreation':true" + HASH + CONTEXT + "}");
  }

  @Test
  void sendsTheCodeOfASignUpAgain() {
    service.answer("{'CodeDeliveryDetails':" + DELIVERY + "}");

    assertEquals(SENT, done(service.pool.signUps().resendCode("zoë")));
    service.assertRequest("ResendConfirmationCode", "{'ClientId':'client1','Username':'zoë'}");

    done(service.secretPool.signUps().resendCode("zoë"));
    service.assertRequest(
        "ResendConfirmationCode", "{'ClientId':'client1','Username':'zoë'" + HASH + CONTEXT + "}");
  }

  @Test
  void sendsTheCodeForAForgottenPassword() {
    service.answer("{'CodeDeliveryDetails':" + DELIVERY + "}");

    assertEquals(SENT, done(service.pool.passwords().sendCode("zoë")));
    service.assertRequest("ForgotPassword", "{'ClientId':'client1','Username':'zoë'}");

    done(service.secretPool.passwords().sendCode("zoë"));
    service.assertRequest(
        "ForgotPassword", "{'ClientId':'client1','Username':'zoë'" + HASH + CONTEXT + "}");
  }

  @Test
  void resetsAForgottenPassword() {
    service.answer("{}");
    String plain =
        "'ClientId':'client1','Username':'zoë','ConfirmationCode':'012345',"
            + "'Password':'Pass word-1'";

    assertEquals(Nothing.DONE, done(service.pool.passwords().reset("zoë", "012345 ", PASSWORD)));
    service.assertRequest("ConfirmForgotPassword", "{" + plain + "}");

    done(service.secretPool.passwords().reset("zoë", "012345", PASSWORD));
    service.assertRequest("ConfirmForgotPassword", "{" + plain + HASH + CONTEXT + "}");
  }

  private UserPoolTokens tokens(Optional<String> deviceKey) {
    return new UserPoolTokens(
        Secret.of("access-0"),
        Optional.empty(),
        Optional.of(Secret.of("refresh-0")),
        service.clock.instant(),
        "internal",
        deviceKey);
  }

  @Test
  void refreshesWhetherOrNotTheClientRotates() {
    service.answer(
        "{'AuthenticationResult':{'AccessToken':'a.b.c','IdToken':'i.d.t','ExpiresIn':300,"
            + "'RefreshToken':'refresh-1'}}");

    UserPoolTokens fresh =
        done(service.pool.tokens().refresh(tokens(Optional.empty()), RotationGrace.NONE_KNOWN));

    assertEquals(
        new UserPoolTokens(
            Secret.of("a.b.c"),
            Optional.of(Secret.of("i.d.t")),
            Optional.of(Secret.of("refresh-1")),
            service.clock.instant().plus(Duration.ofMinutes(5)),
            "internal",
            Optional.empty()),
        fresh);
    service.assertRequest(
        "GetTokensFromRefreshToken", "{'ClientId':'client1','RefreshToken':'refresh-0'}");

    done(
        service
            .secretPool
            .tokens()
            .refresh(tokens(Optional.of("d-1")), RotationGrace.SOME_SECONDS));
    service.assertRequest(
        "GetTokensFromRefreshToken",
        "{'ClientId':'client1','RefreshToken':'refresh-0',"
            + "'ClientSecret':'clientsecretclientsecret','DeviceKey':'d-1',"
            + "'ClientMetadata':{'world':'7'}}");
  }

  @Test
  void keepsRefreshTokenAndDeviceWhereNoneComeBack() {
    service.answer("{'AuthenticationResult':{'AccessToken':'a.b.c','ExpiresIn':300}}");

    for (CognitoAnswer<UserPoolTokens> answer :
        List.of(
            service.pool.tokens().refresh(tokens(Optional.of("d-1")), RotationGrace.NONE_KNOWN),
            service.pool.tokens().refreshWithoutRotation(tokens(Optional.of("d-1"))))) {
      assertEquals(Optional.of(Secret.of("refresh-0")), done(answer).refreshToken());
      assertEquals(Optional.of("d-1"), done(answer).deviceKey());
    }
  }

  @Test
  void refreshesWithoutRotation() {
    service.answer("{'AuthenticationResult':{'AccessToken':'a.b.c','ExpiresIn':300}}");

    done(service.pool.tokens().refreshWithoutRotation(tokens(Optional.empty())));
    service.assertRequest(
        "InitiateAuth",
        "{'ClientId':'client1','AuthFlow':'REFRESH_TOKEN_AUTH',"
            + "'AuthParameters':{'REFRESH_TOKEN':'refresh-0'}}");

    // Hashed with the pool's own name of the user.
    done(service.secretPool.tokens().refreshWithoutRotation(tokens(Optional.of("d-1"))));
    service.assertRequest(
        "InitiateAuth",
        "{'ClientId':'client1','AuthFlow':'REFRESH_TOKEN_AUTH',"
            + "'AuthParameters':{'REFRESH_TOKEN':'refresh-0','DEVICE_KEY':'d-1',"
            + "'SECRET_HASH':'"
            + hash("internal")
            + "'}"
            + CONTEXT
            + "}");
  }

  @Test
  void neverTakesAnAnswerWithoutTokensForARefresh() {
    service.answer("{'ChallengeName':'SMS_MFA','Session':'s'}");
    TokenCalls calls = service.pool.tokens();

    undecided(calls.refresh(tokens(Optional.empty()), RotationGrace.NONE_KNOWN));
    undecided(calls.refreshWithoutRotation(tokens(Optional.empty())));
    UserPoolTokens none =
        new UserPoolTokens(
            Secret.of("a"),
            Optional.empty(),
            Optional.empty(),
            service.clock.instant(),
            "u",
            Optional.empty());
    assertThrows(
        IllegalArgumentException.class, () -> calls.refresh(none, RotationGrace.NONE_KNOWN));
    assertThrows(IllegalArgumentException.class, () -> calls.refreshWithoutRotation(none));
  }

  @Test
  void revokes() {
    service.answer("{}");

    assertEquals(Nothing.DONE, done(service.pool.tokens().revoke(Secret.of("refresh-0"))));
    service.assertRequest("RevokeToken", "{'ClientId':'client1','Token':'refresh-0'}");

    done(service.secretPool.tokens().revoke(Secret.of("refresh-0")));
    service.assertRequest(
        "RevokeToken",
        "{'ClientId':'client1','Token':'refresh-0',"
            + "'ClientSecret':'clientsecretclientsecret'}");
  }

  @Test
  void repeatsAfterALostAnswerOnlyWhatMayBeDoneTwice() {
    service.loseAnswers();
    SignUps signUps = service.pool.signUps();
    TokenCalls calls = service.pool.tokens();
    UserPoolTokens tokens = tokens(Optional.empty());
    List<Supplier<CognitoAnswer<?>>> once =
        List.of(
            () -> signUps.signUp(NewAccount.of("zoë", PASSWORD)),
            () -> signUps.confirm("zoë", "1"),
            () -> signUps.resendCode("zoë"),
            () -> service.pool.passwords().sendCode("zoë"),
            () -> service.pool.passwords().reset("zoë", "1", PASSWORD),
            () -> calls.refresh(tokens, RotationGrace.NONE_KNOWN));
    List<Supplier<CognitoAnswer<?>>> twice =
        List.of(
            () -> calls.refresh(tokens, RotationGrace.SOME_SECONDS),
            () -> calls.refreshWithoutRotation(tokens),
            () -> calls.revoke(Secret.of("refresh-0")));

    once.forEach(each -> undecided(each.get()));
    assertEquals(once.size(), service.upstream.requests());
    twice.forEach(each -> undecided(each.get()));
    assertEquals(once.size() + 2 * twice.size(), service.upstream.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "UsernameExistsException, USER_EXISTS",
    "InvalidPasswordException, WEAK_PASSWORD",
    "LimitExceededException, LIMIT_EXCEEDED",
    "CodeDeliveryFailureException, DELIVERY_FAILED",
    "CodeMismatchException, WRONG_CODE",
    "ExpiredCodeException, EXPIRED_CODE",
    "AliasExistsException, ALIAS_EXISTS",
    "TooManyFailedAttemptsException, TOO_MANY_ATTEMPTS",
    "PasswordHistoryPolicyViolationException, PASSWORD_REUSED",
    "UserLambdaValidationException, TRIGGER_REFUSED"
  })
  void tellsRefusalsApart(String type, RefusalReason reason) {
    service.refuse(type, "");

    assertEquals(
        reason, refused(service.pool.signUps().signUp(NewAccount.of("zoë", PASSWORD))).reason());
    assertEquals(reason, refused(service.pool.signUps().confirm("zoë", "1")).reason());
    assertEquals(reason, refused(service.pool.passwords().reset("zoë", "1", PASSWORD)).reason());
    assertEquals(3, service.upstream.requests());
  }

  @Test
  void showsNothingOfAnAccount() {
    NewAccount account =
        NewAccount.of("hidden", Secret.of("hidden")).attributes(Map.of("email", "hidden"));

    assertFalse(account.toString().contains("hidden"));
    assertTrue(account.toString().contains("NewAccount"));
  }
}
