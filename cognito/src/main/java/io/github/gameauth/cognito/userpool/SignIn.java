// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** One sign-in that is about to begin. Immutable; may be used more than once. */
public final class SignIn {
  private final PoolCalls calls;
  private final SignInState state;

  private SignIn(PoolCalls calls, SignInState state) {
    this.calls = calls;
    this.state = state;
  }

  static SignIn of(PoolCalls calls, String userName) {
    return new SignIn(
        calls,
        new SignInState(userName, java.util.Optional.empty(), java.util.Optional.empty(), false));
  }
}
