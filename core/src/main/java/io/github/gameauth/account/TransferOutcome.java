// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;

/** What came of {@link AccountStore#transfer}. */
public sealed interface TransferOutcome {
  /** The identity leads to the other account from now on. */
  record Transferred(Account to) implements TransferOutcome {}

  /** It does not lead to the first account, or no longer. */
  record NotOwned() implements TransferOutcome {}

  /** The other account has an identity of that provider already. */
  record ProviderSlotTaken() implements TransferOutcome {}

  /**
   * One of the accounts is not in use, a ban lies on one of them or on the identity, or both are
   * the same.
   */
  record AccountNotActive() implements TransferOutcome {}

  /** The first account would be lost to its player. */
  record LastCredential() implements TransferOutcome {}

  /** The identity came over lately and stays where it is until then. */
  record CoolingDown(Instant until) implements TransferOutcome {}
}
