// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.service.CognitoAnswer;

/**
 * Where a player's logins come from when credentials are renewed. The tokens of most providers live
 * no longer than the credentials do, so this is asked each time.
 */
@FunctionalInterface
public interface LoginSource {
  /**
   * The logins as of now, refreshed if need be; may take its time. A refusal or an outage here is
   * one for the credentials, too. Asked by one thread at a time.
   */
  CognitoAnswer<Logins> logins();

  /** The same logins each time: for guests, and for tokens that outlive the player's visit. */
  static LoginSource always(Logins logins) {
    return () -> new CognitoAnswer.Done<>(logins);
  }
}
