// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.TransferOutcome;
import io.github.gameauth.account.UnlinkOutcome;
import io.github.gameauth.platform.GuestRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Accounts in memory. Each step holds the lock of the tables; the longer ones have own files. */
final class InMemoryAccounts implements AccountStore {
  private final AccountTables tables;
  private final LinkSteps links;
  private final MoveSteps moves;
  private final EndSteps ends;

  InMemoryAccounts(AccountTables tables, InMemoryFamilies families) {
    this.tables = tables;
    this.links = new LinkSteps(tables);
    this.moves = new MoveSteps(tables);
    this.ends = new EndSteps(tables, families);
  }

  @Override
  public Optional<Account> find(AccountId account) {
    synchronized (tables.lock) {
      return Optional.ofNullable(tables.row(account)).map(AccountRow::account);
    }
  }

  @Override
  public KnownIdentity findByIdentity(ExternalIdentity identity, GameId game) {
    synchronized (tables.lock) {
      Optional<AccountRow> owner = Optional.ofNullable(tables.owner(identity));
      return new KnownIdentity(
          owner.map(AccountRow::account),
          owner.flatMap(row -> tables.personas.current(game, row.id())),
          Optional.ofNullable(tables.bans.get(identity)));
    }
  }

  @Override
  public List<IdentityLink> links(AccountId account) {
    synchronized (tables.lock) {
      AccountRow row = tables.row(account);
      return row == null ? List.of() : List.copyOf(row.links.values());
    }
  }

  @Override
  public FindOrCreate findOrCreate(ExternalIdentity identity, Account candidate) {
    if (identity.isGuest()) {
      throw new IllegalArgumentException("identity: a guest's (expected: a platform's)");
    }
    synchronized (tables.lock) {
      AccountRow owner = tables.owner(identity);
      return owner == null
          ? new FindOrCreate(tables.create(candidate, identity).account(), true)
          : new FindOrCreate(owner.account(), false);
    }
  }

  @Override
  public boolean createGuest(Account candidate, GuestRecord credential) {
    synchronized (tables.lock) {
      ExternalIdentity identity = ExternalIdentity.ofGuest(credential.id());
      if (tables.guests.containsKey(credential.id()) || tables.owner(identity) != null) {
        return false;
      }
      tables.create(candidate, identity);
      tables.guests.put(credential.id(), credential);
      return true;
    }
  }

  @Override
  public LinkOutcome link(
      AccountId account, ExternalIdentity identity, LinkRules rules, Instant now) {
    synchronized (tables.lock) {
      return links.link(account, identity, rules, now);
    }
  }

  @Override
  public UnlinkOutcome unlink(AccountId account, ExternalIdentity identity, Instant now) {
    synchronized (tables.lock) {
      return links.unlink(account, identity, now);
    }
  }

  @Override
  public TransferOutcome transfer(
      ExternalIdentity identity,
      AccountId from,
      AccountId to,
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant revokedUntil) {
    synchronized (tables.lock) {
      return moves.transfer(identity, from, to, mayLeaveEmpty, rules, now, revokedUntil);
    }
  }

  @Override
  public MergeOutcome merge(
      AccountId winner, AccountId loser, LinkRules rules, Instant now, Instant revokedUntil) {
    synchronized (tables.lock) {
      return moves.merge(winner, loser, rules, now, revokedUntil);
    }
  }

  @Override
  public boolean register(AccountId account, Instant now) {
    synchronized (tables.lock) {
      Optional<AccountRow> row = tables.activeAt(now, account);
      row.filter(each -> each.account().kind() != AccountKind.FULL)
          .ifPresent(
              each -> {
                each.kind(AccountKind.FULL);
                each.note("registered", "", now);
              });
      return row.isPresent();
    }
  }

  @Override
  public OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil) {
    synchronized (tables.lock) {
      return ends.raiseEpoch(account, now, revokedUntil);
    }
  }

  @Override
  public boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil) {
    synchronized (tables.lock) {
      return ends.ban(account, ban, now, revokedUntil);
    }
  }

  @Override
  public boolean unban(AccountId account, Instant now) {
    synchronized (tables.lock) {
      return ends.unban(account, now);
    }
  }

  @Override
  public void banIdentity(ExternalIdentity identity, Ban ban, Instant now) {
    synchronized (tables.lock) {
      if (!tables.bans.containsKey(identity)) {
        tables.requireRoomForBan();
      }
      tables.bans.put(identity, ban);
    }
  }

  @Override
  public boolean unbanIdentity(ExternalIdentity identity, Instant now) {
    synchronized (tables.lock) {
      return tables.bans.remove(identity) != null;
    }
  }

  @Override
  public boolean delete(AccountId account, Instant now, Instant revokedUntil) {
    synchronized (tables.lock) {
      return ends.delete(account, now, revokedUntil);
    }
  }

  @Override
  public List<AuditEntry> audit(AccountId account, int most) {
    synchronized (tables.lock) {
      AccountRow row = tables.row(account);
      return row == null ? List.of() : row.history(most);
    }
  }
}
