// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestFault;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestPoolSettings.Devices;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the way: nobody is told that a right password or code is wrong. */
final class SignInFaultsTest {
  private static final Secret PASSWORD = Secret.of("Corr3ct horse");
  private static final String TOTP = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final String INITIATE = "InitiateAuth";
  private static final String RESPOND = "RespondToAuthChallenge";

  private static final Map<String, TestFault> OUTAGES =
      Map.of(
          "reset", TestFault.reset(),
          "lost", TestFault.answerLost(),
          "cut", TestFault.answerCut(),
          "truncated", TestFault.truncatedJson(),
          "500 of unknown type", TestFault.unknownServerError(),
          "empty", TestFault.answer(200, ""),
          "502", TestFault.answer(502, "<html>"));

  private static final Map<String, TestFault> THROTTLES =
      Map.of(
          "429", TestFault.tooManyRequests(),
          "429 with Retry-After", TestFault.tooManyRequests(Duration.ofSeconds(30)),
          "400", TestFault.refusal(400, "TooManyRequestsException", "Rate exceeded"));

  private final ServedPool service =
      ServedPool.start(
          TestPoolSettings.named(ServedPool.ID)
              .client(TestAppClient.named("client1").withSecret("secretsecretsecretsecret"))
              .devices(Devices.ALWAYS));
  private final TestPoolUser zoe = service.server.addUser("zoe", PASSWORD.reveal());
  private final UserPool once = service.builder().retry(RetrySettings.ONCE).build();

  @AfterEach
  void close() {
    service.close();
  }

  private void assertCause(Cause expected, String fault, SignInStep step) {
    assertTrue(
        step instanceof Undecided unknown && unknown.cause() == expected,
        () -> fault + ": " + step);
  }

  @Test
  void anOutageAtAnyStepOfAProofIsNoRefusal() {
    for (Map.Entry<String, TestFault> outage : OUTAGES.entrySet()) {
      for (String operation : List.of(INITIATE, RESPOND)) {
        service.server.failNext(operation, outage.getValue());

        assertCause(Cause.OUTAGE, outage.getKey(), once.signIn("zoe").bySrp(PASSWORD));
      }
    }
    step(SignedIn.class, once.signIn("zoe").bySrp(PASSWORD));
  }

  @Test
  void aThrottleAtAnyStepOfAProofIsNoRefusal() {
    for (Map.Entry<String, TestFault> throttle : THROTTLES.entrySet()) {
      for (String operation : List.of(INITIATE, RESPOND)) {
        service.server.failNext(operation, throttle.getValue());

        assertCause(Cause.THROTTLED, throttle.getKey(), once.signIn("zoe").bySrp(PASSWORD));
      }
    }
  }

  @Test
  void passesOverAThrottleAtEveryStep() {
    service.server.failNext(INITIATE, TestFault.tooManyRequests());
    service.server.failNext(RESPOND, TestFault.tooManyRequests());
    service.server.failNext("ConfirmDevice", TestFault.tooManyRequests());

    SignedIn in = step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));

    assertEquals(DeviceAdvice.STORE, in.advice());
    assertEquals(
        List.of(INITIATE, INITIATE, RESPOND, RESPOND, "ConfirmDevice", "ConfirmDevice"),
        service.operations());
  }

  @Test
  void tellsHowLongTheServiceWantsUsToWait() {
    service.server.failNext(INITIATE, TestFault.tooManyRequests(Duration.ofSeconds(30)));

    Undecided unknown = step(Undecided.class, service.pool().signIn("zoe").bySrp(PASSWORD));

    assertEquals(Duration.ofSeconds(30), unknown.retryAfter());
  }

  @Test
  void beginsSrpAgainAfterALostAnswerButNeverAnswersTwice() {
    service.server.failNext(INITIATE, TestFault.answerLost());
    step(SignedIn.class, service.pool().signIn("zoe").bySrp(PASSWORD));
    assertEquals(2, service.operations().stream().filter(INITIATE::equals).count());

    service.server.failNext(RESPOND, TestFault.answerLost());
    int before = service.operations().size();
    step(Undecided.class, service.pool().signIn("zoe").bySrp(PASSWORD));
    assertEquals(before + 2, service.operations().size());
  }

  @Test
  void aFirewallsPageIsARefusalOfItsOwn() {
    for (String operation : List.of(INITIATE, RESPOND)) {
      service.server.failNext(operation, TestFault.htmlForbidden());

      Refused no = step(Refused.class, once.signIn("zoe").bySrp(PASSWORD));

      assertEquals(RefusalReason.FORBIDDEN, no.refusal().reason());
    }
  }

  @Test
  void aServiceThatSaysNothingIsNoRefusal() {
    try (ServedPool silent = ServedPool.impatient(TestPoolSettings.named(ServedPool.ID))) {
      silent.server.addUser("zoe", PASSWORD.reveal());
      UserPool pool = silent.builder().retry(RetrySettings.ONCE).build();
      for (String operation : List.of(INITIATE, RESPOND)) {
        silent.server.failNext(operation, TestFault.hang());

        assertCause(Cause.OUTAGE, operation, pool.signIn("zoe").bySrp(PASSWORD));
      }
    }
  }

  @Test
  void anOutageWhileADeviceIsProvedOrRegisteredIsNoRefusal() {
    DeviceCredential device =
        step(SignedIn.class, once.signIn("zoe").bySrp(PASSWORD)).newDevice().orElseThrow();
    SignIn known = once.signIn("zoe").device(device);
    for (Map.Entry<String, TestFault> outage : OUTAGES.entrySet()) {
      // The password's answer passes; the device's two do not.
      for (int passing = 1; passing <= 2; passing++) {
        for (int i = 0; i < passing; i++) {
          service.server.failNext(RESPOND, TestFault.tooManyRequests());
        }
        service.server.failNext(RESPOND, outage.getValue());
        UserPool patient = service.pool();

        SignInStep step = patient.signIn("zoe").device(device).bySrp(PASSWORD);

        assertCause(Cause.OUTAGE, outage.getKey(), step);
      }
      if (outage.getKey().equals("empty")) {
        continue; // Which is how that operation may say yes.
      }
      service.server.failNext("ConfirmDevice", outage.getValue());
      SignedIn in = step(SignedIn.class, once.signIn("zoe").bySrp(PASSWORD));
      assertEquals(DeviceAdvice.KEEP, in.advice());
      assertTrue(in.tokens().deviceKey().isPresent());
    }
    step(SignedIn.class, known.bySrp(PASSWORD));
  }

  @Test
  void aThrottledCodeMayBeAnsweredAgainAndALostOneMaySpendTheChallenge() {
    zoe.useTotp(TOTP);
    Challenge.Code code = asked(Challenge.Code.class, once.signIn("zoe").bySrp(PASSWORD));
    String shown = TestUserPool.totp(TOTP, service.clock.instant());

    service.server.failNext(RESPOND, TestFault.tooManyRequests());
    assertCause(Cause.THROTTLED, "429", once.answers().code(code, shown));
    step(SignedIn.class, once.answers().code(code, shown));

    service.clock.advance(Duration.ofMinutes(1));
    Challenge.Code next = asked(Challenge.Code.class, once.signIn("zoe").bySrp(PASSWORD));
    String later = TestUserPool.totp(TOTP, service.clock.instant());
    service.server.failNext(RESPOND, TestFault.answerLost());
    assertCause(Cause.OUTAGE, "lost", once.answers().code(next, later));
    Refused spent = step(Refused.class, once.answers().code(next, later));
    assertEquals(RefusalReason.SESSION_OVER, spent.refusal().reason());
  }

  @Test
  void aChallengeThatNobodyKnowsIsHandedOut() {
    service.server.failNext(
        INITIATE, TestFault.answer(200, "{\"ChallengeName\":\"TEA_LEAVES\",\"Session\":\"s\"}"));

    Challenge.Unknown unknown = asked(Challenge.Unknown.class, once.signIn("zoe").bySrp(PASSWORD));

    assertEquals("TEA_LEAVES", unknown.name());
  }
}
