// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/** How many connections one player may have to one registry. */
public enum SessionRule {
  /** Any number. */
  MANY,
  /**
   * Those of one session: a connection of another session ends the older ones. Connections whose
   * tokens name no session are each a session of their own.
   */
  ONE_SESSION,
  /** One: a newer connection ends the older. */
  ONE_CONNECTION,
  /**
   * One: a newer connection is refused while there is an older. A connection that died unnoticed
   * keeps its player out until the host notices, or until it expires.
   */
  FIRST_CONNECTION
}
