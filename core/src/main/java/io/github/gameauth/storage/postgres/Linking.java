// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.UnlinkOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How an identity comes to an account, and goes from it; each method within one transaction. */
final class Linking {
  private Linking() {}

  static LinkOutcome link(
      Connection connection, AccountId id, ExternalIdentity identity, LinkRules rules, Instant now)
      throws SQLException {
    AccountChange change = new AccountChange(connection, now);
    Optional<Account> account = change.lockActive(id);
    if (account.isEmpty() || change.isBanned(identity)) {
      return new LinkOutcome.AccountNotActive();
    }
    while (true) {
      Optional<IdentityLink> present = LinkRows.find(connection, identity);
      if (present.isPresent()) {
        AccountId owner = present.get().account();
        return owner.equals(id)
            ? new LinkOutcome.AlreadyLinked(account.get())
            : new LinkOutcome.OwnedByOther(owner);
      }
      if (identity.isGuest()) {
        return new LinkOutcome.AccountNotActive(); // it exists by its credential alone
      }
      if (rules.onePerProvider() && change.hasOneLike(id, identity)) {
        return new LinkOutcome.ProviderSlotTaken();
      }
      if (LinkRows.insert(connection, identity, id, now)) {
        change.note(id, "linked", identity);
        return new LinkOutcome.Linked(change.joined(account.get(), identity, rules));
      }
      // Somebody else was first, and can be seen now that the insert has waited for them.
    }
  }

  static UnlinkOutcome unlink(
      Connection connection, AccountId id, ExternalIdentity identity, Instant now)
      throws SQLException {
    AccountChange change = new AccountChange(connection, now);
    if (change.lockActive(id).isEmpty()) {
      return UnlinkOutcome.ACCOUNT_NOT_ACTIVE;
    }
    if (LinkRows.find(connection, identity).filter(each -> each.account().equals(id)).isEmpty()) {
      return UnlinkOutcome.NOT_LINKED;
    }
    if (!change.hasCredentialBeside(id, identity)) {
      return UnlinkOutcome.LAST_CREDENTIAL;
    }
    LinkRows.delete(connection, identity);
    if (identity.isGuest()) {
      GuestRows.delete(connection, identity.subject());
    }
    change.note(id, "unlinked", identity);
    return UnlinkOutcome.UNLINKED;
  }
}
