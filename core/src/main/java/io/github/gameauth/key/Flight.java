// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One fetch under way, with those who wait for it. Its end is shared by all. */
final class Flight {
  /** Nobody whose key is known waits longer than this for an issuer that hangs. */
  static final long SLOW = Duration.ofSeconds(2).toNanos();

  /**
   * Longer than two calls can take, for discovery and keys: whoever carried it out is gone. The
   * gate must not stay shut for that.
   */
  static final long LOST = Duration.ofSeconds(45).toNanos();

  private final FetchCause cause;
  private final long epoch;
  private final Moment started;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final KeyAnswer.Pending pending = new KeyAnswer.Pending(settled.minimalCompletionStage());

  private volatile @Nullable Future<?> watch;

  Flight(FetchCause cause, long epoch, Moment started) {
    this.cause = cause;
    this.epoch = epoch;
    this.started = started;
  }

  FetchCause cause() {
    return cause;
  }

  long epoch() {
    return epoch;
  }

  Moment started() {
    return started;
  }

  boolean isSlow(long now) {
    return now - started.nanos() >= SLOW;
  }

  boolean isLost(long now) {
    return now - started.nanos() >= LOST;
  }

  KeyAnswer.Pending pending() {
    return pending;
  }

  /** Completes when it has ended, exceptionally if it brought nothing. */
  CompletionStage<Void> outcome() {
    return outcome.minimalCompletionStage();
  }

  /** Rings when the flight must be given up for lost; silenced by its end. */
  void watchedBy(Future<?> alarm) {
    watch = alarm;
    if (settled.isDone()) {
      alarm.cancel(false);
    }
  }

  void settle(@Nullable KeyFetchException failure) {
    if (failure == null) {
      outcome.complete(null);
    } else {
      outcome.completeExceptionally(failure);
    }
    settled.complete(null);
    @Nullable Future<?> alarm = watch;
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
