// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;

/**
 * What an authenticator app needs to make codes for a player.
 *
 * @param secret the key in base32, for those who type it in
 */
public record TotpSetup(Secret secret) {
  /** {@code TotpSetup(…)}. */
  @Override
  public String toString() {
    return "TotpSetup(…)";
  }
}
