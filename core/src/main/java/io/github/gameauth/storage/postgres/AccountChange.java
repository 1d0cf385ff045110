// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changes of accounts have in common, within one transaction and at one time. Accounts are
 * locked first, two of them in the order of their names, so that nobody waits in a circle.
 */
final class AccountChange {
  private final Connection connection;
  private final Instant now;

  AccountChange(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** Locks an account, and gives it if its player may come in. */
  Optional<Account> lockActive(AccountId account) throws SQLException {
    return AccountRows.lock(connection, account).filter(each -> each.isActiveAt(now));
  }

  /** Two accounts that are locked. */
  record Two(Account one, Account other) {}

  /** Locks two accounts, and gives them if they are two and both of their players may come in. */
  Optional<Two> lockActive(AccountId one, AccountId other) throws SQLException {
    if (one.equals(other)) {
      return Optional.empty();
    }
    boolean inOrder = one.value().compareTo(other.value()) < 0;
    Optional<Account> first = lockActive(inOrder ? one : other);
    Optional<Account> second = lockActive(inOrder ? other : one);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        inOrder ? new Two(first.get(), second.get()) : new Two(second.get(), first.get()));
  }

  /** Whether a ban on the identity itself is in force. */
  boolean isBanned(ExternalIdentity identity) throws SQLException {
    return IdentityBanRows.find(connection, identity)
        .filter(ban -> ban.isInForceAt(now))
        .isPresent();
  }

  /**
   * Whether the account, which is locked, has an identity of that provider and tenant. Guests'
   * identities take nobody's place.
   */
  boolean hasOneLike(AccountId account, ExternalIdentity identity) throws SQLException {
    return !identity.isGuest()
        && Sql.first(
                connection,
                row -> true,
                "SELECT 1 FROM ga_identity_link WHERE account_id = ? AND provider = ? AND tenant = ?",
                account.value(),
                identity.provider().name(),
                identity.tenant())
            .isPresent();
  }

  /** Whether the player of the account, which is locked, could come back without that identity. */
  boolean hasCredentialBeside(AccountId account, ExternalIdentity identity) throws SQLException {
    Set<String> liveGuests = GuestRows.liveOf(connection, account, now);
    return LinkRows.of(connection, account).stream()
        .map(IdentityLink::identity)
        .filter(each -> !each.equals(identity))
        .anyMatch(each -> !each.isGuest() || liveGuests.contains(each.subject()));
  }

  /** What a further identity makes of its account: a guest is a guest no longer. */
  Account joined(Account account, ExternalIdentity identity, LinkRules rules) throws SQLException {
    if (identity.isGuest()) {
      return account;
    }
    GuestRows.end(connection, account.id(), now.plus(rules.guestOverlap()));
    if (account.kind() != AccountKind.GUEST) {
      return account;
    }
    Account somebody = Changed.kind(account, AccountKind.SHADOW);
    AccountRows.write(connection, somebody);
    return somebody;
  }

  /** Raises the epoch, and tells the feed; the account is not written yet. */
  Account sessionsEnded(Account account, Instant revokedUntil) throws SQLException {
    return sessionsEnded(account, revokedUntil, RevocationCause.ENDED);
  }

  /** The same, and says why. */
  Account sessionsEnded(Account account, Instant revokedUntil, RevocationCause cause)
      throws SQLException {
    long epoch = account.sessionEpoch() + 1;
    Stream<String> subjects =
        Stream.concat(
            Stream.of(account.id().value()),
            PersonaRows.of(connection, account.id()).stream().map(each -> each.id().value()));
    List<Revocation> revocations =
        subjects
            .distinct() // two games may call the player by the same name
            .map(each -> Revocation.beforeEpoch(RevocationKind.SUBJECT, each, epoch, revokedUntil))
            .map(each -> each.because(cause))
            .toList();
    RevocationRows.insert(connection, revocations);
    return Changed.epoch(account, epoch);
  }

  /** Writes the account as it is now. */
  void write(Account account) throws SQLException {
    AccountRows.write(connection, account);
  }

  /** Notes a change in the account's history. */
  void note(AccountId account, String event, String detail) throws SQLException {
    AuditRows.insert(connection, account, event, detail, now);
  }

  /** Notes a change that concerns an identity, of which no more than the provider is told. */
  void note(AccountId account, String event, ExternalIdentity identity) throws SQLException {
    note(account, event, identity.provider().name());
  }
}
