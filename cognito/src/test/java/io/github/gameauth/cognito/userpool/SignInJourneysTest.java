// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestPoolSettings.Devices;
import io.github.gameauth.cognito.testing.TestPoolSettings.Mfa;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole sign-ins, each answer on another node, judged by a strict server. */
final class SignInJourneysTest {
  private static final Secret PASSWORD = Secret.of("Corr3ct horse");
  private static final String TOTP = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private static TestPoolSettings settings() {
    return TestPoolSettings.named(ServedPool.ID)
        .client(TestAppClient.named("client1").withSecret("secretsecretsecretsecret"));
  }

  private static TestPoolUser zoe(ServedPool service) {
    return service.server.addUser(
        "zoe", PASSWORD.reveal(), Map.of("email", "zoe@example.com", "phone_number", "+15550100"));
  }

  private static String sentCode(ServedPool service) {
    return service.server.latestCode("zoe").orElseThrow().code();
  }

  /** As another node reads it. */
  private static <T extends Challenge> T moved(Class<T> type, SignInStep step) {
    return type.cast(Challenge.fromJson(asked(type, step).toJson()).orElseThrow());
  }

  @Test
  void totpIsSetUpAskedAndThenReplacedByADevice() throws CognitoException {
    try (ServedPool service =
        ServedPool.start(settings().mfa(Mfa.ON).devices(Devices.ALWAYS).signInWithEmail())) {
      service.server.addUser(
          "zoe@example.com", PASSWORD.reveal(), Map.of("email", "zoe@example.com"));
      SignIn signIn = service.pool().signIn("zoe@example.com");

      Challenge.SetUpMfa setUp = moved(Challenge.SetUpMfa.class, signIn.bySrp(PASSWORD));
      TotpEnrolment begun = service.pool().answers().beginTotp(setUp).orElseThrow();
      String key = begun.setup().secret().reveal();
      SignedIn first =
          step(
              SignedIn.class,
              service
                  .pool()
                  .answers()
                  .finishTotp(
                      begun.challenge(), TestUserPool.totp(key, service.clock.instant()), "phone"));
      assertEquals(DeviceAdvice.STORE, first.advice());

      service.clock.advance(Duration.ofMinutes(2));
      Challenge.Code code = moved(Challenge.Code.class, signIn.bySrp(PASSWORD));
      assertEquals(Challenge.CodeKind.SOFTWARE_TOKEN_MFA, code.kind());
      Refused no = step(Refused.class, service.pool().answers().code(code, "000000"));
      assertEquals(RefusalReason.WRONG_CODE, no.refusal().reason());
      SignedIn second =
          step(
              SignedIn.class,
              service.pool().answers().code(code, TestUserPool.totp(key, service.clock.instant())));

      DeviceCredential device = second.newDevice().orElseThrow();
      SignedIn third = step(SignedIn.class, signIn.device(device).bySrp(PASSWORD));
      assertEquals(DeviceAdvice.KEEP, third.advice());
      assertEquals(Optional.of(device.deviceKey()), third.tokens().deviceKey());

      service.server.user("zoe@example.com").forgetDevice(device.deviceKey());
      Challenge.Code again = moved(Challenge.Code.class, signIn.device(device).bySrp(PASSWORD));
      service.clock.advance(Duration.ofMinutes(1));
      SignedIn fourth =
          step(
              SignedIn.class,
              service
                  .pool()
                  .answers()
                  .code(again, TestUserPool.totp(key, service.clock.instant())));
      assertEquals(DeviceAdvice.STORE, fourth.advice());
    }
  }

  @Test
  void aDeviceOfAnotherPlayerIsNoWrongPassword() {
    try (ServedPool service = ServedPool.start(settings().devices(Devices.ALWAYS))) {
      zoe(service);
      SignIn signIn = service.pool().signIn("zoe");
      DeviceCredential device =
          step(SignedIn.class, signIn.bySrp(PASSWORD)).newDevice().orElseThrow();
      DeviceCredential broken =
          new DeviceCredential(
              device.deviceKey(), device.deviceGroupKey(), Secret.of("another password"));

      SignedIn in = step(SignedIn.class, signIn.device(broken).bySrp(PASSWORD));

      assertEquals(DeviceAdvice.STORE, in.advice());
    }
  }

  @Test
  void saysThatThePlayerMustAgreeToADevice() {
    try (ServedPool service = ServedPool.start(settings().devices(Devices.ASK))) {
      zoe(service);

      SignedIn in = step(SignedIn.class, service.pool().signIn("zoe").sendingPassword(PASSWORD));

      assertEquals(DeviceAdvice.STORE_AND_ASK_PLAYER, in.advice());
    }
  }

  @Test
  void provesADeviceAfterTheCodeWhereItDoesNotReplaceIt() {
    try (ServedPool service =
        ServedPool.start(settings().devices(Devices.ALWAYS).devicesBesideMfa())) {
      TestPoolUser zoe = zoe(service);
      DeviceCredential device =
          step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD))
              .newDevice()
              .orElseThrow();
      zoe.useTotp(TOTP);

      Challenge.Code code =
          moved(Challenge.Code.class, service.pool().signIn("zoe").device(device).bySrp(PASSWORD));
      step(
          SignedIn.class,
          service.pool().answers().code(code, TestUserPool.totp(TOTP, service.clock.instant())));

      assertTrue(
          service
              .server
              .latestCall("RespondToAuthChallenge")
              .orElseThrow()
              .body()
              .contains("DEVICE_PASSWORD_VERIFIER"));
    }
  }

  @Test
  void codesBySmsAndEmailAreAsked() {
    for (String factor : List.of("SMS_MFA", "EMAIL_OTP")) {
      try (ServedPool service = ServedPool.start(settings())) {
        zoe(service).useFactor(factor, true);

        Challenge.Code code =
            moved(Challenge.Code.class, service.pool().signIn("zoe").bySrp(PASSWORD));

        assertEquals(factor, code.kind().name());
        assertTrue(code.hint().orElseThrow().contains("*"), code.hint()::toString);
        step(SignedIn.class, service.pool().answers().code(code, sentCode(service)));
      }
    }
  }

  @Test
  void theSecondFactorIsChosen() {
    try (ServedPool service = ServedPool.start(settings())) {
      TestPoolUser zoe = zoe(service);
      zoe.useFactor("SMS_MFA", false);
      zoe.useFactor("EMAIL_OTP", false);

      Challenge.SelectMfa select =
          moved(Challenge.SelectMfa.class, service.pool().signIn("zoe").bySrp(PASSWORD));
      assertEquals(Set.of(MfaKind.SMS_MFA, MfaKind.EMAIL_OTP), select.kinds());
      Challenge.Code code =
          moved(
              Challenge.Code.class,
              service.pool().answers().secondFactor(select, MfaKind.EMAIL_OTP));
      step(SignedIn.class, service.pool().answers().code(code, sentCode(service)));
    }
  }

  @Test
  void anOperatorsPasswordIsReplacedByThePlayers() {
    try (ServedPool service = ServedPool.start(settings().requiredAttributes("email"))) {
      service.server.addUserWithTemporaryPassword(
          "zoe", "T3mporary!", Map.of(), Duration.ofDays(1));

      Challenge.NewPassword asked =
          moved(
              Challenge.NewPassword.class,
              service.pool().signIn("zoe").bySrp(Secret.of("T3mporary!")));
      assertEquals(Set.of("email"), asked.requiredAttributes());
      step(
          SignedIn.class,
          service
              .pool()
              .answers()
              .newPassword(asked, PASSWORD, Map.of("email", "zoe@example.com")));
      step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));
    }
  }

  @Test
  void customChallengesMayComeAgainAndAfterAPassword() {
    try (ServedPool service =
        ServedPool.start(settings().customChallenge(Map.of("riddle", "7 * 6"), "42", "blue"))) {
      zoe(service);
      for (SignInStep begun :
          List.of(
              service.pool().signIn("zoe").custom(),
              service.pool().signIn("zoe").customAfterSrp(PASSWORD))) {
        Challenge.Custom first = moved(Challenge.Custom.class, begun);
        assertEquals("7 * 6", first.parameters().get("riddle"));
        Challenge.Custom second =
            moved(Challenge.Custom.class, service.pool().answers().custom(first, "41"));
        Challenge.Custom third =
            moved(Challenge.Custom.class, service.pool().answers().custom(second, "42"));
        step(SignedIn.class, service.pool().answers().custom(third, "blue"));
      }
    }
  }

  @Test
  void theFirstFactorIsChosenAtOnceOrLater() {
    try (ServedPool service = ServedPool.start(settings())) {
      zoe(service).usePasskey("{\"challenge\":\"c\"}", "{\"id\":\"k\"}");
      SignIn signIn = service.pool().signIn("zoe");
      ChallengeAnswers answers = service.pool().answers();

      step(SignedIn.class, signIn.choosingSrp(PASSWORD));
      step(SignedIn.class, signIn.choosingToSendPassword(PASSWORD));
      Challenge.Code code = moved(Challenge.Code.class, signIn.choosing(FirstFactor.EMAIL_OTP));
      step(SignedIn.class, answers.code(code, sentCode(service)));
      Challenge.WebAuthn passkey =
          moved(Challenge.WebAuthn.class, signIn.choosing(FirstFactor.WEB_AUTHN));
      step(SignedIn.class, answers.passkey(passkey, "{\"id\":\"k\"}"));

      step(SignedIn.class, answers.bySrp(choice(signIn), PASSWORD));
      step(SignedIn.class, answers.sendingPassword(choice(signIn), PASSWORD));
      code = moved(Challenge.Code.class, answers.firstFactor(choice(signIn), FirstFactor.SMS_OTP));
      step(SignedIn.class, answers.code(code, sentCode(service)));
    }
  }

  private static Challenge.SelectFirstFactor choice(SignIn signIn) {
    Challenge.SelectFirstFactor select =
        moved(Challenge.SelectFirstFactor.class, signIn.choosing());
    assertTrue(select.factors().contains(FirstFactor.PASSWORD_SRP), select::toString);
    return select;
  }

  @Test
  void whatWasAnsweredOnceIsSpent() {
    try (ServedPool service = ServedPool.start(settings())) {
      zoe(service).useFactor("SMS_MFA", true);
      Challenge.Code code =
          moved(Challenge.Code.class, service.pool().signIn("zoe").bySrp(PASSWORD));
      String sent = sentCode(service);

      step(SignedIn.class, service.pool().answers().code(code, sent));
      Refused no = step(Refused.class, service.pool().answers().code(code, sent));

      assertEquals(RefusalReason.SESSION_OVER, no.refusal().reason());
    }
  }

  @Test
  void whatTookTooLongIsSpent() {
    try (ServedPool service = ServedPool.start(settings())) {
      zoe(service).useFactor("SMS_MFA", true);
      Challenge.Code code =
          moved(Challenge.Code.class, service.pool().signIn("zoe").bySrp(PASSWORD));

      service.clock.advance(Duration.ofMinutes(4));
      Refused no = step(Refused.class, service.pool().answers().code(code, sentCode(service)));

      assertEquals(RefusalReason.SESSION_OVER, no.refusal().reason());
    }
  }

  @Test
  void tellsEachStateOfAnAccountFromAWrongPassword() {
    try (ServedPool service = ServedPool.start(settings())) {
      TestPoolUser zoe = zoe(service);
      SignIn signIn = service.pool().signIn("zoe");

      zoe.lockOut(Duration.ofMinutes(1));
      assertEquals(RefusalReason.LOCKED_OUT, reason(signIn.bySrp(PASSWORD)));
      service.clock.advance(Duration.ofMinutes(2));
      zoe.enabled(false);
      assertEquals(RefusalReason.USER_DISABLED, reason(signIn.bySrp(PASSWORD)));
      zoe.enabled(true);
      zoe.requireReset();
      assertEquals(RefusalReason.PASSWORD_RESET_REQUIRED, reason(signIn.bySrp(PASSWORD)));
    }
  }

  private static RefusalReason reason(SignInStep step) {
    return step(Refused.class, step).refusal().reason();
  }
}
