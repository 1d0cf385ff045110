// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Refusal;
import java.time.Duration;
import java.util.Optional;

/** What a step of a sign-in came to: the player is in, or is asked something, or neither. */
public sealed interface SignInStep {
  /**
   * The player is signed in.
   *
   * @param tokens what for; not verified here
   * @param newDevice a device that was registered on the way, to be stored
   * @param advice what to do with devices
   */
  record SignedIn(UserPoolTokens tokens, Optional<DeviceCredential> newDevice, DeviceAdvice advice)
      implements SignInStep {}

  /**
   * The player is asked something. Answer within the session's life, three minutes unless the pool
   * says otherwise, with {@link UserPool#answers}.
   *
   * @param challenge what is asked
   */
  record ChallengeAsked(Challenge challenge) implements SignInStep {}

  /**
   * No. After {@code WRONG_CODE} the same challenge may be answered again; after everything else a
   * challenge is spent.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements SignInStep {}

  /**
   * Nobody can tell. Nothing is said about the password or the code. After {@code THROTTLED} the
   * same call may be made again; after {@code OUTAGE} a challenge may be spent, and the sign-in is
   * better started over.
   *
   * @param cause why not
   * @param retryAfter when to try again
   */
  record Undecided(CognitoAnswer.Cause cause, Duration retryAfter) implements SignInStep {}
}
