// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.key.KeySetState.Stage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's published keys, fetched once and kept fresh behind the scenes.
 *
 * <ul>
 *   <li>A set is fresh for as long as the issuer says, within the bounds of {@link JwksSettings};
 *       it is asked for again at about 80 % of that time.
 *   <li>If that fails, the old keys serve on, for 4 hours unless set otherwise. Then nobody can
 *       tell, and {@link #find} says so.
 *   <li>A process that slept past freshness asks before it trusts, but waits for an issuer that
 *       hangs no longer than 2 seconds.
 *   <li>A key id that is not in the set may be a new key: the issuer is asked, at most twice in 10
 *       seconds however many such ids come.
 *   <li>There is never more than one request under way. An answer that is no key set, or holds no
 *       usable key, changes nothing.
 * </ul>
 *
 * <p>Safe to share; {@link #find} takes no lock and does no I/O. Close it to stop its threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 §5</a>
 */
public final class JwksCache implements KeySource, AutoCloseable {
  /** A flight must end between two looks for a third to be needed. */
  private static final int MAX_LOOKS = 8;

  private static final KeyAnswer ASK_AGAIN = new KeyAnswer.Unavailable(Duration.ofMillis(100));
  private static final KeyAnswer CLOSED = new KeyAnswer.Unavailable(Duration.ofMinutes(5));

  private final String issuer;
  private final KeyTime time;
  private final KeyRefresher refresher;
  private final Runnable release;

  JwksCache(String issuer, KeyTime time, KeyRefresher refresher, Runnable release) {
    this.issuer = issuer;
    this.time = time;
    this.refresher = refresher;
    this.release = release;
  }

  /**
   * The key set at a fixed address.
   *
   * @param keySet https, or http on loopback
   * @throws IllegalArgumentException if it is neither
   */
  public static JwksCacheBuilder at(URI keySet) {
    return JwksCacheBuilder.at(keySet);
  }

  /**
   * The key set that an issuer's {@code /.well-known/openid-configuration} names. It must lie on
   * the issuer's own host, or on one that {@link JwksCacheBuilder#keySetHost} allows.
   *
   * @param issuer exactly as the issuer writes itself; https, or http on loopback
   * @throws IllegalArgumentException if it is neither
   */
  public static JwksCacheBuilder discoveredFrom(String issuer) {
    return JwksCacheBuilder.discoveredFrom(issuer);
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    for (int look = 0; look < MAX_LOOKS; look++) {
      @Nullable KeyAnswer answer = answer(refresher.knowledge(), algorithm, keyId);
      if (answer != null) {
        return answer;
      }
    }
    return ASK_AGAIN;
  }

  /** The answer by what is known, or {@code null} if something else is known by now. */
  private @Nullable KeyAnswer answer(Knowledge known, Algorithm algorithm, @Nullable String keyId) {
    long now = time.nanos();
    @Nullable HeldKeys held = known.held();
    if (held == null) {
      return known.closed() ? CLOSED : withoutKeys(known, FetchCause.FIRST, now);
    }
    long age = held.since().ageAt(time.wallMillis(), now);
    if (!held.isDue(age)) {
      return answer(known, held, algorithm, keyId, now);
    }
    if (!held.isTrusted(age)) {
      return withoutKeys(known, FetchCause.EXPIRY, now);
    }
    boolean fresh = held.isFresh(age);
    @Nullable Flight flight = refresher.underWay(now);
    if (flight == null && known.failures().waitNanos(now) <= 0) {
      flight = refresher.begin(fresh ? FetchCause.SCHEDULED : FetchCause.EXPIRY, known);
      if (flight == null) {
        return null;
      }
    }
    if (fresh || known.failures().ofDueSet() || flight == null || flight.isSlow(now)) {
      return answer(known, held, algorithm, keyId, now);
    }
    // Past freshness, and nobody has tried: a key may have been withdrawn while we slept.
    return flight.pending();
  }

  private @Nullable KeyAnswer answer(
      Knowledge known, HeldKeys held, Algorithm algorithm, @Nullable String keyId, long now) {
    @Nullable KeyAnswer answer = held.keys().answer(algorithm, keyId);
    if (answer != null) {
      return answer;
    }
    return keyId == null ? KeyAnswer.UNKNOWN : unknown(known, now);
  }

  /** A new key, or a stranger's guess. */
  private @Nullable KeyAnswer unknown(Knowledge known, long now) {
    @Nullable Flight flight = refresher.underWay(now);
    long backoff = known.failures().waitNanos(now);
    long cooldown = refresher.unknownKeyWaitNanos(now);
    if (flight == null && backoff <= 0 && cooldown <= 0) {
      flight = refresher.begin(FetchCause.UNKNOWN_KEY, known);
      if (flight == null) {
        return null;
      }
    }
    if (flight != null && !flight.isSlow(now)) {
      return flight.pending();
    }
    // An issuer that cannot be asked is no reason to call the token bad.
    if (flight != null) {
      return unavailable(Flight.SLOW);
    }
    return known.failures().any() ? unavailable(Math.max(backoff, cooldown)) : KeyAnswer.UNKNOWN;
  }

  private @Nullable KeyAnswer withoutKeys(Knowledge known, FetchCause cause, long now) {
    @Nullable Flight flight = refresher.underWay(now);
    if (flight == null) {
      long backoff = known.failures().waitNanos(now);
      if (backoff > 0) {
        return unavailable(backoff);
      }
      flight = refresher.begin(cause, known);
    }
    return flight == null ? null : flight.pending();
  }

  private static KeyAnswer unavailable(long nanos) {
    // Never zero: that would invite to ask again in a loop.
    return new KeyAnswer.Unavailable(Duration.ofNanos(Math.max(nanos, 1_000_000)));
  }

  /**
   * Fetches the keys unless some may be used already.
   *
   * @return completes when keys are there; exceptionally with a {@link KeyFetchException} if the
   *     fetch failed, or the last one did so a moment ago
   */
  @Override
  public CompletionStage<Void> warmUp() {
    for (int look = 0; look < MAX_LOOKS; look++) {
      Knowledge known = refresher.knowledge();
      @Nullable HeldKeys held = known.held();
      if (held != null && held.isTrusted(held.since().ageAt(time.now()))) {
        return CompletableFuture.completedFuture(null);
      }
      @Nullable Flight flight = refresher.underWay(time.nanos());
      if (flight == null && known.failures().waitNanos(time.nanos()) > 0) {
        return failed(known.failures().code());
      }
      if (flight == null && known.closed()) {
        return failed(KeyRefresher.CLOSED);
      }
      flight = flight == null ? refresher.begin(FetchCause.FIRST, known) : flight;
      if (flight != null) {
        return flight.outcome();
      }
    }
    return failed(KeyRefresher.BUSY);
  }

  /**
   * Asks the issuer now, or joins the request under way. For an operator's button; nothing keeps a
   * loop around it from hammering the issuer.
   *
   * @return completes when the keys are those of now; exceptionally with a {@link
   *     KeyFetchException} if they could not be had, and then the old ones stay
   */
  public CompletionStage<Void> refresh() {
    for (int look = 0; look < MAX_LOOKS; look++) {
      Knowledge known = refresher.knowledge();
      if (known.closed()) {
        return failed(KeyRefresher.CLOSED);
      }
      @Nullable Flight flight = refresher.underWay(time.nanos());
      flight = flight == null ? refresher.begin(FetchCause.ASKED, known) : flight;
      if (flight != null) {
        return flight.outcome();
      }
    }
    return failed(KeyRefresher.BUSY);
  }

  private CompletionStage<Void> failed(String code) {
    return CompletableFuture.failedStage(KeyFetchException.of(issuer, code));
  }

  /**
   * Trusts none of the keys any more, as after a break-in at the issuer, until the issuer has been
   * asked anew. What a request under way brings does not count.
   */
  public void invalidate() {
    refresher.invalidate();
  }

  /** What is known now. */
  public KeySetState state() {
    Knowledge known = refresher.knowledge();
    @Nullable HeldKeys held = known.held();
    Stage stage = refresher.stage(known, time.now());
    Optional<HeldKeys> keys = Optional.ofNullable(held);
    Optional<FetchFailures> failures = Optional.of(known.failures()).filter(FetchFailures::any);
    return new KeySetState(
        issuer,
        stage,
        keys.map(HeldKeys::generation).orElse(0L),
        keys.map(set -> set.keys().names()).orElse(List.of()),
        keys.map(set -> Instant.ofEpochMilli(set.since().wallMillis())),
        keys.map(HeldKeys::freshUntil),
        keys.map(HeldKeys::trustedUntil),
        failures.map(FetchFailures::code),
        failures.map(FetchFailures::at),
        known.failures().count());
  }

  /**
   * Stops the threads and connections that are its own, and tells those who wait. From then on
   * {@link #find} says that nobody can tell. May be called twice.
   */
  @Override
  public void close() {
    refresher.close();
    release.run();
  }

  /** Its issuer's name. */
  @Override
  public String toString() {
    return "JwksCache(" + issuer + ")";
  }
}
