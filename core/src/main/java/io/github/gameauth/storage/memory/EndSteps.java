// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.revocation.RevocationCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How sessions end, and accounts with them. {@link AccountTables#lock} is held. */
final class EndSteps {
  private final AccountTables tables;
  private final InMemoryFamilies families;

  EndSteps(AccountTables tables, InMemoryFamilies families) {
    this.tables = tables;
    this.families = families;
  }

  OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil) {
    Optional<AccountRow> inUse = tables.inUse(account);
    if (inUse.isEmpty()) {
      return OptionalLong.empty();
    }
    AccountRow row = inUse.get();
    tables.endSessions(row, revokedUntil);
    row.note("logged-out", "", now);
    return OptionalLong.of(row.account().sessionEpoch());
  }

  boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil) {
    Optional<AccountRow> standing = tables.standingFor(account);
    standing.ifPresent(
        row -> {
          tables.endSessions(row, revokedUntil, RevocationCause.BANNED);
          row.ban(Optional.of(ban));
          row.note("banned", ban.reasonCode(), now);
        });
    return standing.isPresent();
  }

  boolean unban(AccountId account, Instant now) {
    Optional<AccountRow> banned =
        tables.standingFor(account).filter(row -> row.account().ban().isPresent());
    banned.ifPresent(
        row -> {
          row.ban(Optional.empty());
          row.note("unbanned", "", now);
        });
    return banned.isPresent();
  }

  boolean delete(AccountId account, Instant now, Instant revokedUntil) {
    Optional<AccountRow> inUse = tables.inUse(account);
    if (inUse.isEmpty()) {
      return false;
    }
    AccountRow row = inUse.get();
    tables.endSessions(row, revokedUntil);
    row.deleted();
    for (ExternalIdentity each : List.copyOf(row.links.keySet())) {
      tables.detach(row, each);
      if (each.isGuest()) {
        tables.guests.remove(each.subject());
      } else {
        row.account().ban().ifPresent(ban -> tables.bans.merge(each, ban, Ban::orLonger));
      }
    }
    tables.personas.forget(account);
    families.forget(account);
    row.note("deleted", "", now);
    return true;
  }
}
