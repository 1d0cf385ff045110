// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/** How much stands behind an account. Stable names: stores keep them. */
public enum AccountKind {
  /** A secret on one device, and nothing else. */
  GUEST,
  /** A platform account that made this one on its first visit. */
  SHADOW,
  /** An account that its player has claimed. */
  FULL
}
