// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.TransferOutcome;
import io.github.gameauth.account.TransferOutcome.CoolingDown;
import io.github.gameauth.account.TransferOutcome.LastCredential;
import io.github.gameauth.account.TransferOutcome.NotOwned;
import io.github.gameauth.account.TransferOutcome.Transferred;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How identities go from one account to another. {@link AccountTables#lock} is held. */
final class MoveSteps {
  private final AccountTables tables;

  MoveSteps(AccountTables tables) {
    this.tables = tables;
  }

  TransferOutcome transfer(
      ExternalIdentity identity,
      AccountId fromId,
      AccountId toId,
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant revokedUntil) {
    Optional<AccountRow> fromRow = tables.activeAt(now, fromId);
    Optional<AccountRow> toRow = tables.activeAt(now, toId);
    if (fromRow.isEmpty() || toRow.isEmpty() || fromRow.equals(toRow)) {
      return new TransferOutcome.AccountNotActive();
    }
    AccountRow from = fromRow.get();
    AccountRow to = toRow.get();
    if (!from.links.containsKey(identity)) {
      return new NotOwned();
    }
    if (tables.isBannedAt(now, identity)) {
      return new TransferOutcome.AccountNotActive();
    }
    Optional<Instant> staysUntil =
        Optional.ofNullable(from.links.get(identity))
            .flatMap(link -> link.movedAt())
            .map(moved -> moved.plus(rules.coolDown()))
            .filter(end -> end.isAfter(now));
    if (staysUntil.isPresent()) {
      return new CoolingDown(staysUntil.get());
    }
    if (rules.onePerProvider() && to.hasPlaceTakenBy(identity)) {
      return new TransferOutcome.ProviderSlotTaken();
    }
    if (!mayLeaveEmpty && tables.isLastCredential(from, identity, now)) {
      return new LastCredential();
    }
    tables.endSessions(from, revokedUntil);
    tables.move(identity, from, to, now, now.plus(rules.guestOverlap()));
    from.note("moved-out", identity.provider().name(), now);
    to.note("moved-in", identity.provider().name(), now);
    return new Transferred(to.account());
  }

  MergeOutcome merge(
      AccountId winnerId, AccountId loserId, LinkRules rules, Instant now, Instant revokedUntil) {
    Optional<AccountRow> winnerRow = tables.activeAt(now, winnerId);
    Optional<AccountRow> loserRow = tables.activeAt(now, loserId);
    if (winnerRow.isEmpty() || loserRow.isEmpty() || winnerRow.equals(loserRow)) {
      return new MergeOutcome.AccountNotActive();
    }
    AccountRow winner = winnerRow.get();
    AccountRow loser = loserRow.get();
    List<ExternalIdentity> moving = List.copyOf(loser.links.keySet());
    if (rules.onePerProvider() && moving.stream().anyMatch(winner::hasPlaceTakenBy)) {
      return new MergeOutcome.ProviderSlotTaken();
    }
    tables.endSessions(loser, revokedUntil);
    loser.mergedInto(winnerId);
    for (ExternalIdentity each : moving) {
      tables.move(each, loser, winner, now, now.plus(rules.guestOverlap()));
    }
    winner.kind(stronger(winner.account().kind(), loser.account().kind()));
    winner.ban(longer(winner.account(), loser.account()));
    PersonaTable.Moved moved = tables.personas.move(loserId, winnerId);
    if (moved.tookOver()) {
      // Its new tokens carry the winner's epoch, and below the loser's they would be dead.
      winner.epoch(Math.max(winner.account().sessionEpoch(), loser.account().sessionEpoch()));
    }
    loser.note("merged-away", "", now);
    winner.note("merged-in", "", now);
    return new MergeOutcome.Merged(winner.account(), moved.aliases());
  }

  private static AccountKind stronger(AccountKind one, AccountKind other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Optional<Ban> longer(Account winner, Account loser) {
    return winner
        .ban()
        .map(own -> loser.ban().map(own::orLonger).orElse(own))
        .or(() -> loser.ban());
  }
}
