// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.TransferOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How an identity goes from one account to another, within one transaction. */
final class Moving {
  private final AccountChange change;
  private final Connection connection;
  private final ExternalIdentity identity;
  private final LinkRules rules;
  private final Instant now;

  Moving(Connection connection, ExternalIdentity identity, LinkRules rules, Instant now) {
    this.change = new AccountChange(connection, now);
    this.connection = connection;
    this.identity = identity;
    this.rules = rules;
    this.now = now;
  }

  TransferOutcome transfer(
      AccountId from, AccountId to, boolean mayLeaveEmpty, Instant revokedUntil)
      throws SQLException {
    Optional<AccountChange.Two> both = change.lockActive(from, to);
    if (both.isEmpty() || change.isBanned(identity)) {
      return new TransferOutcome.AccountNotActive();
    }
    Optional<IdentityLink> link =
        LinkRows.find(connection, identity).filter(each -> each.account().equals(from));
    if (link.isEmpty()) {
      return new TransferOutcome.NotOwned();
    }
    Optional<Instant> rest =
        link.get().movedAt().map(at -> at.plus(rules.coolDown())).filter(at -> at.isAfter(now));
    if (rest.isPresent()) {
      return new TransferOutcome.CoolingDown(rest.get());
    }
    if (rules.onePerProvider() && change.hasOneLike(to, identity)) {
      return new TransferOutcome.ProviderSlotTaken();
    }
    if (!mayLeaveEmpty && !change.hasCredentialBeside(from, identity)) {
      return new TransferOutcome.LastCredential();
    }
    LinkRows.move(connection, identity, to, now);
    if (identity.isGuest()) {
      GuestRows.end(connection, identity.subject(), now.plus(rules.guestOverlap()));
    }
    change.write(change.sessionsEnded(both.get().one(), revokedUntil));
    change.note(from, "moved-out", identity);
    change.note(to, "moved-in", identity);
    return new TransferOutcome.Transferred(change.joined(both.get().other(), identity, rules));
  }
}
