// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An identity that leads to an account. Times are whole milliseconds.
 *
 * @param identity who leads there
 * @param account where it leads
 * @param linkedAt since when
 * @param movedAt when it last came over from another account
 */
public record IdentityLink(
    ExternalIdentity identity, AccountId account, Instant linkedAt, Optional<Instant> movedAt) {
  /** Cuts the times to milliseconds. */
  public IdentityLink {
    linkedAt = linkedAt.truncatedTo(ChronoUnit.MILLIS);
    movedAt = movedAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }
}
