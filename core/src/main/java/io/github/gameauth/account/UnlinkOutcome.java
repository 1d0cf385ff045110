// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/** What came of {@link AccountStore#unlink}. Stable names, fit for metrics. */
public enum UnlinkOutcome {
  /** The identity leads nowhere now. */
  UNLINKED,
  /** It did not lead to that account. */
  NOT_LINKED,
  /** It is the last thing by which the player can come back, and stays. */
  LAST_CREDENTIAL,
  /** There is no such account in use, or a ban is in force. */
  ACCOUNT_NOT_ACTIVE
}
