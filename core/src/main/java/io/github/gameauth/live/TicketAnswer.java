// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of asking for a ticket. */
public sealed interface TicketAnswer {
  /**
   * Here it is.
   *
   * @param ticket for the query parameter {@code ticket}; needs no escaping there
   * @param expiresAt when it ends
   */
  record Issued(Secret ticket, Instant expiresAt) implements TicketAnswer {}

  /**
   * There is none for this token.
   *
   * @param refusal {@link HandshakeRefusal#TOKEN}, {@link HandshakeRefusal#EXPIRES_SOON} or {@link
   *     HandshakeRefusal#TOO_LARGE}
   * @param rejection what the verifier said of the token, for the server's eyes
   */
  record Refused(HandshakeRefusal refusal, Optional<Rejection> rejection) implements TicketAnswer {}

  /**
   * Nobody can tell right now: keys or the store are not at hand.
   *
   * @param retryAfter when asking again may help
   */
  record Undecided(Duration retryAfter) implements TicketAnswer {}
}
