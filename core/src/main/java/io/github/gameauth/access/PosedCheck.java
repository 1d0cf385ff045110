// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.check.Moment;
import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check that may block, with its time-out, its places, and what happens when it fails. */
final class PosedCheck {
  private static final Logger log = LoggerFactory.getLogger(AccessChecks.class);

  private final String name;
  private final AccessCheck check;
  private final Duration timeout;
  private final Semaphore places;
  private final @Nullable LastAnswers lastAnswers;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final AuthListener listener;
  private final AtomicBoolean failing = new AtomicBoolean();

  PosedCheck(AccessChecks.Builder settings, AccessChecks.Builder.Posed posed) {
    this.name = posed.name();
    this.check = posed.check();
    this.timeout = posed.timeout();
    this.places = new Semaphore(settings.atOnce);
    this.clock = settings.clock;
    this.ticker = settings.ticker;
    this.listener = settings.listener;
    this.lastAnswers =
        posed.policy().isOpen()
            ? new LastAnswers(posed.policy().lastGoodFor(), settings.remembered, ticker)
            : null;
  }

  /** Why there is no answer. Stable codes. */
  private enum Failure {
    TIMEOUT,
    BUSY,
    FAILED,
    UNKNOWN
  }

  /** The check under way; null if there was no place for it, or no thread. */
  @Nullable Question pose(AccessRequest request, Executor executor) {
    if (!places.tryAcquire()) {
      return null;
    }
    Question question = new Question(asking -> answer(request, asking), places);
    try {
      executor.execute(question);
    } catch (RejectedExecutionException e) {
      question.drop();
      return null;
    }
    return question;
  }

  /** Runs on the check's thread, and notes a refusal even if it comes too late for the asker. */
  private AccessAnswer answer(AccessRequest request, Question asking) {
    Moment asked = Moment.of(clock, ticker);
    AccessAnswer answer = Objects.requireNonNull(check.check(request));
    if (lastAnswers != null && answer instanceof Granted granted) {
      // Who is told to stop and then says "yes" has hardly looked.
      if (!asking.isDropped()) {
        lastAnswers.note(request, Optional.of(granted), asked);
      }
    } else if (lastAnswers != null && answer instanceof Refused) {
      lastAnswers.note(request, Optional.empty(), asked);
    }
    return answer;
  }

  /**
   * What came of it, or what stands in for that.
   *
   * @param begun when the question was posed, by the system's clock: it is what a thread waits by
   */
  AccessAnswer answer(@Nullable Question question, AccessRequest request, long begun)
      throws InterruptedException {
    if (question == null) {
      return without(request, Failure.BUSY, AccessChecks.SOON, "");
    }
    try {
      AccessAnswer answer = question.await(timeout.minusNanos(System.nanoTime() - begun));
      if (answer instanceof Unknown unknown) {
        return without(request, Failure.UNKNOWN, unknown.retryAfter(), "it cannot tell");
      }
      recovered();
      return answer;
    } catch (TimeoutException e) {
      question.drop();
      return without(request, Failure.TIMEOUT, AccessChecks.SOON, "no answer in " + timeout);
    } catch (ExecutionException e) {
      return without(request, Failure.FAILED, AccessChecks.SOON, nameOf(e.getCause()));
    } catch (CancellationException e) {
      return without(request, Failure.FAILED, AccessChecks.SOON, "it was cancelled");
    }
  }

  private static String nameOf(@Nullable Throwable thrown) {
    return thrown == null ? "it failed" : "it threw " + thrown.getClass().getName();
  }

  private AccessAnswer without(
      AccessRequest request, Failure failure, Duration retryAfter, String detail) {
    if (failure != Failure.BUSY && failing.compareAndSet(false, true)) {
      log.warn("check {} cannot be made: {}", name, detail);
    }
    Optional<Granted> lastGood =
        lastAnswers == null
            ? Optional.empty()
            : lastAnswers.find(request, Moment.of(clock, ticker));
    listener.accessUndecided(name, failure.name(), lastGood.isPresent());
    return lastGood.<AccessAnswer>map(granted -> granted).orElseGet(() -> unknown(retryAfter));
  }

  /** The name is ours, whatever the check says. */
  private Unknown unknown(Duration retryAfter) {
    return new Unknown(name, AccessChecks.within(retryAfter));
  }

  private void recovered() {
    if (failing.get() && failing.compareAndSet(true, false)) {
      log.info("check {} answers again", name);
    }
  }

  /** The caller was interrupted while it waited: nothing stands in for the answer. */
  Unknown interrupted() {
    return unknown(AccessChecks.SOON);
  }
}
