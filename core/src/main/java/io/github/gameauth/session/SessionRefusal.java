// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a player gets no session. It says as much as a client may know: an unknown account, a wrong
 * secret and a session that was ended all look the same.
 *
 * @param code what kind of reason it is
 * @param until when it ends, if it does and somebody knows; for {@link Code#RATE_LIMITED}, when to
 *     come again
 * @param reasonCode the operator's own word for it, if there is one
 */
public record SessionRefusal(Code code, Optional<Instant> until, Optional<String> reasonCode) {
  /** What kind of reason. Stable codes; new ones may be added. */
  public enum Code {
    /** The credential proves nothing. */
    INVALID_TOKEN,
    /** The credential was good once; the client has to fetch another. */
    EXPIRED_TOKEN,
    /** The token was withdrawn. For hosts' own endpoints; an exchange does not say it. */
    REVOKED,
    /** The platform knows the player and says no. */
    PLATFORM_REJECTED,
    /** A ban. */
    ACCOUNT_SUSPENDED,
    /** The player does not own the game. */
    NOT_ENTITLED,
    /** The game may not be played from there. */
    REGION_BLOCKED,
    /** The identity leads to another account. For hosts' own endpoints. */
    LINK_CONFLICT,
    /** Without it the player could not come back. For hosts' own endpoints. */
    LAST_CREDENTIAL,
    /** Too many requests. */
    RATE_LIMITED,
    /** The refresh token is no good, for whatever reason: log in again. */
    INVALID_GRANT,
    /** More scope than may be had, or none that exists. */
    INVALID_SCOPE,
    /** The request did not come through the edge. */
    ACCESS_DENIED,
    /** The session goes on only with a fresh credential of its platform. */
    REVERIFICATION_REQUIRED;

    /** How clients are told: lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A refusal without an end or a word. */
  public static SessionRefusal of(Code code) {
    return new SessionRefusal(code, Optional.empty(), Optional.empty());
  }
}
