// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

/** What came of {@link Accounts#unlink}. Stable names, fit for metrics. */
public enum UnlinkAnswer {
  /** The identity leads nowhere now. */
  UNLINKED,
  /** It did not lead to that account. */
  NOT_LINKED,
  /** It is the last thing by which the player can come back, and stays. */
  LAST_CREDENTIAL,
  /** There is no such account in use, or a ban is in force. */
  ACCOUNT_NOT_ACTIVE,
  /** The player has to prove once more who they are. */
  PROOF_TOO_OLD;

  static UnlinkAnswer of(UnlinkOutcome outcome) {
    return switch (outcome) {
      case UNLINKED -> UNLINKED;
      case NOT_LINKED -> NOT_LINKED;
      case LAST_CREDENTIAL -> LAST_CREDENTIAL;
      case ACCOUNT_NOT_ACTIVE -> ACCOUNT_NOT_ACTIVE;
    };
  }
}
