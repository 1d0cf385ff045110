// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/**
 * Knows whether anything would be lost with an account. The host asks its games; the library only
 * knows who comes and goes. Safe to share; it may block, and is never asked within a step of a
 * store. What it throws comes through to whoever asked for the transfer, which then did not happen.
 */
@FunctionalInterface
public interface ProgressInspector {
  /** Takes every account for one that somebody would miss. */
  ProgressInspector NOBODY_KNOWS = account -> false;

  /**
   * Whether nobody would miss it: nothing was played, bought or given.
   *
   * @param account an account that its player has not claimed, and that would be left without
   *     anything that leads to it
   */
  boolean isUntouched(Account account);
}
