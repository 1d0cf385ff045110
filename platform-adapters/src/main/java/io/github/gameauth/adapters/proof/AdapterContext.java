// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.upstream.CircuitBreaker;
import io.github.gameauth.upstream.JsonHttp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * What all adapters of a server share. Begin with {@link #of}; every method named like a component
 * returns a copy. Safe to share.
 *
 * <pre>{@code
 * AdapterContext context = AdapterContext.of(JsonHttp.create(), onceStore);
 * var steam = new SteamAdapter(steamSettings, context);
 * var apple = new AppleAdapter(appleSettings, context);
 * }</pre>
 *
 * @param http asks the platforms, on the caller's thread; stays the caller's to close
 * @param clock the time of day
 * @param ticker a clock in nanoseconds that only goes forward
 * @param listener hears of keys, tokens and breakers
 * @param breakers hears as well when a platform is left alone, and when no longer
 * @param once where uses of credentials are noted, so that none is good twice; empty if that is
 *     tolerated
 * @param limits how much is asked of each platform at once
 * @param timer says when keys are to be refreshed; by default each key set has a thread for it
 * @param fetchers refreshes keys; by default each key set has threads for it
 */
public record AdapterContext(
    JsonHttp http,
    InstantSource clock,
    LongSupplier ticker,
    AuthListener listener,
    CircuitBreaker.Listener breakers,
    Optional<OnceStore> once,
    CallLimits limits,
    Optional<ScheduledExecutorService> timer,
    Optional<Executor> fetchers) {

  /**
   * A context with the system's clocks and the default limits.
   *
   * @param once shared by all servers that take the same players
   */
  public static AdapterContext of(JsonHttp http, OnceStore once) {
    return toleratingReplays(http).once(once);
  }

  /**
   * The same as {@link #of} without anything that notices a credential's second use. Whoever gets
   * hold of a ticket or token can then log in with it until it expires: for tests, and for servers
   * that notice by other means.
   */
  public static AdapterContext toleratingReplays(JsonHttp http) {
    return new AdapterContext(
        http,
        InstantSource.system(),
        System::nanoTime,
        AuthListener.NONE,
        (breaker, from, to) -> {},
        Optional.empty(),
        CallLimits.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with others to ask through. */
  public AdapterContext http(JsonHttp http) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /** The same with another time of day. */
  public AdapterContext clock(InstantSource clock) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /** The same with another clock in nanoseconds. */
  public AdapterContext ticker(LongSupplier ticker) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /** The same with a listener to keys, tokens and breakers. */
  public AdapterContext listener(AuthListener listener) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /** The same with a listener to breakers. */
  public AdapterContext breakers(CircuitBreaker.Listener breakers) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /** The same with a store where uses are noted. */
  public AdapterContext once(OnceStore once) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, Optional.of(once), limits, timer, fetchers);
  }

  /** The same with other limits. */
  public AdapterContext limits(CallLimits limits) {
    return new AdapterContext(
        http, clock, ticker, listener, breakers, once, limits, timer, fetchers);
  }

  /**
   * The same with threads for keys, shared by all adapters; they stay the caller's to close.
   *
   * @param timer does microseconds of work at a time
   * @param fetchers needs a free thread for each platform that may hang
   */
  public AdapterContext keyThreads(ScheduledExecutorService timer, Executor fetchers) {
    return new AdapterContext(
        http,
        clock,
        ticker,
        listener,
        breakers,
        once,
        limits,
        Optional.of(timer),
        Optional.of(fetchers));
  }

  /** {@code AdapterContext(…)}. */
  @Override
  public String toString() {
    return "AdapterContext(…)";
  }
}
