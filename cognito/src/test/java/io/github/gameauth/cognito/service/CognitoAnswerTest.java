// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CognitoAnswerTest {
  private static final Refusal REFUSAL =
      new Refusal(
          RefusalReason.TRIGGER_REFUSED,
          "UserLambdaValidationException",
          Optional.of("r-1"),
          Optional.of("secret word of the trigger"));

  private static final Duration LATER = Duration.ofSeconds(7);

  private final CognitoAnswer<String> done = new Done<>("17");
  private final CognitoAnswer<String> refused = new Refused<>(REFUSAL);
  private final CognitoAnswer<String> undecided = new Undecided<>(Cause.THROTTLED, LATER);

  @Test
  void changesAValueAndNothingElse() {
    assertEquals(new Done<>(17), done.map(Integer::valueOf));
    assertEquals(new Refused<>(REFUSAL), refused.map(Integer::valueOf));
    assertEquals(new Undecided<>(Cause.THROTTLED, LATER), undecided.map(Integer::valueOf));
  }

  @Test
  void goesOnFromAValueAlone() {
    assertEquals(refused, done.then(value -> refused));
    assertEquals(refused, refused.then(value -> done));
    assertEquals(undecided, undecided.then(value -> done));
  }

  @Test
  void throwsWhereThereIsNoValue() throws Exception {
    assertEquals("17", done.orElseThrow());

    CognitoException no = assertThrows(CognitoException.class, refused::orElseThrow);
    assertEquals(
        "refused: Refusal(TRIGGER_REFUSED, UserLambdaValidationException, request r-1)",
        no.getMessage());
    assertEquals(Optional.of(REFUSAL), no.refusal());
    assertEquals(Optional.empty(), no.undecided());
    assertEquals(Optional.empty(), no.retryAfter());

    CognitoException unknown = assertThrows(CognitoException.class, undecided::orElseThrow);
    assertEquals("undecided: THROTTLED, retry after PT7S", unknown.getMessage());
    assertEquals(Optional.empty(), unknown.refusal());
    assertEquals(Optional.of(Cause.THROTTLED), unknown.undecided());
    assertEquals(Optional.of(LATER), unknown.retryAfter());
  }

  @Test
  void printsNothingOfATrigger() {
    assertEquals(
        "Refused[refusal=Refusal(TRIGGER_REFUSED, UserLambdaValidationException, request r-1)]",
        refused.toString());
    assertEquals(
        "Refusal(OTHER)",
        new Refusal(RefusalReason.OTHER, "", Optional.empty(), Optional.empty()).toString());
  }

  @Test
  void saysWhoMustAct() {
    assertEquals(WhoMustAct.TRIGGER_OWNER, REFUSAL.who());
    assertEquals(WhoMustAct.PLAYER, RefusalReason.WRONG_CREDENTIALS.who());
    assertEquals(WhoMustAct.NOBODY_STOP, RefusalReason.REFRESH_TOKEN_REUSED.who());
  }
}
