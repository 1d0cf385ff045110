// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.userpool.Challenge;
import io.github.gameauth.cognito.userpool.ChallengeAnswers;
import io.github.gameauth.cognito.userpool.MfaKind;
import io.github.gameauth.cognito.userpool.SignIn;
import io.github.gameauth.cognito.userpool.SignInStep;
import io.github.gameauth.cognito.userpool.SignInStep.ChallengeAsked;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.cognito.userpool.TotpEnrolment;
import io.github.gameauth.cognito.userpool.UserPool;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.util.Map;

/** Signs the player in, and asks them whatever the pool wants to know. */
final class SigningIn {
  private static final int MOST_TRIES = 3;

  private final Transcript transcript;
  private final ChallengeAnswers answers;
  private final Player player;
  private final PlayersApp app;

  SigningIn(Transcript transcript, UserPool pool, Player player, PlayersApp app) {
    this.transcript = transcript;
    this.answers = pool.answers();
    this.player = player;
    this.app = app;
  }

  /** What a server does with each step: go on, let in, turn away, or ask to try again later. */
  SignedIn signIn(String proves, SignIn signIn)
      throws StoppedException, CognitoException, IOException {
    String doing = proves;
    SignInStep step = signIn.bySrp(player.password());
    while (step instanceof ChallengeAsked asked) {
      transcript.step(doing, "asked: " + asked.challenge());
      doing = "answers";
      step = answered(asked.challenge());
    }
    if (step instanceof SignedIn in) {
      transcript.step(doing, "signed in until " + in.tokens().expiry());
      return in;
    }
    if (step instanceof Refused refused) {
      throw new StoppedException(doing + ": refused, " + refused.refusal());
    }
    Undecided undecided = (Undecided) step;
    throw new StoppedException(doing + ": undecided, " + undecided.cause());
  }

  /** A wrong code may be typed again; after any other refusal a challenge is spent. */
  private SignInStep answered(Challenge challenge)
      throws StoppedException, CognitoException, IOException {
    SignInStep step = answer(challenge);
    for (int tries = 1; tries < MOST_TRIES && isWrongCode(step); tries++) {
      transcript.step("answers", "a wrong code");
      step = answer(challenge);
    }
    return step;
  }

  private static boolean isWrongCode(SignInStep step) {
    return step instanceof Refused refused
        && refused.refusal().reason() == RefusalReason.WRONG_CODE;
  }

  private SignInStep answer(Challenge challenge)
      throws StoppedException, CognitoException, IOException {
    if (challenge instanceof Challenge.Code code) {
      return answers.code(code, codeFor(code));
    }
    if (challenge instanceof Challenge.SelectMfa select) {
      return answers.secondFactor(
          select,
          select.kinds().contains(MfaKind.SOFTWARE_TOKEN_MFA)
              ? MfaKind.SOFTWARE_TOKEN_MFA
              : select.kinds().iterator().next());
    }
    if (challenge instanceof Challenge.NewPassword wanted
        && wanted.requiredAttributes().isEmpty()) {
      return answers.newPassword(wanted, Secret.of(player.answer("New password")), Map.of());
    }
    if (challenge instanceof Challenge.SetUpMfa setUp) {
      TotpEnrolment begun = answers.beginTotp(setUp).orElseThrow();
      app.scans(begun.setup());
      return answers.finishTotp(begun.challenge(), player.appCode());
    }
    throw new StoppedException("this example has no answer to " + challenge);
  }

  private String codeFor(Challenge.Code challenge) throws IOException {
    if (challenge.kind() == Challenge.CodeKind.SOFTWARE_TOKEN_MFA) {
      app.isAskedFor();
      return player.appCode();
    }
    return player.answer("Code sent to " + challenge.hint().orElse("you"));
  }
}
