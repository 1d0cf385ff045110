// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
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
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says what is one transaction; {@link AccountChange} and its users say what happens in it. */
final class PostgresAccountStore implements AccountStore {
  private final Transactions transactions;

  PostgresAccountStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Account> find(AccountId account) {
    return transactions.each("finding an account", c -> AccountRows.find(c, account));
  }

  @Override
  public KnownIdentity findByIdentity(ExternalIdentity identity, GameId game) {
    return transactions.each("finding an identity", c -> KnownIdentityRow.find(c, identity, game));
  }

  @Override
  public List<IdentityLink> links(AccountId account) {
    return transactions.each("listing links", c -> LinkRows.of(c, account));
  }

  @Override
  public FindOrCreate findOrCreate(ExternalIdentity identity, Account candidate) {
    if (identity.isGuest()) {
      throw new IllegalArgumentException("identity: a guest's (expected: a platform's)");
    }
    while (true) {
      Optional<Account> found =
          transactions.each("finding an identity", c -> KnownIdentityRow.account(c, identity));
      if (found.isPresent()) {
        return new FindOrCreate(found.get(), false);
      }
      if (transactions.together("making an account", c -> created(c, identity, candidate))) {
        return new FindOrCreate(candidate, true);
      }
      // Somebody else was first, and has committed: the insert has waited for that.
    }
  }

  private static boolean created(Connection c, ExternalIdentity identity, Account candidate)
      throws SQLException {
    insertNew(c, candidate);
    if (!LinkRows.insert(c, identity, candidate.id(), candidate.createdAt())) {
      c.rollback();
      return false;
    }
    new AccountChange(c, candidate.createdAt()).note(candidate.id(), "created", identity);
    return true;
  }

  @Override
  public boolean createGuest(Account candidate, GuestRecord credential) {
    ExternalIdentity identity = ExternalIdentity.ofGuest(credential.id());
    return transactions.together(
        "making a guest", c -> GuestRows.insert(c, credential) && created(c, identity, candidate));
  }

  private static void insertNew(Connection c, Account candidate) throws SQLException {
    if (!AccountRows.insert(c, candidate)) {
      throw new StoreException(
          "PostgreSQL: making an account failed (there is one of that name, expected: a new one)");
    }
  }

  @Override
  public LinkOutcome link(
      AccountId account, ExternalIdentity identity, LinkRules rules, Instant now) {
    return transactions.together(
        "linking an identity", c -> Linking.link(c, account, identity, rules, now));
  }

  @Override
  public UnlinkOutcome unlink(AccountId account, ExternalIdentity identity, Instant now) {
    return transactions.together(
        "unlinking an identity", c -> Linking.unlink(c, account, identity, now));
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
    return transactions.together(
        "transferring an identity",
        c -> new Moving(c, identity, rules, now).transfer(from, to, mayLeaveEmpty, revokedUntil));
  }

  @Override
  public MergeOutcome merge(
      AccountId winner, AccountId loser, LinkRules rules, Instant now, Instant revokedUntil) {
    return transactions.together(
        "merging accounts", c -> new Merging(c, rules, now).merge(winner, loser, revokedUntil));
  }

  @Override
  public boolean register(AccountId account, Instant now) {
    return transactions.together(
        "registering an account",
        c -> {
          AccountChange change = new AccountChange(c, now);
          Optional<Account> active = change.lockActive(account);
          if (active.isPresent() && active.get().kind() != AccountKind.FULL) {
            change.write(Changed.kind(active.get(), AccountKind.FULL));
            change.note(account, "registered", "");
          }
          return active.isPresent();
        });
  }

  @Override
  public OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil) {
    return transactions.together(
        "ending sessions",
        c -> {
          Optional<Account> inUse =
              AccountRows.lock(c, account).filter(each -> each.status() == AccountStatus.ACTIVE);
          if (inUse.isEmpty()) {
            return OptionalLong.empty();
          }
          AccountChange change = new AccountChange(c, now);
          Account ended = change.sessionsEnded(inUse.get(), revokedUntil);
          change.write(ended);
          change.note(account, "logged-out", "");
          return OptionalLong.of(ended.sessionEpoch());
        });
  }

  @Override
  public boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil) {
    return transactions.together(
        "banning an account", c -> new Penalties(c, now).ban(account, ban, revokedUntil));
  }

  @Override
  public boolean unban(AccountId account, Instant now) {
    return transactions.together("unbanning an account", c -> new Penalties(c, now).unban(account));
  }

  @Override
  public void banIdentity(ExternalIdentity identity, Ban ban, Instant now) {
    transactions.together(
        "banning an identity",
        c -> {
          IdentityBanRows.put(c, identity, ban);
          return true;
        });
  }

  @Override
  public boolean unbanIdentity(ExternalIdentity identity, Instant now) {
    return transactions.together("unbanning an identity", c -> IdentityBanRows.delete(c, identity));
  }

  @Override
  public boolean delete(AccountId account, Instant now, Instant revokedUntil) {
    return transactions.together(
        "deleting an account", c -> new Penalties(c, now).delete(account, revokedUntil));
  }

  @Override
  public List<AuditEntry> audit(AccountId account, int most) {
    return transactions.each("reading a history", c -> AuditRows.of(c, account, most));
  }
}
