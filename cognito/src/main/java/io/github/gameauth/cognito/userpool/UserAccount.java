// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;

/**
 * What a signed-in player may do with their own account: read and change it, its password and
 * second factors, sign out everywhere, delete it. Safe to share.
 */
public final class UserAccount {
  private final PoolCalls calls;
  private final Secret accessToken;

  UserAccount(PoolCalls calls, Secret accessToken) {
    this.calls = calls;
    this.accessToken = accessToken;
  }
}
