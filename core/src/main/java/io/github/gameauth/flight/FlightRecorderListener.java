// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.flight;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes into JDK Flight Recorder what is rare and tells something: keys fetched and changed,
 * verifications and store calls that took long, bursts of rejections, breakers, outages.
 *
 * <pre>{@code
 * AuthListener flight = FlightRecorderListener.create();
 * TokenVerifier verifier =
 *     TokenVerifier.builder().trust(issuer).listener(metrics.and(flight)).build();
 * }</pre>
 *
 * <p>Events are named {@code io.github.gameauth.flight.…}, hold codes, issuers, platforms and the
 * ids of published keys, and no token, player or secret. As long as nothing records, they cost next
 * to nothing. What may come by the thousand is told once a second: see {@link Builder#burst}.
 *
 * <p>Needs the module {@code jdk.jfr}, which a modular program has to require by itself. Safe to
 * share; it takes no lock.
 */
public final class FlightRecorderListener implements AuthListener {
  /** How many key ids an event names; a whole set may have a hundred. */
  private static final int IDS = 8;

  private final Bursts rejections;
  private final Bursts leaseEnds;
  private final long slowStoreNanos;

  private FlightRecorderListener(Builder settings) {
    this.rejections = new Bursts(settings.burst, settings.ticker);
    this.leaseEnds = new Bursts(settings.burst, settings.ticker);
    this.slowStoreNanos = settings.slowStore.toNanos();
  }

  /** A listener with the default settings. */
  public static FlightRecorderListener create() {
    return builder().build();
  }

  /** Begins a listener whose settings are said one by one. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void keysFetched(KeysFetched fetch) {
    FlightEvents.KeyFetch event = new FlightEvents.KeyFetch();
    if (event.isEnabled()) {
      event.issuer = fetch.issuer();
      event.cause = fetch.cause();
      event.outcome = fetch.outcome();
      event.status = fetch.status();
      event.usableKeys = fetch.usableKeys();
      event.refusedKeys = fetch.refusedKeys();
      event.took = fetch.took().toNanos();
      event.commit();
    }
  }

  @Override
  public void keysChanged(KeysChanged change) {
    FlightEvents.KeyChange event = new FlightEvents.KeyChange();
    if (event.isEnabled()) {
      event.issuer = change.issuer();
      event.generation = change.generation();
      event.added = few(change.added());
      event.removed = few(change.removed());
      event.replaced = few(change.replaced());
      event.ambiguous = few(change.ambiguous());
      event.commit();
    }
  }

  private static String few(List<String> keyIds) {
    return keyIds.size() <= IDS
        ? String.join(" ", keyIds)
        : String.join(" ", keyIds.subList(0, IDS)) + " and " + (keyIds.size() - IDS) + " more";
  }

  @Override
  public void keyStateChanged(String issuer, String from, String to) {
    FlightEvents.KeyStage event = new FlightEvents.KeyStage();
    if (event.isEnabled()) {
      event.issuer = issuer;
      event.from = from;
      event.to = to;
      event.commit();
    }
  }

  @Override
  public void verificationWasSlow(String issuer, String outcome, Duration took) {
    FlightEvents.SlowVerification event = new FlightEvents.SlowVerification();
    if (event.isEnabled()) {
      event.issuer = issuer;
      event.outcome = outcome;
      event.took = took.toNanos();
      event.commit();
    }
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    Bursts.@Nullable Burst burst = rejections.add(issuer, reason);
    if (burst != null) {
      FlightEvents.RejectionBurst event = new FlightEvents.RejectionBurst();
      event.issuer = burst.first();
      event.code = burst.second();
      event.count = burst.count();
      event.within = burst.within();
      event.before = burst.before();
      event.commit();
    }
  }

  @Override
  public void revocationsStateChanged(String issuer, String from, String to) {
    FlightEvents.RevocationStage event = new FlightEvents.RevocationStage();
    if (event.isEnabled()) {
      event.issuer = issuer;
      event.from = from;
      event.to = to;
      event.commit();
    }
  }

  @Override
  public void breakerChanged(String breaker, String from, String to) {
    FlightEvents.BreakerChange event = new FlightEvents.BreakerChange();
    if (event.isEnabled()) {
      event.breaker = breaker;
      event.from = from;
      event.to = to;
      event.commit();
    }
  }

  @Override
  public void sessionOutageChanged(String platform, boolean out) {
    FlightEvents.PlatformOutage event = new FlightEvents.PlatformOutage();
    if (event.isEnabled()) {
      event.platform = platform;
      event.out = out;
      event.commit();
    }
  }

  @Override
  public void storeAnswered(String engine, String step, boolean failed, Duration took) {
    if (!failed && took.toNanos() < slowStoreNanos) {
      return;
    }
    FlightEvents.StoreCall event = new FlightEvents.StoreCall();
    if (event.isEnabled()) {
      event.engine = engine;
      event.step = step;
      event.failed = failed;
      event.took = took.toNanos();
      event.commit();
    }
  }

  @Override
  public void leaseEnded(String cause) {
    Bursts.@Nullable Burst burst = leaseEnds.add(cause, "");
    if (burst != null) {
      FlightEvents.LeaseEndBurst event = new FlightEvents.LeaseEndBurst();
      event.cause = burst.first();
      event.count = burst.count();
      event.within = burst.within();
      event.before = burst.before();
      event.commit();
    }
  }

  /** What is worth an event. Not safe to share. */
  public static final class Builder {
    private static final int MOST_BURST = 1_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int burst = 100;
    private Duration slowStore = Duration.ofMillis(50);
    private LongSupplier ticker = System::nanoTime;

    private Builder() {}

    /**
     * How many rejections of one issuer and code, or ends of leases for one cause, within a second
     * make an event; there is one such event a second. Defaults to 100; 1 to 1 000 000.
     */
    public Builder burst(int enough) {
      if (enough < 1 || enough > MOST_BURST) {
        throw new IllegalArgumentException("burst: " + enough + " (expected: 1 to 1000000)");
      }
      this.burst = enough;
      return this;
    }

    /**
     * From how long on a store's answer makes an event; failures always do. Defaults to 50 ms; 0 to
     * 1 minute.
     */
    public Builder storesSlowAfter(Duration slow) {
      if (slow.isNegative() || slow.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "storesSlowAfter: " + slow + " (expected: PT0S to " + LONGEST + ")");
      }
      this.slowStore = slow;
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier nanos) {
      this.ticker = nanos;
      return this;
    }

    /** The listener. */
    public FlightRecorderListener build() {
      return new FlightRecorderListener(this);
    }
  }
}
