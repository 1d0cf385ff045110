// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import java.util.Optional;

/** Bans that lie on identities, whether those lead anywhere or not. */
final class IdentityBans {
  private static final String BAN = "ban an identity";
  private static final String UNBAN = "take a ban off an identity";

  private final Tables tables;
  private final AccountReads reads;

  IdentityBans(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
  }

  void ban(ExternalIdentity id, Ban ban) {
    tables.calls().undisturbed(BAN, () -> saved(BAN, reads.identity(BAN, id), Optional.of(ban)));
  }

  boolean unban(ExternalIdentity id) {
    return tables
        .calls()
        .undisturbed(
            UNBAN,
            () -> {
              Identity identity = reads.identity(UNBAN, id);
              return identity.ban().isPresent()
                  ? saved(UNBAN, identity, Optional.empty())
                  : Optional.of(false);
            });
  }

  private Optional<Boolean> saved(String step, Identity identity, Optional<Ban> ban) {
    return new Change(tables).save(identity.banned(ban)).commit(step)
        ? Optional.of(true)
        : Optional.empty();
  }
}
