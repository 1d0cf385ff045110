// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessChecks;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.KnownIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a player who is known may come in. */
record Admission(AccessChecks checks) {
  /** Stops if a ban lies on the identity. */
  void requireNoBan(KnownIdentity known, Instant now) {
    stopIfInForce(known.ban(), now);
  }

  /**
   * Stops unless the account is in use, and no ban is in force.
   *
   * @param gone how to stop if it is not in use
   */
  void requireActive(Account account, Instant now, StoppedException gone) {
    stopIfInForce(account.ban(), now);
    if (account.status() != AccountStatus.ACTIVE) {
      throw gone;
    }
  }

  private static void stopIfInForce(Optional<Ban> ban, Instant now) {
    ban.filter(each -> each.isInForceAt(now))
        .ifPresent(
            each -> {
              throw StoppedException.banned(each);
            });
  }

  /** What the player owns, if every access check lets them in. */
  Set<String> entitlements(AccessRequest request) {
    AccessAnswer answer =
        HostCode.call("access checks", SessionUndecided.ACCESS_CHECK, () -> checks.decide(request));
    if (answer instanceof AccessAnswer.Refused refused) {
      throw StoppedException.of(refused.refusal());
    }
    if (answer instanceof AccessAnswer.Unknown unknown) {
      throw StoppedException.undecided(SessionUndecided.ACCESS_CHECK, unknown.retryAfter());
    }
    return ((AccessAnswer.Granted) answer).entitlements();
  }
}
