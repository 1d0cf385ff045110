// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.live.Presented.Credential;
import io.github.gameauth.live.Presented.Unfit;
import io.github.gameauth.verify.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets players in when their connections open: checks whose page it is, finds the one credential,
 * and has it verified. A WebSocket server asks it before it upgrades a request:
 *
 * <pre>{@code
 * HandshakeAuthenticator door =
 *     HandshakeAuthenticator.verifying(verifier).origins("https://mygame.example").build();
 *
 * door.authenticate(request)
 *     .thenAccept(
 *         outcome -> {
 *           if (outcome instanceof Handshake.Accepted accepted) {
 *             upgrade(accepted.subprotocol()).join(accepted.player());
 *           } else if (outcome instanceof Handshake.FirstMessageDue due) {
 *             upgrade(Optional.empty()).expectToken(due.pending());
 *           } else if (outcome instanceof Handshake.Refused refused) {
 *             respond(refused.refusal().httpStatus());
 *           } else {
 *             respond(Handshake.Undecided.HTTP_STATUS);
 *           }
 *         });
 * }</pre>
 *
 * <p>A request may bring one credential. Two are refused, whatever they are; one that is no good is
 * not followed by another; one that comes in a way that is switched off is refused and not ignored,
 * so that a token in a URL is noticed by the first who tries it. Without any, the first message
 * must hold the token, if that way is on. Sizes, forms and the origin are judged before anything
 * costs a signature, a look into a store, or a request to an issuer.
 *
 * <p>Holds no thread for connections that wait. Safe to share; {@link #close} ends its threads.
 *
 * @see HandshakeWay
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10">RFC 6455 §10</a>
 */
public final class HandshakeAuthenticator implements AutoCloseable {
  private final AllowedOrigins origins;
  private final CredentialReader reader;
  private final Set<HandshakeWay> ways;
  private final TokenJudge judge;
  private final Optional<HandshakeTickets> tickets;
  private final Duration patience;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final AuthListener listener;
  private final HandshakeThreads threads;
  private final WaitingRoom room;
  private final PendingHandshake.Desk desk;

  HandshakeAuthenticator(HandshakeAuthenticatorBuilder settings) {
    this.origins = settings.allowedOrigins();
    this.ways = Set.copyOf(settings.chosenWays());
    this.reader = new CredentialReader(ways, settings.queryToken, settings.largestCredential);
    this.judge = new TokenJudge(settings.verifier, settings.minimumLife, settings.clock);
    this.tickets = settings.tickets;
    this.patience = settings.firstMessageWithin;
    this.clock = settings.clock;
    this.ticker = settings.ticker;
    this.listener = settings.listener;
    this.threads = HandshakeThreads.orOwn(settings.scheduler, settings.executor);
    this.room =
        new WaitingRoom(
            settings.pendingPerSource, settings.pendingInAll, ticker, threads.scheduler());
    this.desk = new Desk(settings.largestMessage);
  }

  /** Begins an authenticator of tokens that {@code verifier} accepts. */
  public static HandshakeAuthenticatorBuilder verifying(TokenVerifier verifier) {
    return new HandshakeAuthenticatorBuilder(verifier);
  }

  /**
   * Judges a request. Returns at once: keys are waited for, and stores are asked, behind the
   * caller's back.
   *
   * @return completes with the outcome, never exceptionally
   */
  public CompletableFuture<Handshake> authenticate(HandshakeRequest request) {
    Presented presented = presented(request);
    if (!(presented instanceof Credential credential)) {
      return CompletableFuture.completedFuture(told(withoutCredential(presented, request)));
    }
    CompletableFuture<Handshake> outcome =
        credential.way() == HandshakeWay.TICKET
            ? redeemed(credential.text(), request.source())
            : judge.judge(credential.text(), credential.way());
    return outcome.thenApply(this::told);
  }

  /**
   * Judges a request without I/O, lock or waiting. Keys that are not at hand make it undecided; so
   * does a ticket, which stays good.
   */
  public Handshake authenticateNow(HandshakeRequest request) {
    Presented presented = presented(request);
    if (!(presented instanceof Credential credential)) {
      return told(withoutCredential(presented, request));
    }
    if (credential.way() != HandshakeWay.TICKET) {
      return told(judge.judgeNow(credential.text(), credential.way()));
    }
    return told(
        HandshakeTicket.parse(credential.text()).isPresent()
            ? TokenJudge.cannotTell()
            : Handshake.Refused.because(HandshakeRefusal.TICKET));
  }

  private Presented presented(HandshakeRequest request) {
    // The cheapest first: a page of a stranger is turned away before its token is looked at.
    return origins.allow(request.headers("Origin"))
        ? reader.read(request)
        : new Unfit(HandshakeRefusal.ORIGIN);
  }

  private Handshake withoutCredential(Presented presented, HandshakeRequest request) {
    if (presented instanceof Unfit unfit) {
      return Handshake.Refused.because(unfit.why());
    }
    return ways.contains(HandshakeWay.FIRST_MESSAGE)
        ? firstMessageDue(request.source())
        : Handshake.Refused.because(HandshakeRefusal.NO_CREDENTIAL);
  }

  private Handshake firstMessageDue(String source) {
    PendingHandshake pending =
        new PendingHandshake(desk, source, deadline(), clock.instant().plus(patience));
    Handshake obstacle = obstacleFor(pending.place());
    return obstacle == null ? new Handshake.FirstMessageDue(pending) : obstacle;
  }

  private CompletableFuture<Handshake> redeemed(String text, String source) {
    Optional<HandshakeTicket> ticket = HandshakeTicket.parse(text);
    if (ticket.isEmpty() || tickets.isEmpty()) {
      return CompletableFuture.completedFuture(Handshake.Refused.because(HandshakeRefusal.TICKET));
    }
    TicketLookup lookup =
        new TicketLookup(tickets.get(), ticket.get(), judge, room, source, deadline());
    Handshake obstacle = obstacleFor(lookup);
    if (obstacle != null) {
      return CompletableFuture.completedFuture(obstacle);
    }
    try {
      threads.executor().execute(lookup);
    } catch (RejectedExecutionException e) {
      room.leave(lookup);
      return CompletableFuture.completedFuture(TokenJudge.cannotTell());
    }
    return lookup.outcome();
  }

  /** Why there is no place; {@code null} if it got one. */
  private @Nullable Handshake obstacleFor(Waiting one) {
    try {
      HandshakeRefusal refusal = room.enter(one);
      return refusal == null ? null : Handshake.Refused.because(refusal);
    } catch (RejectedExecutionException e) {
      return TokenJudge.cannotTell();
    }
  }

  private long deadline() {
    return ticker.getAsLong() + patience.toNanos();
  }

  /** Tells the listener; what nobody could decide, the verifier or the log has told of. */
  private Handshake told(Handshake outcome) {
    if (outcome instanceof Handshake.Accepted accepted) {
      listener.handshakeAccepted(accepted.way().name());
    } else if (outcome instanceof Handshake.Refused refused) {
      listener.handshakeRefused(refused.refusal().code());
    }
    return outcome;
  }

  /** How many connections are without a player now; fit for a gauge. */
  public int pending() {
    return room.size();
  }

  /**
   * Ends every handshake under way as undecided, and the threads of its own. Idempotent; afterwards
   * tickets and first messages are undecided, too.
   */
  @Override
  public void close() {
    room.close();
    threads.close();
  }

  private final class Desk implements PendingHandshake.Desk {
    private final int largestMessage;

    Desk(int largestMessage) {
      this.largestMessage = largestMessage;
    }

    @Override
    public CompletableFuture<Handshake> judge(String token) {
      return judge.judge(token, HandshakeWay.FIRST_MESSAGE);
    }

    @Override
    public int largestMessage() {
      return largestMessage;
    }

    @Override
    public long nanos() {
      return ticker.getAsLong();
    }

    @Override
    public void settled(Waiting place, Handshake outcome) {
      room.leave(place);
      told(outcome);
    }
  }
}
