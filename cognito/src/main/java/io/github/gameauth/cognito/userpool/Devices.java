// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;

/** The devices of a signed-in player. Safe to share. */
public final class Devices {
  private final PoolCalls calls;
  private final Secret accessToken;

  Devices(PoolCalls calls, Secret accessToken) {
    this.calls = calls;
    this.accessToken = accessToken;
  }
}
