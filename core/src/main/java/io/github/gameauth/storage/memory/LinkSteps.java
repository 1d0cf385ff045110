// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkOutcome.AccountNotActive;
import io.github.gameauth.account.LinkOutcome.AlreadyLinked;
import io.github.gameauth.account.LinkOutcome.Linked;
import io.github.gameauth.account.LinkOutcome.OwnedByOther;
import io.github.gameauth.account.LinkOutcome.ProviderSlotTaken;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.UnlinkOutcome;
import java.time.Instant;
import java.util.Optional;

/** How an account gets and loses identities. {@link AccountTables#lock} is held. */
final class LinkSteps {
  private final AccountTables tables;

  LinkSteps(AccountTables tables) {
    this.tables = tables;
  }

  LinkOutcome link(AccountId account, ExternalIdentity identity, LinkRules rules, Instant now) {
    Optional<AccountRow> active = tables.activeAt(now, account);
    if (active.isEmpty() || tables.isBannedAt(now, identity)) {
      return new AccountNotActive();
    }
    AccountRow row = active.get();
    AccountRow owner = tables.owner(identity);
    if (owner != null) {
      return owner == row ? new AlreadyLinked(row.account()) : new OwnedByOther(owner.id());
    }
    if (identity.isGuest()) {
      return new AccountNotActive();
    }
    if (rules.onePerProvider() && row.hasPlaceTakenBy(identity)) {
      return new ProviderSlotTaken();
    }
    tables.requireRoomForIdentity();
    tables.attach(row, identity, now, Optional.empty());
    tables.becomeSomebody(row, now.plus(rules.guestOverlap()));
    row.note("linked", identity.provider().name(), now);
    return new Linked(row.account());
  }

  UnlinkOutcome unlink(AccountId account, ExternalIdentity identity, Instant now) {
    Optional<AccountRow> active = tables.activeAt(now, account);
    if (active.isEmpty()) {
      return UnlinkOutcome.ACCOUNT_NOT_ACTIVE;
    }
    AccountRow row = active.get();
    if (!row.links.containsKey(identity)) {
      return UnlinkOutcome.NOT_LINKED;
    }
    if (tables.isLastCredential(row, identity, now)) {
      return UnlinkOutcome.LAST_CREDENTIAL;
    }
    tables.detach(row, identity);
    if (identity.isGuest()) {
      tables.guests.remove(identity.subject());
    }
    row.note("unlinked", identity.provider().name(), now);
    return UnlinkOutcome.UNLINKED;
  }
}
