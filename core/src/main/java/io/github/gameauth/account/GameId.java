// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;

/**
 * The name of a game, within which players have their personas.
 *
 * @param value 1 to 64 printable ASCII characters without spaces
 */
public record GameId(String value) {
  /** Checks the value. */
  public GameId {
    Require.printable("game", value, 64);
  }

  /** The value. */
  @Override
  public String toString() {
    return value;
  }
}
