// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import io.github.gameauth.key.KeySetFetch.Fetched;
import io.github.gameauth.key.KeySetState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of one issuer's keys up to date: one flight at a time, begun by its own timer
 * or by whoever notices that it is time. Holds no lock while it asks.
 */
final class KeyRefresher {
  /** A failure that is a bug or a dying machine; the log of the thread's owner has the rest. */
  private static final String ERROR = "ERROR";

  /** The executor took no more work. */
  private static final String REJECTED = "REJECTED";

  /** Whoever carried the flight out is gone. */
  private static final String LOST = "LOST";

  /** What was fetched counts no more, since everything was invalidated meanwhile. */
  private static final String OUTDATED = "OUTDATED";

  /** The cache was closed. */
  static final String CLOSED = "CLOSED";

  /** Flights kept ending while we looked; asking again helps. */
  static final String BUSY = "BUSY";

  /** After so many failures in a row the address itself is doubted. */
  private static final int DOUBT = 3;

  private final String issuer;
  private final JwksSettings settings;
  private final KeySetFetch fetch;
  private final KeyTime time;
  private final ScheduledExecutorService timer;
  private final Executor fetchers;
  private final RandomGenerator random;
  private final KeyReport report;
  private final RefetchLimit limit;
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();

  private final Object lock = new Object();
  private volatile Knowledge knowledge = Knowledge.NOTHING;
  private @Nullable ScheduledFuture<?> alarm;

  KeyRefresher(
      String issuer,
      JwksSettings settings,
      KeySetFetch fetch,
      KeyTime time,
      ScheduledExecutorService timer,
      Executor fetchers,
      RandomGenerator random,
      KeyReport report) {
    this.issuer = issuer;
    this.settings = settings;
    this.fetch = fetch;
    this.time = time;
    this.timer = timer;
    this.fetchers = fetchers;
    this.random = random;
    this.report = report;
    this.limit = new RefetchLimit(settings.unknownKeyCooldown(), time.nanos());
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /** How long an unknown key id has to wait for a flight of its own; zero or below: not at all. */
  long unknownKeyWaitNanos(long now) {
    return limit.waitNanos(now);
  }

  /** The flight under way, if there is one. */
  @Nullable Flight underWay(long now) {
    @Nullable Flight current = flight.get();
    if (current != null && current.isLost(now)) {
      failed(current, KeyFetchException.of(issuer, LOST));
      tellElsewhere();
      return flight.get();
    }
    return current;
  }

  /**
   * Begins a flight, or joins one that began in between.
   *
   * @param judged what was known when this was found to be necessary
   * @return {@code null} if something else is known by now, so that it has to be judged again
   */
  @Nullable Flight begin(FetchCause cause, Knowledge judged) {
    Moment now = time.now();
    Flight begun = new Flight(cause, judged.epoch(), now);
    if (!flight.compareAndSet(null, begun)) {
      return flight.get();
    }
    if (knowledge.revision() != judged.revision()) {
      // The flight that made this one unnecessary ended between our look and our start.
      flight.compareAndSet(begun, null);
      begun.settle(null);
      return null;
    }
    limit.begun(now.nanos());
    try {
      fetchers.execute(() -> carryOut(begun));
    } catch (RejectedExecutionException e) {
      failed(begun, KeyFetchException.of(issuer, REJECTED));
    }
    watch(begun);
    return begun;
  }

  /** So that those who wait are told even if nobody else asks and the fetcher is gone. */
  private void watch(Flight begun) {
    try {
      begun.watchedBy(timer.schedule(this::wake, Flight.LOST, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      // The timer's owner closed it; the next one who asks notices.
    }
  }

  private void carryOut(Flight current) {
    if (flight.get() != current) {
      return;
    }
    boolean ended = false;
    try {
      Knowledge known = knowledge;
      @Nullable EntityTag tag = known.held() == null ? null : known.held().tag();
      int failures = known.failures().count();
      boolean doubted = failures > 0 && failures % DOUBT == 0;
      came(current, fetch.fetch(current.cause(), tag, doubted, time.now()));
      ended = true;
    } catch (KeyFetchException e) {
      failed(current, e);
      ended = true;
    } finally {
      if (!ended) {
        failed(current, KeyFetchException.of(issuer, ERROR));
      }
      report.tell();
    }
  }

  private void came(Flight current, Fetched fetched) {
    boolean counts;
    synchronized (lock) {
      if (flight.get() != current) {
        return;
      }
      counts = current.epoch() == knowledge.epoch();
      if (counts) {
        knowledge = knowledge.holding(held(knowledge.held(), current, fetched));
      }
      land(current);
    }
    current.settle(counts ? null : KeyFetchException.of(issuer, OUTDATED));
  }

  private HeldKeys held(@Nullable HeldKeys before, Flight current, Fetched fetched) {
    Moment now = time.now();
    Duration took = Duration.ofNanos(now.nanos() - current.started().nanos());
    JwkSet known = before == null ? JwkSet.NONE : before.keys();
    JwkSet keys = fetched.keys() == null ? known : fetched.keys().keepingInstancesOf(known);
    boolean changed = !keys.trustsSameAs(known);
    long generation = (before == null ? 0 : before.generation()) + (changed ? 1 : 0);
    report.fetched(current.cause(), fetched, changed, took);
    if (!keys.refusals().equals(known.refusals())) {
      report.refused(keys.refusals());
    }
    if (changed) {
      report.changed(known, keys, generation);
    }
    // Judged by when we asked: what came may have been true just then and no longer.
    return HeldKeys.vouchedFor(
        keys,
        generation,
        current.started(),
        fetched.freshFor(),
        settings.staleFor(),
        random.nextDouble(),
        tag(before, current, fetched));
  }

  private static @Nullable EntityTag tag(
      @Nullable HeldKeys before, Flight current, Fetched fetched) {
    if (fetched.keys() == null) {
      return before == null ? null : before.tag();
    }
    return fetched
        .tag()
        .map(value -> new EntityTag(value, fetched.from(), current.started()))
        .orElse(null);
  }

  private void failed(Flight current, KeyFetchException failure) {
    synchronized (lock) {
      if (flight.get() != current) {
        return;
      }
      Moment now = time.now();
      report.failed(
          current.cause(), failure, Duration.ofNanos(now.nanos() - current.started().nanos()));
      @Nullable HeldKeys held = knowledge.held();
      boolean ofDueSet = held == null || held.isDue(held.since().ageAt(now));
      knowledge =
          knowledge.failing(
              knowledge
                  .failures()
                  .andOne(
                      failure,
                      Instant.ofEpochMilli(now.wallMillis()),
                      now.nanos(),
                      ofDueSet,
                      random));
      land(current);
    }
    current.settle(failure);
  }

  /** Opens the gate for the next flight, after what this one brought is known. */
  private void land(Flight current) {
    limit.ended(time.nanos());
    flight.compareAndSet(current, null);
    noteStage();
    setAlarm();
  }

  /** Starts with keys from the configuration, which are to be confirmed soon. */
  void seed(JwkSet keys) {
    synchronized (lock) {
      HeldKeys held =
          HeldKeys.vouchedFor(
              keys, 1, time.now(), settings.freshFor(), settings.staleFor(), 0, null);
      knowledge = knowledge.holding(held.due());
      noteStage();
      setAlarm();
    }
  }

  void invalidate() {
    synchronized (lock) {
      if (!knowledge.closed()) {
        knowledge = knowledge.invalidated(time.nanos());
        noteStage();
        setAlarm();
      }
    }
    tellElsewhere();
  }

  void close() {
    @Nullable Flight last;
    synchronized (lock) {
      if (knowledge.closed()) {
        return;
      }
      knowledge = knowledge.atEnd();
      last = flight.getAndSet(null);
      noteStage();
      setAlarm();
    }
    if (last != null) {
      last.settle(KeyFetchException.of(issuer, CLOSED));
    }
    tellElsewhere();
  }

  /** What is due now, if whoever verifies has not noticed before. */
  private void wake() {
    synchronized (lock) {
      noteStage();
    }
    Knowledge known = knowledge;
    Moment now = time.now();
    boolean idle = underWay(now.nanos()) == null;
    if (idle && known.wantsFetch(now)) {
      begin(known.causeOfFetch(now), known);
    }
    synchronized (lock) {
      noteStage();
      setAlarm();
    }
    tellElsewhere();
  }

  /** Sets the timer to the next moment at which something becomes due or changes its stage. */
  private void setAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    long wait = knowledge.nextWakeNanos(time.now(), flight.get() == null);
    if (knowledge.closed() || wait == Long.MAX_VALUE) {
      return;
    }
    try {
      alarm = timer.schedule(this::wake, wait, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The timer's owner closed it; whoever verifies notices what is due.
    }
  }

  private void noteStage() {
    Knowledge known = knowledge;
    @Nullable HeldKeys held = known.held();
    Instant until = held == null ? Instant.EPOCH : held.trustedUntil();
    report.stage(stage(known, time.now()), until, known.failures().code());
  }

  Stage stage(Knowledge known, Moment now) {
    return known.stage(now, flight.get());
  }

  private void tellElsewhere() {
    if (report.hasSomethingToTell()) {
      try {
        fetchers.execute(report::tell);
      } catch (RejectedExecutionException e) {
        // Told with the next flight.
      }
    }
  }
}
