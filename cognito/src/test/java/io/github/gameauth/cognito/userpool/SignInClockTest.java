// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.userpool.ScriptedPool.asked;
import static io.github.gameauth.cognito.userpool.ScriptedPool.passwordVerifier;
import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static io.github.gameauth.cognito.userpool.ScriptedPool.tokens;
import static io.github.gameauth.cognito.userpool.ScriptedPool.wrongPassword;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that is minutes off reads as a wrong password; our clock says 12:00 here. */
final class SignInClockTest {
  private static final Secret PASSWORD = Secret.of("Corr3ct horse");

  private final ScriptedPool service = new ScriptedPool();
  private final UserPool pool = service.pool();

  @AfterEach
  void close() {
    service.close();
  }

  private static ResponseDefinitionBuilder verifierAt(String time) {
    return passwordVerifier().withHeader("Date", "Tue, 01 Jan 2030 " + time + " GMT");
  }

  private String time(int number) {
    return service.sent(number).at("/ChallengeResponses/TIMESTAMP").asText();
  }

  @Test
  void isCorrectedOnceAProofByTheServicesTimeIsTaken() {
    service.script(verifierAt("12:10:00"), wrongPassword(), verifierAt("12:10:01"), tokens());
    step(SignedIn.class, pool.signIn("zoe").bySrp(PASSWORD));
    assertEquals("Tue Jan 1 12:00:00 UTC 2030", time(1));
    assertEquals("Tue Jan 1 12:10:00 UTC 2030", time(3));

    // From now on at once, for all players.
    service.script(verifierAt("12:10:02"), tokens());
    step(SignedIn.class, pool.inContext(PlayerContext.NONE).signIn("ann").bySrp(PASSWORD));
    assertEquals("Tue Jan 1 12:10:00 UTC 2030", time(1));

    // Until somebody sets our clock right.
    service.clock.jumpWall(Duration.ofMinutes(10));
    service.script(verifierAt("12:10:00"), wrongPassword(), verifierAt("12:10:00"), tokens());
    step(SignedIn.class, pool.signIn("zoe").bySrp(PASSWORD));
    assertEquals("Tue Jan 1 12:20:00 UTC 2030", time(1));
    assertEquals("Tue Jan 1 12:10:00 UTC 2030", time(3));
  }

  @Test
  void isTriedOnceAndNotCorrectedWhereThePasswordIsWrong() {
    service.script(
        verifierAt("11:50:00"), wrongPassword(), verifierAt("11:50:00"), wrongPassword(), tokens());
    Refused no = step(Refused.class, pool.signIn("zoe").bySrp(PASSWORD));
    assertEquals(RefusalReason.WRONG_CREDENTIALS, no.refusal().reason());
    assertEquals(4, service.upstream.requests());

    service.script(verifierAt("11:50:00"), tokens());
    step(SignedIn.class, pool.signIn("zoe").bySrp(PASSWORD));
    assertEquals("Tue Jan 1 12:00:00 UTC 2030", time(1));
  }

  @Test
  void isBelievedWhereItDiffersByLessThanTheServiceMindsOrByMoreThanClocksDo() {
    for (String date :
        new String[] {
          "Tue, 01 Jan 2030 12:02:00 GMT",
          "Tue, 01 Jan 2030 11:58:00 GMT",
          "Wed, 02 Jan 2030 12:00:01 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "soon"
        }) {
      service.script(passwordVerifier().withHeader("Date", date), wrongPassword(), tokens());

      step(Refused.class, pool.signIn("zoe").bySrp(PASSWORD));

      assertEquals(2, service.upstream.requests(), date);
    }
  }

  @Test
  void doesNotMakeARefusalOfAnOutageInTheSecondTry() {
    service.script(
        verifierAt("12:10:00"),
        wrongPassword(),
        verifierAt("12:10:00"),
        aResponse().withStatus(500));

    step(Undecided.class, pool.signIn("zoe").bySrp(PASSWORD));
  }

  @Test
  void leavesAChosenProofUndecidedForItCannotBeMadeAgain() {
    service.script(ScriptedPool.challenge("PASSWORD_SRP"), verifierAt("12:10:00"), wrongPassword());
    Challenge.Password late =
        asked(Challenge.Password.class, pool.signIn("zoe").choosing(FirstFactor.PASSWORD_SRP));
    step(Undecided.class, pool.answers().password(late, PASSWORD));

    service.script(ScriptedPool.challenge("PASSWORD_SRP"), verifierAt("12:00:10"), wrongPassword());
    Challenge.Password inTime =
        asked(Challenge.Password.class, pool.signIn("zoe").choosing(FirstFactor.PASSWORD_SRP));
    step(Refused.class, pool.answers().password(inTime, PASSWORD));
  }

  @Test
  void isCorrectedAgainstAServerThatJudges() {
    // The strict server's Date is this machine's; its clock, and ours, are set by hand.
    Instant now = Instant.now();
    for (int minutes : new int[] {-8, 8}) {
      try (ServedPool served = ServedPool.start()) {
        served.server.addUser("zoe", PASSWORD.reveal());
        served.clock.jumpWall(
            Duration.between(served.clock.instant(), now).plus(Duration.ofMinutes(minutes)));
        served.server.advanceClock(Duration.ofMinutes(-minutes));

        step(SignedIn.class, served.pool().signIn("zoe").bySrp(PASSWORD));

        assertTrue(served.operations().size() == 4, served.operations()::toString);
      }
    }
  }
}
