// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.Handshake;
import io.github.gameauth.live.HandshakeTickets;
import io.github.gameauth.live.TicketAnswer;
import io.github.gameauth.session.BearerHeader;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /tickets}: a token for a ticket. A browser can give no header along with a WebSocket,
 * and a ticket in the address is good for one use and half a minute, so logs may have it.
 */
final class Tickets {
  private final HandshakeTickets tickets;

  Tickets(HandshakeTickets tickets) {
    this.tickets = tickets;
  }

  Answer issue(Request request) {
    BearerHeader bearer = request.bearer();
    Optional<String> token = bearer.token();
    if (token.isEmpty()) {
      return Answer.refused(bearer.challenge());
    }
    TicketAnswer answer = tickets.issue(token.get(), request.source());
    if (answer instanceof TicketAnswer.Issued issued) {
      return Answer.json(
          201,
          Map.of(
              "ticket", issued.ticket().reveal(), "expiresAt", issued.expiresAt().toEpochMilli()));
    }
    if (answer instanceof TicketAnswer.Undecided undecided) {
      return Answer.unavailable(undecided.retryAfter());
    }
    TicketAnswer.Refused refused = (TicketAnswer.Refused) answer;
    return Answer.refused(new Handshake.Refused(refused.refusal(), refused.rejection()));
  }
}
