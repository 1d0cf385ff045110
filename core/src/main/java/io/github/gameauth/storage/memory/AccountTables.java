// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of accounts, guests, personas and families share: the tables, and the one lock
 * that each step holds from its first look to its last change. All else in here expects the lock to
 * be held.
 *
 * <p>What can fail for want of room is done first, so that a step that fails has changed nothing.
 */
final class AccountTables {
  final Object lock = new Object();
  final Map<String, GuestRecord> guests = new HashMap<>();
  final Map<ExternalIdentity, Ban> bans = new HashMap<>();
  final PersonaTable personas;

  private final Map<AccountId, AccountRow> rows = new HashMap<>();
  private final Map<ExternalIdentity, AccountRow> owners = new HashMap<>();
  private final InMemoryRevocations revocations;
  private final int mostAccounts;
  private final long mostOfEach;

  AccountTables(MemoryLimits limits, InMemoryRevocations revocations) {
    this.mostAccounts = limits.accounts();
    this.mostOfEach = (long) MemoryLimits.PER_ACCOUNT * limits.accounts();
    this.revocations = revocations;
    this.personas = new PersonaTable(mostOfEach);
  }

  @Nullable AccountRow row(AccountId account) {
    return rows.get(account);
  }

  @Nullable AccountRow owner(ExternalIdentity identity) {
    return owners.get(identity);
  }

  Optional<AccountRow> inUse(AccountId account) {
    return Optional.ofNullable(rows.get(account)).filter(AccountRow::isInUse);
  }

  Optional<AccountRow> activeAt(Instant now, AccountId account) {
    return Optional.ofNullable(rows.get(account)).filter(row -> row.account().isActiveAt(now));
  }

  /** The account, or the one that took its place in the end. */
  Optional<AccountRow> standingFor(AccountId account) {
    AccountRow row = rows.get(account);
    while (row != null && row.account().status() == AccountStatus.MERGED) {
      row = rows.get(row.account().mergedInto().orElseThrow());
    }
    return Optional.ofNullable(row);
  }

  boolean isBannedAt(Instant now, ExternalIdentity identity) {
    Ban ban = bans.get(identity);
    return ban != null && ban.isInForceAt(now);
  }

  AccountRow create(Account account, ExternalIdentity identity) {
    if (rows.containsKey(account.id())) {
      throw new StoreException("create an account: its name is taken");
    }
    if (rows.size() >= mostAccounts) {
      throw new StoreException("accounts: full (expected: at most " + mostAccounts + ")");
    }
    requireRoomFor("identities", owners);
    AccountRow row = new AccountRow(account);
    rows.put(account.id(), row);
    attach(row, identity, account.createdAt(), Optional.empty());
    row.note("created", identity.provider().name(), account.createdAt());
    return row;
  }

  void requireRoomForIdentity() {
    requireRoomFor("identities", owners);
  }

  void requireRoomForBan() {
    requireRoomFor("banned identities", bans);
  }

  private void requireRoomFor(String what, Map<?, ?> table) {
    if (table.size() >= mostOfEach) {
      throw new StoreException(what + ": full (expected: at most " + mostOfEach + ")");
    }
  }

  void attach(
      AccountRow row, ExternalIdentity identity, Instant linkedAt, Optional<Instant> movedAt) {
    row.links.put(identity, new IdentityLink(identity, row.id(), linkedAt, movedAt));
    owners.put(identity, row);
  }

  void detach(AccountRow row, ExternalIdentity identity) {
    row.links.remove(identity);
    owners.remove(identity);
  }

  /** Lets an identity of {@code from} lead to {@code to}; a guest's secret ends that way. */
  void move(
      ExternalIdentity identity, AccountRow from, AccountRow to, Instant now, Instant guestsEnd) {
    IdentityLink link = from.links.get(identity);
    if (link == null) {
      throw new StoreException("move an identity: it is not where it was");
    }
    detach(from, identity);
    attach(to, identity, link.linkedAt(), Optional.of(now));
    if (identity.isGuest()) {
      endGuest(identity, guestsEnd);
    } else {
      becomeSomebody(to, guestsEnd);
    }
  }

  /** What an identity of a platform makes of an account. */
  void becomeSomebody(AccountRow row, Instant guestsEnd) {
    row.links.keySet().stream()
        .filter(ExternalIdentity::isGuest)
        .forEach(each -> endGuest(each, guestsEnd));
    if (row.account().kind() == AccountKind.GUEST) {
      row.kind(AccountKind.SHADOW);
    }
  }

  private void endGuest(ExternalIdentity identity, Instant end) {
    guests.computeIfPresent(identity.subject(), (id, guest) -> guest.endingAt(end));
  }

  /** Whether the player could not come back without this identity, but can with it. */
  boolean isLastCredential(AccountRow row, ExternalIdentity identity, Instant now) {
    return isCredentialAt(now, identity)
        && row.links.keySet().stream()
            .noneMatch(each -> !each.equals(identity) && isCredentialAt(now, each));
  }

  private boolean isCredentialAt(Instant now, ExternalIdentity identity) {
    if (!identity.isGuest()) {
      return true;
    }
    GuestRecord guest = guests.get(identity.subject());
    return guest != null && guest.isLiveAt(now);
  }

  /** Raises the epoch of an account, and revokes what was good below it. */
  void endSessions(AccountRow row, Instant revokedUntil) {
    endSessions(row, revokedUntil, RevocationCause.ENDED);
  }

  /** The same, and says why. */
  void endSessions(AccountRow row, Instant revokedUntil, RevocationCause cause) {
    long epoch = row.account().sessionEpoch() + 1;
    List<Revocation> dead =
        Stream.concat(
                Stream.of(row.id().value()),
                personas.of(row.id()).stream().map(each -> each.id().value()))
            .distinct()
            .map(
                subject ->
                    Revocation.beforeEpoch(RevocationKind.SUBJECT, subject, epoch, revokedUntil)
                        .because(cause))
            .toList();
    revocations.append(dead);
    row.epoch(epoch);
  }
}
