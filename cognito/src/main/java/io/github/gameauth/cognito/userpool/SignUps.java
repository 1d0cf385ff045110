// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** Signing up, and proving the address that was given. Safe to share. */
public final class SignUps {
  private final PoolCalls calls;

  SignUps(PoolCalls calls) {
    this.calls = calls;
  }
}
