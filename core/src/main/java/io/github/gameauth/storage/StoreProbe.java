// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage;

import io.github.gameauth.account.AccountId;

/** What an engine is asked for to see whether it answers. */
final class StoreProbe {
  /** Nobody's account: names of ours are random and longer. */
  static final AccountId NOBODY = new AccountId("health");

  private StoreProbe() {}
}
