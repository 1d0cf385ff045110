// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.revocation.RevocationFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link ConnectionRegistry}.
 *
 * @param <C> what the host calls a connection
 */
public final class ConnectionRegistryBuilder<C> {
  private static final double LEAST_NOTICE = 0.1;
  private static final double MOST_NOTICE = 0.99;

  final LeaseListener<C> leases;
  final List<RevocationFeed> feeds = new ArrayList<>();
  SessionRule rule = SessionRule.MANY;
  double noticeAt = 0.8;
  Duration minimumLife = Duration.ofSeconds(5);
  int maximumLeases = 200_000;
  Duration tick = Duration.ofMillis(100);
  InstantSource clock = InstantSource.system();
  LongSupplier ticker = System::nanoTime;
  @Nullable ScheduledExecutorService scheduler;
  AuthListener events = AuthListener.NONE;

  ConnectionRegistryBuilder(LeaseListener<C> leases) {
    this.leases = leases;
  }

  /** How many connections a player may have. Defaults to {@link SessionRule#MANY}. */
  public ConnectionRegistryBuilder<C> sessions(SessionRule rule) {
    this.rule = rule;
    return this;
  }

  /**
   * A feed whose revocations end the leases of its issuer, on the feed's threads; it stays the
   * caller's to close. May be called several times. Defaults to none.
   */
  public ConnectionRegistryBuilder<C> revocations(RevocationFeed feed) {
    this.feeds.add(feed);
    return this;
  }

  /** Which share of a lease is over when notice is given. Defaults to 0.8; 0.1 to 0.99. */
  public ConnectionRegistryBuilder<C> noticeAt(double share) {
    if (!(share >= LEAST_NOTICE && share <= MOST_NOTICE)) {
      throw new IllegalArgumentException(
          "noticeAt: " + share + " (expected: " + LEAST_NOTICE + " to " + MOST_NOTICE + ")");
    }
    this.noticeAt = share;
    return this;
  }

  /**
   * What must be left of a token that opens or renews a lease. Defaults to 5 seconds; 0 to 1 hour.
   */
  public ConnectionRegistryBuilder<C> minimumLife(Duration least) {
    this.minimumLife = Require.between("minimumLife", least, Duration.ZERO, Duration.ofHours(1));
    return this;
  }

  /**
   * How many leases there may be; more are refused with {@link LeaseEnd#TRY_LATER}. Defaults to 200
   * 000; 1 to 10 000 000.
   */
  public ConnectionRegistryBuilder<C> maximumLeases(int most) {
    this.maximumLeases = Require.between("maximumLeases", most, 1, 10_000_000);
    return this;
  }

  /** How often the wheel turns. Defaults to 100 milliseconds; 10 milliseconds to 5 seconds. */
  public ConnectionRegistryBuilder<C> tick(Duration tick) {
    this.tick = Require.between("tick", tick, Duration.ofMillis(10), Duration.ofSeconds(5));
    return this;
  }

  /** The time of day. Defaults to the system's. */
  public ConnectionRegistryBuilder<C> clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
  public ConnectionRegistryBuilder<C> ticker(LongSupplier ticker) {
    this.ticker = ticker;
    return this;
  }

  /**
   * What turns the wheel and tells the listener; stays the caller's to shut down. Defaults to one
   * daemon thread.
   */
  public ConnectionRegistryBuilder<C> scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /** Who is told of leases that open, are renewed and end, for metrics. Defaults to nobody. */
  public ConnectionRegistryBuilder<C> listener(AuthListener listener) {
    this.events = GuardedListener.around(listener);
    return this;
  }

  /** The registry; its wheel turns from now on. */
  public ConnectionRegistry<C> build() {
    return new ConnectionRegistry<>(this);
  }
}
