// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;

/** What came of {@link AccountStore#link}. */
public sealed interface LinkOutcome {
  /** The identity leads to the account from now on. */
  record Linked(Account account) implements LinkOutcome {}

  /** It led there before. */
  record AlreadyLinked(Account account) implements LinkOutcome {}

  /** It leads to another account. For the server's eyes: never show whose it is. */
  record OwnedByOther(AccountId owner) implements LinkOutcome {}

  /** The account has an identity of that provider already. */
  record ProviderSlotTaken() implements LinkOutcome {}

  /** There is no such account in use, or a ban lies on it or on the identity. */
  record AccountNotActive() implements LinkOutcome {}

  /** The identity came over lately and stays where it was until then. */
  record CoolingDown(Instant until) implements LinkOutcome {}
}
