// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.List;

/** What came of {@link Accounts#merge}. None of them tells anything about another account. */
public sealed interface MergeAnswer {
  /**
   * The two are one.
   *
   * @param account the account that is left, whose session asked for it
   * @param aliases the personas that are only aliases now
   */
  record Merged(Account account, List<Persona> aliases) implements MergeAnswer {
    /** Copies the list. */
    public Merged {
      aliases = List.copyOf(aliases);
    }
  }

  /** The {@link MergeHook} did not want to; nothing was changed. */
  record RefusedByHost() implements MergeAnswer {}

  /** One of the accounts is not in use or banned, or both are the same. */
  record AccountNotActive() implements MergeAnswer {}

  /** Both have an identity of one provider, and the rules allow one. */
  record ProviderSlotTaken() implements MergeAnswer {}

  /** There is more to move than one step can; an operator has to do it by hand. */
  record TooMuchToMove() implements MergeAnswer {}

  /**
   * The ticket is unknown, used, expired, or of another session, or the identity went elsewhere in
   * the meantime. Linking again gives another.
   */
  record TicketNotGood() implements MergeAnswer {}

  /** The player has to prove once more who they are; the ticket is still good. */
  record ProofTooOld() implements MergeAnswer {}
}
