// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open connection whose player is not known yet. Its first message must hold the token, as
 * {@code {"type":"auth","token":"…"}} or with nothing around it, and come in time; nothing else on
 * the connection means anything until the outcome is there.
 *
 * <p>There is one outcome, whichever comes first: the verdict on the message, a second message, the
 * deadline, {@link #gone}, or the end of the authenticator. With it the place among the
 * unauthenticated connections is free again. Safe to share.
 */
public final class PendingHandshake {
  private static final Logger log = LoggerFactory.getLogger(PendingHandshake.class);

  private final Desk desk;
  private final Place place;
  private final Instant deadline;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final CompletableFuture<Handshake> outcome = new CompletableFuture<>();

  /** Whether nobody but us closes the connection; written before the outcome. */
  private volatile boolean oursToClose;

  /** What all pending handshakes of one authenticator share. */
  interface Desk {
    /** Judges a token. */
    CompletableFuture<Handshake> judge(String token);

    /** How many bytes a message may have. */
    int largestMessage();

    /** What the monotonic clock shows. */
    long nanos();

    /** Hears of an outcome, and takes the place back. */
    void settled(Waiting place, Handshake outcome);
  }

  PendingHandshake(Desk desk, String source, long deadlineNanos, Instant deadline) {
    this.desk = desk;
    this.place = new Place(source, deadlineNanos);
    this.deadline = deadline;
  }

  Waiting place() {
    return place;
  }

  /**
   * Takes the first message. To be called once, with whatever comes first; what comes before the
   * outcome is there must be handed over, too, and ends the handshake with {@link
   * HandshakeRefusal#EARLY_MESSAGE}.
   *
   * @return completes with the outcome, never exceptionally
   */
  public CompletableFuture<Handshake> firstMessage(CharSequence message) {
    // No text has fewer bytes than characters, so a long one is never copied.
    return message.length() > desk.largestMessage()
        ? answeredBy(null)
        : answeredBy(message.toString().getBytes(UTF_8));
  }

  /**
   * Takes the first message as UTF-8, from the buffer's position to its limit, neither of which is
   * moved; otherwise like {@link #firstMessage(CharSequence)}.
   */
  public CompletableFuture<Handshake> firstMessage(ByteBuffer message) {
    if (message.remaining() > desk.largestMessage()) {
      return answeredBy(null);
    }
    byte[] bytes = new byte[message.remaining()];
    message.get(message.position(), bytes);
    return answeredBy(bytes);
  }

  /**
   * Takes the message.
   *
   * @param message {@code null} if it is too long
   */
  private CompletableFuture<Handshake> answeredBy(byte @Nullable [] message) {
    if (!asked.compareAndSet(false, true)) {
      settle(HandshakeRefusal.EARLY_MESSAGE);
      return CompletableFuture.completedFuture(
          Handshake.Refused.because(HandshakeRefusal.EARLY_MESSAGE));
    }
    if (settled.get() || isOverdue()) {
      settle(HandshakeRefusal.TIMEOUT); // where the timer is late; otherwise it has its outcome
    } else if (message == null || message.length > desk.largestMessage()) {
      settle(HandshakeRefusal.TOO_LARGE);
    } else {
      Optional<String> token = FirstMessage.token(message);
      if (token.isEmpty()) {
        settle(HandshakeRefusal.MALFORMED);
      } else {
        var unused = desk.judge(token.get()).thenAccept(this::judged);
      }
    }
    return outcome();
  }

  /**
   * The outcome, however it comes about.
   *
   * @return completes with it, never exceptionally; on the thread of the message, of the timer, or
   *     of whoever fetched keys
   */
  public CompletableFuture<Handshake> outcome() {
    return outcome.copy(); // whoever completes the copy changes nothing here
  }

  /**
   * What to do when the deadline passes without an outcome, or the authenticator is closed: to
   * close the connection. Done once, mostly on the timer's thread, so it must not block; at once if
   * it is that late already.
   */
  public void onTimeout(Runnable close) {
    // Nothing hangs on the future: what the host throws is logged here.
    var unused = outcome.thenRun(() -> closeIfOurs(close));
  }

  /** The connection has closed. Idempotent. */
  public void gone() {
    settle(HandshakeRefusal.GONE);
  }

  /** Until when there must be an outcome. */
  public Instant deadline() {
    return deadline;
  }

  private void judged(Handshake verdict) {
    if (isOverdue()) {
      settle(HandshakeRefusal.TIMEOUT);
    } else {
      settle(verdict, false);
    }
  }

  private void closeIfOurs(Runnable close) {
    if (oursToClose) {
      try {
        close.run();
      } catch (RuntimeException | LinkageError e) {
        log.warn("a connection could not be closed: {}", e.getClass().getName());
      }
    }
  }

  private boolean isOverdue() {
    return place.deadlineNanos() - desk.nanos() <= 0;
  }

  private void settle(HandshakeRefusal refusal) {
    settle(Handshake.Refused.because(refusal), refusal == HandshakeRefusal.TIMEOUT);
  }

  private void settle(Handshake handshake, boolean ours) {
    if (settled.compareAndSet(false, true)) {
      oursToClose = ours;
      desk.settled(place, handshake);
      outcome.complete(handshake);
    }
  }

  /** Its place among the unauthenticated connections. */
  private final class Place implements Waiting {
    private final String source;
    private final long deadlineNanos;

    Place(String source, long deadlineNanos) {
      this.source = source;
      this.deadlineNanos = deadlineNanos;
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
      settle(HandshakeRefusal.TIMEOUT);
    }

    @Override
    public void stopped() {
      settle(TokenJudge.cannotTell(), true);
    }
  }

  /** {@code PendingHandshake(…)}. */
  @Override
  public String toString() {
    return "PendingHandshake(…)";
  }
}
