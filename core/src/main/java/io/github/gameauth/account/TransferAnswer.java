// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;

/** What came of {@link Accounts#transfer}. None of them tells anything about another account. */
public sealed interface TransferAnswer {
  /** The identity leads to this account from now on. */
  record Transferred(Account account) implements TransferAnswer {}

  /** The other account would be lost to its player; it can be merged with, or left alone. */
  record LastCredential() implements TransferAnswer {}

  /** This account has an identity of that provider already. */
  record ProviderSlotTaken() implements TransferAnswer {}

  /** One of the accounts is not in use, or a ban lies on one of them or on the identity. */
  record AccountNotActive() implements TransferAnswer {}

  /** The identity came over lately and stays where it is until then. */
  record CoolingDown(Instant until) implements TransferAnswer {}

  /**
   * The ticket is unknown, used, expired, or of another session, or the identity went elsewhere in
   * the meantime. Linking again gives another.
   */
  record TicketNotGood() implements TransferAnswer {}

  /** The player has to prove once more who they are; the ticket is still good. */
  record ProofTooOld() implements TransferAnswer {}
}
