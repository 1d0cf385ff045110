// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps out players whose account is banned, or no longer in use. It looks at the account that it
 * is given, so it answers at once; a ban on an identity is the business of whoever looked that up.
 * Safe to share.
 */
public final class BanCheck implements AccessCheck {
  private final InstantSource clock;

  private BanCheck(InstantSource clock) {
    this.clock = clock;
  }

  /** A check by that time of day. */
  public static BanCheck at(InstantSource clock) {
    return new BanCheck(clock);
  }

  @Override
  public String name() {
    return "ban";
  }

  @Override
  public AccessAnswer check(AccessRequest request) {
    Instant now = clock.instant();
    Optional<Ban> ban = request.account().banAt(now);
    if (ban.isPresent()) {
      return new AccessAnswer.Refused(AccessRefusal.of(ban.get()));
    }
    return request.account().status() == AccountStatus.ACTIVE
        ? AccessAnswer.Granted.NOTHING_MORE
        : new AccessAnswer.Refused(AccessRefusal.of(AccessRefusal.Code.ACCOUNT_SUSPENDED));
  }
}
