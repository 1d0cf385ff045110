// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.account.Ban;
import io.github.gameauth.platform.PlatformVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends an exchange from wherever it stands. Thrown without a stack trace and caught once, in {@link
 * SessionExchange}.
 */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SessionOutcome outcome;
  private final String detail;

  private StoppedException(SessionOutcome outcome, String detail) {
    super(detail, null, false, false);
    this.outcome = outcome;
    this.detail = detail;
  }

  SessionOutcome outcome() {
    return outcome;
  }

  /** A stable code for the server's eyes. */
  String detail() {
    return detail;
  }

  static StoppedException refused(SessionRefusal refusal, String detail) {
    return new StoppedException(new SessionOutcome.Rejected(refusal), detail);
  }

  static StoppedException refused(SessionRefusal.Code code, String detail) {
    return refused(SessionRefusal.of(code), detail);
  }

  /** The one answer to every refresh token that is no good. */
  static StoppedException invalidGrant(String detail) {
    return refused(SessionRefusal.Code.INVALID_GRANT, detail);
  }

  static StoppedException undecided(SessionUndecided cause, Duration retryAfter) {
    return new StoppedException(new SessionOutcome.Undecided(cause, retryAfter), cause.name());
  }

  static StoppedException banned(Ban ban) {
    return refused(
        new SessionRefusal(
            SessionRefusal.Code.ACCOUNT_SUSPENDED, ban.until(), Optional.of(ban.reasonCode())),
        "BANNED");
  }

  static StoppedException limited(Instant until) {
    return refused(
        new SessionRefusal(SessionRefusal.Code.RATE_LIMITED, Optional.of(until), Optional.empty()),
        "RATE_LIMITED");
  }

  static StoppedException of(AccessRefusal refusal) {
    SessionRefusal.Code code =
        switch (refusal.code()) {
          case ORIGIN -> SessionRefusal.Code.ACCESS_DENIED;
          case REGION_BLOCKED -> SessionRefusal.Code.REGION_BLOCKED;
          case RATE_LIMITED -> SessionRefusal.Code.RATE_LIMITED;
          case ACCOUNT_SUSPENDED, MODERATED -> SessionRefusal.Code.ACCOUNT_SUSPENDED;
          case NOT_ENTITLED -> SessionRefusal.Code.NOT_ENTITLED;
        };
    return refused(
        new SessionRefusal(code, refusal.until(), refusal.reasonCode()), refusal.code().name());
  }

  static StoppedException of(PlatformVerdict.Rejected rejected) {
    SessionRefusal.Code code =
        switch (rejected.reason()) {
          case INVALID, REPLAYED, WRONG_APP -> SessionRefusal.Code.INVALID_TOKEN;
          case EXPIRED -> SessionRefusal.Code.EXPIRED_TOKEN;
          case DENIED -> SessionRefusal.Code.PLATFORM_REJECTED;
        };
    return refused(code, rejected.reason().name());
  }

  static StoppedException of(PlatformVerdict.Undecided undecided) {
    SessionUndecided cause =
        switch (undecided.cause()) {
          case OUTAGE -> SessionUndecided.PLATFORM_OUTAGE;
          case THROTTLED -> SessionUndecided.PLATFORM_THROTTLED;
          case MISCONFIGURED -> SessionUndecided.PLATFORM_MISCONFIGURED;
        };
    return undecided(cause, undecided.retryAfter());
  }
}
