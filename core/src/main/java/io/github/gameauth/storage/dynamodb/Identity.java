// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.platform.GuestRecord;
import java.util.Optional;

/**
 * All that is kept of an identity, in one item: where it leads, the ban on it, and if it is a
 * guest's, the credential. Because there is but one item of an identity, it leads to one account at
 * most.
 *
 * @param id who it is
 * @param owner the account that it leads to
 * @param ban the penalty that lies on it
 * @param guest the credential
 * @param mark who wrote it last; empty if nothing is kept of it
 */
record Identity(
    ExternalIdentity id,
    Optional<AccountId> owner,
    Optional<Ban> ban,
    Optional<GuestRecord> guest,
    Optional<String> mark) {
  /** One of which nothing is kept. */
  static Identity unknown(ExternalIdentity id) {
    return new Identity(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Identity leadingTo(AccountId account) {
    return new Identity(id, Optional.of(account), ban, guest, mark);
  }

  /** Leading nowhere; a guest's credential goes, too. */
  Identity released() {
    return new Identity(id, Optional.empty(), ban, Optional.empty(), mark);
  }

  Identity banned(Optional<Ban> next) {
    return new Identity(id, owner, next, guest, mark);
  }

  Identity with(GuestRecord next) {
    return new Identity(id, owner, ban, Optional.of(next), mark);
  }

  boolean leadsTo(AccountId account) {
    return owner.filter(account::equals).isPresent();
  }

  /** Whether there is nothing to keep of it. */
  boolean isNothing() {
    return owner.isEmpty() && ban.isEmpty() && guest.isEmpty();
  }
}
