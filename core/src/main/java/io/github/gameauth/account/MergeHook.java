// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/**
 * Brings over what the games keep of an account before it goes into another. Safe to share; it may
 * block, and is never called within a step of a store.
 *
 * <p>It is called after everything that can be seen beforehand allows the merge, and before the
 * accounts become one. So a crash between the two leaves game data in both places and two accounts;
 * the player asks again, and the hook is called again for the same pair. It must therefore be
 * idempotent, and should copy rather than move: the merged account's own data can be reached no
 * more once the merge is done, and is still there if a store refuses at the last moment.
 */
@FunctionalInterface
public interface MergeHook {
  /** Wants no merges. */
  MergeHook REFUSING = (from, into) -> false;

  /**
   * Brings everything of {@code from} over to {@code into}.
   *
   * @return whether that is done; if false, the accounts stay two
   */
  boolean bringOver(Account from, Account into);
}
