// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.time.Instant;
import java.util.Optional;

/** Lays bans on accounts and identities, and takes them off. */
final class Bans {
  private final AccountStore store;
  private final Lookup lookup;
  private final AccountSettings settings;

  Bans(AccountStore store, Lookup lookup, AccountSettings settings) {
    this.store = store;
    this.lookup = lookup;
    this.settings = settings;
  }

  boolean ban(AccountId account, Ban ban) {
    Instant now = settings.now();
    boolean banned = store.ban(account, ban, now, settings.revokedUntil(now));
    if (banned) {
      settings.listener().accountChanged("banned", ban.reasonCode());
    }
    return banned;
  }

  boolean unban(AccountId account) {
    boolean lifted = store.unban(account, settings.now());
    if (lifted) {
      settings.listener().accountChanged("unbanned", "");
    }
    return lifted;
  }

  void ban(ExternalIdentity identity, Ban ban) {
    // The identity first: whoever logs in by it between the two steps meets its ban.
    store.banIdentity(identity, ban, settings.now());
    Optional<Account> leadsTo = lookup.find(identity).account();
    leadsTo.ifPresent(account -> ban(account.id(), longer(account, ban)));
    if (leadsTo.isEmpty()) {
      settings.listener().accountChanged("banned", ban.reasonCode());
    }
  }

  /** An account's own ban is not made shorter by that of one of its identities. */
  private static Ban longer(Account account, Ban ban) {
    return account.ban().map(own -> own.orLonger(ban)).orElse(ban);
  }

  boolean unban(ExternalIdentity identity) {
    boolean lifted = store.unbanIdentity(identity, settings.now());
    if (lifted) {
      settings.listener().accountChanged("unbanned", "");
    }
    return lifted;
  }
}
