// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.check.Require;

/**
 * The name of a refresh family: all refresh tokens that follow from one login. It stands within the
 * refresh token and is never shown otherwise.
 *
 * @param value 22 characters of base64url
 */
public record FamilyId(String value) {
  /** Checks the value. */
  public FamilyId {
    Require.printable("family", value, 32);
  }

  /** {@code FamilyId(…)}: it stays out of logs. */
  @Override
  public String toString() {
    return "FamilyId(…)";
  }
}
