// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Players and requests as the tests want them. */
final class Requests {
  static final GameId GAME = new GameId("lostsky");
  static final GameId OTHER_GAME = new GameId("deepsea");
  static final Instant CREATED = Instant.parse("2029-06-01T00:00:00Z");

  private Requests() {}

  static AccessRequest of(String account) {
    return of(account, GAME, "steam");
  }

  static AccessRequest of(String account, GameId game, String platform) {
    return of(Account.fresh(new AccountId(account), AccountKind.FULL, CREATED), game, platform);
  }

  static AccessRequest of(Account account, GameId game, String platform) {
    return new AccessRequest(
        account,
        game,
        new ExternalIdentity(new Platform(platform), "", "7656"),
        PlatformFacts.NONE,
        Optional.of("DE"),
        false);
  }

  static AccessRequest of(AccountStatus status, Optional<Ban> ban) {
    return of(
        new Account(
            new AccountId("a"), AccountKind.FULL, status, Optional.empty(), 0, ban, CREATED),
        GAME,
        "steam");
  }

  /** A request with these headers. */
  static EdgeRequest bearing(Map<String, List<String>> headers) {
    return name ->
        headers.entrySet().stream()
            .filter(
                each ->
                    each.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
            .flatMap(each -> each.getValue().stream())
            .toList();
  }
}
