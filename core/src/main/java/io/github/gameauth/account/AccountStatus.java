// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/** What became of an account. Stable names: stores keep them. */
public enum AccountStatus {
  /** In use; a ban may lie on it all the same. */
  ACTIVE,
  /** Its player goes on with another account, which it names. */
  MERGED,
  /** Gone for good; only its name, its times and a ban are left. */
  DELETED
}
