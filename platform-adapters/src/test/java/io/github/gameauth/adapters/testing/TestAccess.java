// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.secret.SecretGenerator;
import java.time.Instant;
import java.util.Optional;

/** Players who want in, for tests of probes. */
public final class TestAccess {
  private TestAccess() {}

  /** A player who logged in by a platform. */
  public static AccessRequest of(Platform platform, String subject) {
    return new AccessRequest(
        Account.fresh(AccountId.random(new SecretGenerator()), AccountKind.FULL, Instant.EPOCH),
        new GameId("my-game"),
        new ExternalIdentity(platform, "", subject),
        PlatformFacts.NONE,
        Optional.empty(),
        false);
  }
}
