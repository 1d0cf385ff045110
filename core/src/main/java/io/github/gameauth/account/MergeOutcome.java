// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.List;

/** What came of {@link AccountStore#merge}. */
public sealed interface MergeOutcome {
  /**
   * The two are one.
   *
   * @param winner the account that is left
   * @param aliases the personas that are only aliases now, for the game to move its data
   */
  record Merged(Account winner, List<Persona> aliases) implements MergeOutcome {
    /** Copies the list. */
    public Merged {
      aliases = List.copyOf(aliases);
    }
  }

  /** One of the accounts is not in use or banned, or both are the same. */
  record AccountNotActive() implements MergeOutcome {}

  /** Both have an identity of one provider, and the rules allow one. */
  record ProviderSlotTaken() implements MergeOutcome {}

  /** There is more to move than one step can; an operator has to do it by hand. */
  record TooMuchToMove() implements MergeOutcome {}
}
