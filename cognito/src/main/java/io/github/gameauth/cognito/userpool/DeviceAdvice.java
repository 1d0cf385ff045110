// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** What to do with a stored {@link DeviceCredential} after a sign-in. */
public enum DeviceAdvice {
  /** Nothing: keep it, if there is one. */
  KEEP,
  /** Store the new one, in place of an older one of this player. */
  STORE,
  /**
   * Store the new one, and ask the player whether to remember this device. If they agree, tell the
   * pool so; until then the device takes no part in signing in.
   */
  STORE_AND_ASK_PLAYER,
  /** Delete it: the pool does not know the device any more, and gave no new one. */
  DELETE
}
