// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says how a {@link RevocationFeed} works. Not safe to share. */
public final class RevocationFeedBuilder {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);

  final RevocationSource source;
  final List<RevocationListener> hearers = new ArrayList<>();
  private @Nullable String issuer;
  Duration every = Duration.ofSeconds(10);
  Duration maxAge = Duration.ofSeconds(60);
  StalePolicy whenStale = StalePolicy.CONTINUE;
  int maxEntries = 1_000_000;
  InstantSource clock = InstantSource.system();
  LongSupplier ticker = System::nanoTime;
  RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  AuthListener listener = AuthListener.NONE;
  @Nullable ScheduledExecutorService scheduler;

  RevocationFeedBuilder(RevocationSource source) {
    this.source = source;
  }

  /** Whose tokens the source is about, the exact {@code iss}. Required. */
  public RevocationFeedBuilder issuer(String issuer) {
    this.issuer = Require.printable("issuer", issuer);
    return this;
  }

  /**
   * How often the source is asked, less up to a fifth, so that servers do not come together. A ban
   * takes that long to reach this server, and as long as caches on the way keep what they have.
   * Defaults to 10 seconds; 100 ms to 1 hour.
   */
  public RevocationFeedBuilder every(Duration period) {
    this.every = Require.between("every", period, SHORTEST, LONGEST);
    return this;
  }

  /**
   * How long ago the source may have been heard before this view is stale. Defaults to 60 seconds;
   * at least {@link #every}, at most 1 day.
   */
  public RevocationFeedBuilder maxAge(Duration age) {
    this.maxAge = Require.between("maxAge", age, SHORTEST, Duration.ofDays(1));
    return this;
  }

  /** What to do while it does not know enough. Defaults to {@link StalePolicy#CONTINUE}. */
  public RevocationFeedBuilder whenStale(StalePolicy policy) {
    this.whenStale = policy;
    return this;
  }

  /**
   * How many subjects, sessions and tokens there may be; some 170 bytes each. When there are more,
   * it forgets none that it knows, takes none that are new, and does not know enough. Defaults to 1
   * 000 000; 1 to 10 000 000.
   */
  public RevocationFeedBuilder maxEntries(int most) {
    this.maxEntries = Require.between("maxEntries", most, 1, 10_000_000);
    return this;
  }

  /** The time of day. Defaults to the system's. */
  public RevocationFeedBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
  public RevocationFeedBuilder ticker(LongSupplier ticker) {
    this.ticker = ticker;
    return this;
  }

  /** Where the jitter comes from. Defaults to {@link ThreadLocalRandom}. */
  public RevocationFeedBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /**
   * What refreshes and listeners run on; stays the caller's to shut down. A source that hangs keeps
   * a thread of it, and so does a listener. Defaults to daemon threads of its own.
   */
  public RevocationFeedBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /** Who is told of refreshes and stages. Defaults to nobody. */
  public RevocationFeedBuilder listener(AuthListener listener) {
    this.listener = GuardedListener.around(listener);
    return this;
  }

  /** Who is told of every revocation. May be called several times. */
  public RevocationFeedBuilder onRevocation(RevocationListener listener) {
    hearers.add(listener);
    return this;
  }

  /**
   * The feed; it begins to read in the background.
   *
   * @throws IllegalArgumentException if no issuer was said, or {@code maxAge} is below {@code
   *     every}
   */
  public RevocationFeed build() {
    if (issuer == null) {
      throw new IllegalArgumentException("issuer: none (expected: the iss of the tokens)");
    }
    Require.between("maxAge", maxAge, every, Duration.ofDays(1));
    return new RevocationFeed(this, issuer);
  }
}
