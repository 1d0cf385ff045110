// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ticket on its way to the store and back. Whoever waits for it waits no longer than for a first
 * message; its place is taken until the store has answered, so that one that hangs is not asked
 * without end.
 */
final class TicketLookup implements Waiting, Runnable {
  private static final Logger log = LoggerFactory.getLogger(TicketLookup.class);

  private final HandshakeTickets tickets;
  private final HandshakeTicket ticket;
  private final TokenJudge judge;
  private final WaitingRoom room;
  private final String source;
  private final long deadlineNanos;
  private final CompletableFuture<Handshake> outcome = new CompletableFuture<>();

  TicketLookup(
      HandshakeTickets tickets,
      HandshakeTicket ticket,
      TokenJudge judge,
      WaitingRoom room,
      String source,
      long deadlineNanos) {
    this.tickets = tickets;
    this.ticket = ticket;
    this.judge = judge;
    this.room = room;
    this.source = source;
    this.deadlineNanos = deadlineNanos;
  }

  CompletableFuture<Handshake> outcome() {
    return outcome;
  }

  /** Asks the store, on a thread that may block. */
  @Override
  public void run() {
    try {
      if (!outcome.isDone()) { // otherwise nobody waits any longer, and the ticket stays good
        redeem();
      }
    } finally {
      room.leave(this);
    }
  }

  private void redeem() {
    Optional<String> token;
    try {
      token = tickets.redeem(ticket, source);
    } catch (StoreException e) {
      log.warn("a ticket could not be looked up: {}", e.getMessage());
      outcome.complete(TokenJudge.cannotTell());
      return;
    } catch (RuntimeException | LinkageError e) { // a store that is not ours; its text may tell
      log.warn("a ticket could not be looked up: {}", e.getClass().getName());
      outcome.complete(TokenJudge.cannotTell());
      return;
    }
    if (token.isEmpty()) {
      outcome.complete(Handshake.Refused.because(HandshakeRefusal.TICKET));
    } else {
      var unused = judge.judge(token.get(), HandshakeWay.TICKET).thenAccept(outcome::complete);
    }
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void timeIsUp() {
    outcome.complete(TokenJudge.cannotTell());
  }

  @Override
  public void stopped() {
    outcome.complete(TokenJudge.cannotTell());
  }
}
