// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** Answers to what a sign-in asks. Safe to share. */
public final class ChallengeAnswers {
  private final PoolCalls calls;

  ChallengeAnswers(PoolCalls calls) {
    this.calls = calls;
  }
}
