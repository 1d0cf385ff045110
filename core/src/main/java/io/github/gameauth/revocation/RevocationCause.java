// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/**
 * Why tokens are dead, as far as a server has to know: whoever is banned need not come back, all
 * others may sign in again. Stable names: stores and documents keep them.
 */
public enum RevocationCause {
  /** A session ended: a logout, a deletion, a theft, anything that is no ban. */
  ENDED,
  /** The player was banned. */
  BANNED;

  /** The cause of that name; {@link #ENDED} of one that nobody here knows, or of none. */
  public static RevocationCause named(String name) {
    return name.equals(BANNED.name()) ? BANNED : ENDED;
  }
}
