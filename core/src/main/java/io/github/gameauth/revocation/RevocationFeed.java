// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import io.github.gameauth.check.Moment;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.revocation.FeedState.Stage;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was revoked of one issuer's tokens, kept in memory and refreshed in the background.
 *
 * <pre>{@code
 * RevocationFeed feed =
 *     RevocationFeed.following(stores.revocations()).issuer("https://id.mygame.example").build();
 * TokenVerifier verifier = TokenVerifier.builder().trust(issuer).revocations(feed).build();
 * }</pre>
 *
 * <p>It starts to read when it is built; until the first answer it knows nothing, see {@link
 * #warmUp}. What it hears is merged by maximum: of several revocations of one target the strictest
 * counts, and none is forgotten before it expires, whatever the source says later. Tokens of other
 * issuers are none of its business.
 *
 * <p>Safe to share. A look-up takes no lock, asks nobody, and costs tens of nanoseconds.
 */
public final class RevocationFeed implements RevocationView, RevocationSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);

  /** How often everything is read again, in case something was missed for whatever reason. */
  private static final long WHOLE_EVERY = Duration.ofHours(1).toNanos();

  private static final long FORGET_EVERY = Duration.ofMinutes(1).toNanos();

  private final RevocationSource source;
  private final String issuer;
  private final long everyNanos;
  private final long maxAgeNanos;
  private final boolean failsClosed;
  private final int maxEntries;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final RandomGenerator random;
  private final AuthListener listener;
  private final FeedThreads threads;
  private final Hearers hearers;
  private final Known known;

  /** One refresh at a time; the fields without {@code volatile} are written under it alone. */
  private final ReentrantLock refreshing = new ReentrantLock();

  private RevocationCursor cursor = RevocationCursor.START;
  private @Nullable Moment lastWhole;
  private @Nullable Moment lastForgetting;
  private volatile @Nullable Moment lastSuccess;
  private volatile long asOf;
  private final AtomicLong revision = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean full;
  private volatile boolean closed;
  private final AtomicReference<Stage> announced = new AtomicReference<>(Stage.EMPTY);
  private volatile @Nullable Future<?> nextRefresh;
  private volatile @Nullable Future<?> nextLook;

  RevocationFeed(RevocationFeedBuilder settings, String issuer) {
    this.source = settings.source;
    this.issuer = issuer;
    this.everyNanos = settings.every.toNanos();
    this.maxAgeNanos = settings.maxAge.toNanos();
    this.failsClosed = settings.whenStale == StalePolicy.FAIL_CLOSED;
    this.maxEntries = settings.maxEntries;
    this.clock = settings.clock;
    this.ticker = settings.ticker;
    this.random = settings.random;
    this.listener = settings.listener;
    this.known = new Known(maxEntries);
    this.threads = FeedThreads.orOwn(settings.scheduler);
    this.hearers = new Hearers(settings.hearers, threads.scheduler(), maxEntries);
    scheduleRefresh(0);
  }

  /** Begins a view of what {@code source} says; the issuer has to be said as well. */
  public static RevocationFeedBuilder following(RevocationSource source) {
    return new RevocationFeedBuilder(source);
  }

  /** Whose tokens it is about. */
  public String issuer() {
    return issuer;
  }

  /**
   * Whether the token is dead.
   *
   * @throws RevocationsUnavailableException if it does not know enough, and was told to {@link
   *     StalePolicy#FAIL_CLOSED}
   */
  @Override
  public boolean revokes(TokenMark token) {
    if (!token.issuer().equals(issuer)) {
      return false;
    }
    if (failsClosed && stage(Moment.of(clock, ticker)) != Stage.FRESH) {
      throw RevocationsUnavailableException.untraced("what was revoked is not known well enough");
    }
    return known.names(token, clock);
  }

  /**
   * What this view learnt since {@code cursor}, so that one feed can be the source of others.
   *
   * @throws RevocationsUnavailableException if it does not know enough itself, whatever its policy
   */
  @Override
  public RevocationPage since(RevocationCursor cursor) {
    // Before the entries: what is learnt in between is told again next time, and not left out.
    RevocationCursor next = new RevocationCursor(Instant.ofEpochMilli(asOf));
    Moment now = Moment.of(clock, ticker);
    Stage stage = stage(now);
    if (stage != Stage.FRESH) {
      throw new RevocationsUnavailableException("revocations of " + issuer + ": " + stage);
    }
    boolean whole = cursor.equals(RevocationCursor.START);
    long since = whole ? Long.MIN_VALUE : cursor.readAt().toEpochMilli();
    return new RevocationPage(known.changes(since, now.wallMillis()), next, whole);
  }

  /**
   * Completes when the source has been heard once; at once if it has been already. Exceptionally if
   * that fails, which does no harm beyond: it is tried again.
   */
  public CompletionStage<Void> warmUp() {
    if (lastSuccess != null) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return CompletableFuture.runAsync(this::refreshNow, threads.scheduler());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new RevocationsUnavailableException("closed"));
    }
  }

  /**
   * Asks the source now, on the calling thread, after a refresh that is under way.
   *
   * @throws RevocationsUnavailableException if that fails
   */
  public void refreshNow() {
    if (closed) {
      throw new RevocationsUnavailableException("closed");
    }
    try {
      refreshing.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RevocationsUnavailableException("interrupted");
    }
    try {
      refresh();
    } catch (RuntimeException e) {
      throw e instanceof RevocationsUnavailableException
          ? e
          : new RevocationsUnavailableException("the source failed", e);
    } finally {
      refreshing.unlock();
    }
  }

  /** How it stands. */
  public FeedState state() {
    Moment now = Moment.of(clock, ticker);
    Optional<Moment> success = Optional.ofNullable(lastSuccess);
    return new FeedState(
        stage(now),
        known.size(),
        success.map(at -> Instant.ofEpochMilli(at.wallMillis())),
        success.map(at -> Duration.ofNanos(at.ageAt(now))),
        failures.get(),
        revision.get());
  }

  /**
   * How it stands: as it should while it is {@code FRESH}. Otherwise it cannot do its work if it
   * was told to {@link StalePolicy#FAIL_CLOSED}, and tokens are undecided; if not, it is degraded:
   * what it knows counts, and what was revoked since is not known.
   *
   * @return its issuer with the stage, and how often in a row it failed
   */
  public Health health() {
    FeedState state = state();
    String failures = state.failures() == 0 ? "" : ", " + state.failures() + " failures";
    Status unless = failsClosed ? Status.UNAVAILABLE : Status.DEGRADED;
    return new Health(
        state.stage() == Stage.FRESH ? Status.READY : unless,
        Map.of(issuer, state.stage() + failures));
  }

  /** Also tells {@code listener} from now on of what is new. */
  public void listen(RevocationListener listener) {
    hearers.add(listener);
  }

  private Stage stage(Moment now) {
    Moment success = lastSuccess;
    if (closed) {
      return Stage.CLOSED;
    }
    if (success == null) {
      return Stage.EMPTY;
    }
    if (success.ageAt(now) > maxAgeNanos) {
      return Stage.STALE;
    }
    return full ? Stage.FULL : Stage.FRESH;
  }

  private void refreshBehind() {
    try {
      refreshNow();
    } catch (RuntimeException | LinkageError e) {
      // Told and counted; the next time is not far.
    } finally {
      // Not at a fixed rate: after a pause of the machine there is one refresh, and not a hundred.
      scheduleRefresh((long) (everyNanos * (0.8 + 0.2 * random.nextDouble())));
    }
  }

  private void refresh() {
    Moment begun = Moment.of(clock, ticker);
    int added;
    try {
      forget(begun);
      added = read(begun);
    } catch (RuntimeException | LinkageError e) {
      failed(e);
      throw e;
    }
    if (failures.getAndSet(0) > 0) {
      log.info("revocations of {}: known again", issuer);
    }
    listener.revocationsRefreshed(issuer, added, known.size());
    hearers.tell();
    announce();
    scheduleLook();
  }

  private void forget(Moment now) {
    if (lastForgetting == null || full || lastForgetting.ageAt(now) >= FORGET_EVERY) {
      lastForgetting = now;
      if (known.forget(now.wallMillis()) > 0) {
        revision.incrementAndGet();
      }
    }
  }

  /** Reads a page and merges it; how many were new. */
  private int read(Moment begun) {
    boolean whole = isWholeDue(begun);
    RevocationPage page = source.since(whole ? RevocationCursor.START : cursor);
    long readAt = Math.max(begun.wallMillis(), asOf); // though the time of day may go back
    int added = 0;
    boolean fits = true;
    for (Revocation each : page.revocations()) {
      if (each.expiresAt().toEpochMilli() > begun.wallMillis()) {
        switch (known.add(each, readAt)) {
          case NEW -> {
            added++;
            hearers.queue(each);
          }
          case NO_ROOM -> fits = false;
          case NOTHING_NEW -> {}
        }
      }
    }
    if (added > 0) {
      revision.incrementAndGet();
    }
    cursor = page.next();
    if (whole) {
      lastWhole = begun;
    }
    full = !fits || (full && !whole);
    asOf = readAt;
    lastSuccess = begun;
    return added;
  }

  /** At first, then every hour; and when there is room again for what found none. */
  private boolean isWholeDue(Moment now) {
    Moment last = lastWhole;
    return last == null
        || last.ageAt(now) >= WHOLE_EVERY
        || (full && known.room() > maxEntries / 16);
  }

  private void failed(Throwable failure) {
    if (closed) {
      return; // whoever was interrupted on the way out did not fail
    }
    if (failures.incrementAndGet() == 1) {
      log.warn("revocations of {}: {}; trying again", issuer, textOf(failure));
    }
    listener.revocationsNotRefreshed(issuer);
    announce();
  }

  /** Messages of other people's exceptions may hold anything. */
  private static @Nullable String textOf(Throwable failure) {
    return failure instanceof RevocationsUnavailableException || failure instanceof StoreException
        ? failure.getMessage()
        : failure.getClass().getName();
  }

  /**
   * Tells if the stage is another than when it was last told. Waits for no refresh: one may hang.
   */
  private void announce() {
    Stage now = stage(Moment.of(clock, ticker));
    Stage before = announced.getAndSet(now);
    if (now != before) {
      if (now == Stage.STALE || now == Stage.FULL) {
        log.warn("revocations of {}: {}", issuer, now);
      }
      listener.revocationsStateChanged(issuer, before.name(), now.name());
    }
  }

  private void scheduleRefresh(long nanos) {
    nextRefresh = schedule(this::refreshBehind, nanos);
  }

  /** Looks when this success will be too old, in case there is none after it. */
  private void scheduleLook() {
    Future<?> look = nextLook;
    if (look != null) {
      look.cancel(false);
    }
    nextLook = schedule(this::announce, maxAgeNanos + 1);
  }

  private @Nullable Future<?> schedule(Runnable work, long nanos) {
    try {
      return closed ? null : threads.scheduler().schedule(work, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null; // whoever handed the scheduler in has shut it down
    }
  }

  /**
   * Ends background work; the source stays open. Idempotent. Afterwards it continues with what it
   * knows, or fails closed.
   */
  @Override
  public void close() {
    closed = true;
    threads.close();
    Future<?> refresh = nextRefresh;
    Future<?> look = nextLook;
    if (refresh != null) {
      refresh.cancel(true);
    }
    if (look != null) {
      look.cancel(true);
    }
  }

  /** The issuer and the stage. */
  @Override
  public String toString() {
    return "RevocationFeed(" + issuer + ", " + stage(Moment.of(clock, ticker)) + ")";
  }
}
