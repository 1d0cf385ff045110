// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One line of an account's history, written in the same step as the change that it tells of.
 *
 * @param account whose history
 * @param event what happened: {@code created linked unlinked moved-in moved-out merged-in
 *     merged-away registered banned unbanned logged-out deleted}
 * @param detail the provider or the reason code, never an id of a person; may be empty
 * @param at when, by the clock of who did it, in whole milliseconds
 */
public record AuditEntry(AccountId account, String event, String detail, Instant at) {
  /** Cuts the time to milliseconds. */
  public AuditEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
