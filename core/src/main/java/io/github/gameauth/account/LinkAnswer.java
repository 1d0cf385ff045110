// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;

/** What came of {@link Accounts#link}. None of them tells anything about another account. */
public sealed interface LinkAnswer {
  /** The identity leads to the account from now on. */
  record Linked(Account account) implements LinkAnswer {}

  /** It led there before; nothing was changed. */
  record AlreadyLinked(Account account) implements LinkAnswer {}

  /**
   * It leads to another account, and the player has to choose.
   *
   * @param ticket with which they say so
   */
  record OwnedByOther(LinkTicket ticket) implements LinkAnswer {}

  /** The account has an identity of that provider already. */
  record ProviderSlotTaken() implements LinkAnswer {}

  /** There is no such account in use, or a ban lies on it or on the identity. */
  record AccountNotActive() implements LinkAnswer {}

  /** The identity came over lately and stays where it was until then. */
  record CoolingDown(Instant until) implements LinkAnswer {}

  /** The player has to prove once more who they are, with what leads to the account already. */
  record ProofTooOld() implements LinkAnswer {}
}
