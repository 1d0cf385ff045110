// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** Passwords that were forgotten: a code is sent, and a new password set with it. Safe to share. */
public final class Passwords {
  private final PoolCalls calls;

  Passwords(PoolCalls calls) {
    this.calls = calls;
  }
}
