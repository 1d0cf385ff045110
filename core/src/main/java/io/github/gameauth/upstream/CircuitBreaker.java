// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking somebody who does not answer, so that players are told at once and the other side
 * can recover. It opens after several failures within a window; after a while it lets one call
 * through, and closes if that succeeds.
 *
 * <pre>{@code
 * Optional<CircuitBreaker.Permit> permit = breaker.acquire();
 * if (permit.isEmpty()) {
 *   return undecided(breaker.retryAfter());
 * }
 * try {
 *   HttpAnswer answer = http.get(url, headers);
 *   permit.get().succeeded();
 *   …
 * } catch (UpstreamException e) {
 *   permit.get().failed();
 *   …
 * }
 * }</pre>
 *
 * <p>What counts as a failure is the caller's to say; a refused credential is none. Safe to share.
 * Its lock is held for a few comparisons, never while anybody is asked or told.
 */
public final class CircuitBreaker {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

  /** What it does with calls. Stable names, fit for metrics. */
  public enum State {
    /** Lets them through. */
    CLOSED,
    /** Holds them back. */
    OPEN,
    /** Lets one through, to see. */
    HALF_OPEN
  }

  /** Hears when a breaker changes its mind. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A breaker went from one state to another. Called on the thread whose call made it so; be
     * quick. What it throws is ignored.
     */
    void changed(String breaker, State from, State to);

    /** Passes on what it hears as {@link AuthListener#breakerChanged}. */
    static Listener telling(AuthListener listener) {
      AuthListener guarded = GuardedListener.around(listener);
      return (breaker, from, to) -> guarded.breakerChanged(breaker, from.name(), to.name());
    }
  }

  /**
   * Leave to make one call. Say how it ended by {@link #succeeded} or {@link #failed}, once; what
   * is said later does not count.
   */
  public final class Permit {
    private final long epoch;
    private boolean used;

    private Permit(long epoch) {
      this.epoch = epoch;
    }

    /** The other side answered. */
    public void succeeded() {
      ended(this, true);
    }

    /** The other side did not answer, or not sensibly. */
    public void failed() {
      ended(this, false);
    }
  }

  private final String name;
  private final CircuitBreakerSettings settings;
  private final LongSupplier ticker;
  private final Listener listener;

  private final Object lock = new Object();
  private final Deque<Long> failures = new ArrayDeque<>();
  private State state = State.CLOSED;
  // Counts changes of state: the end of a call that began before the last one says nothing new.
  private long epoch;
  private long until;

  /**
   * A closed breaker.
   *
   * @param name whom it guards, for events and log lines
   * @param settings when it opens, and for how long
   * @param ticker a clock in nanoseconds that only goes forward, such as {@link System#nanoTime}
   * @param listener hears of changes
   */
  public CircuitBreaker(
      String name, CircuitBreakerSettings settings, LongSupplier ticker, Listener listener) {
    this.name = name;
    this.settings = settings;
    this.ticker = ticker;
    this.listener = listener;
  }

  /** Leave to make a call, or empty if none shall be made now. */
  public Optional<Permit> acquire() {
    @Nullable State before = null;
    Permit permit;
    synchronized (lock) {
      if (state != State.CLOSED) {
        // A probe that never reported back must not keep everyone out for ever.
        if (ticker.getAsLong() - until < 0) {
          return Optional.empty();
        }
        before = state;
        become(State.HALF_OPEN);
      }
      permit = new Permit(epoch);
    }
    if (before != null) {
      tell(before, State.HALF_OPEN);
    }
    return Optional.of(permit);
  }

  private void ended(Permit permit, boolean well) {
    State before;
    State after;
    synchronized (lock) {
      if (permit.used || permit.epoch != epoch) {
        permit.used = true;
        return;
      }
      permit.used = true;
      before = state;
      if (state == State.HALF_OPEN) {
        become(well ? State.CLOSED : State.OPEN);
      } else if (!well && reachesThreshold()) {
        become(State.OPEN);
      }
      after = state;
    }
    tell(before, after);
  }

  /** Notes a failure; whether there are enough of them within the window now. */
  private boolean reachesThreshold() {
    long now = ticker.getAsLong();
    failures.addLast(now);
    if (failures.size() > settings.failures()) {
      failures.removeFirst();
    }
    return failures.size() == settings.failures()
        && now - failures.getFirst() <= settings.window().toNanos();
  }

  private void become(State next) {
    state = next;
    epoch++;
    failures.clear();
    until = ticker.getAsLong() + settings.openFor().toNanos();
  }

  private void tell(State before, State after) {
    if (before == after) {
      return;
    }
    if (after == State.OPEN) {
      log.warn("Asking {} no more for {}", name, settings.openFor());
    } else if (after == State.CLOSED) {
      log.info("Asking {} again", name);
    }
    try {
      listener.changed(name, before, after);
    } catch (RuntimeException e) {
      log.debug("The listener of breaker {} threw {}", name, e.getClass().getName());
    }
  }

  /** What it does with calls now; open until somebody asks after its time has passed. */
  public State state() {
    synchronized (lock) {
      return state;
    }
  }

  /** How long until {@link #acquire} may succeed; zero if it may now. */
  public Duration retryAfter() {
    synchronized (lock) {
      return state == State.CLOSED
          ? Duration.ZERO
          : Duration.ofNanos(Math.max(0, until - ticker.getAsLong()));
    }
  }

  /** Its name and state. */
  @Override
  public String toString() {
    return "CircuitBreaker(" + name + ", " + state() + ")";
  }
}
