// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.account.Ban;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a player is kept out.
 *
 * @param code what kind of reason it is
 * @param until when it ends, if it does and somebody knows
 * @param reasonCode the operator's own word for it, if there is one
 */
public record AccessRefusal(Code code, Optional<Instant> until, Optional<String> reasonCode) {
  /** What kind of reason. Stable codes, fit for metrics; new ones may be added. */
  public enum Code {
    /** The request did not come through the edge. */
    ORIGIN,
    /** The country is one that may not play. */
    REGION_BLOCKED,
    /** Too many requests. */
    RATE_LIMITED,
    /** The account or the identity is banned. */
    ACCOUNT_SUSPENDED,
    /** The player does not own the game. */
    NOT_ENTITLED,
    /** A moderation hook says no. */
    MODERATED
  }

  /** A refusal without an end or a word. */
  public static AccessRefusal of(Code code) {
    return new AccessRefusal(code, Optional.empty(), Optional.empty());
  }

  /** The refusal that a ban on the account or the identity is. */
  public static AccessRefusal of(Ban ban) {
    return of(Code.ACCOUNT_SUSPENDED, ban);
  }

  /** A refusal with the end and the word of a penalty. */
  public static AccessRefusal of(Code code, Ban ban) {
    return new AccessRefusal(code, ban.until(), Optional.of(ban.reasonCode()));
  }
}
