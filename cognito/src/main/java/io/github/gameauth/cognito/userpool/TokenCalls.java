// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** What can be done with refresh tokens: get new tokens, or make them worthless. Safe to share. */
public final class TokenCalls {
  private final PoolCalls calls;

  TokenCalls(PoolCalls calls) {
    this.calls = calls;
  }
}
