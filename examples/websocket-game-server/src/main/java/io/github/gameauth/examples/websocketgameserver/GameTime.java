// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.ConnectionRegistryBuilder;
import io.github.gameauth.live.HandshakeAuthenticatorBuilder;
import io.github.gameauth.revocation.RevocationFeedBuilder;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The time that this server goes by, so that a test can move it.
 *
 * @param clock the time of day
 * @param ticker elapsed nanoseconds
 * @param scheduler who does what is due; the library's own threads if there is none
 */
record GameTime(
    InstantSource clock, LongSupplier ticker, Optional<ScheduledExecutorService> scheduler) {
  /** As everywhere else. */
  static GameTime real() {
    return new GameTime(Clock.systemUTC(), System::nanoTime, Optional.empty());
  }

  /** A feed that goes by it. */
  RevocationFeedBuilder feed(RevocationFeedBuilder feed) {
    feed.clock(clock).ticker(ticker);
    return scheduler.map(feed::scheduler).orElse(feed);
  }

  /** A registry that goes by it. */
  <C> ConnectionRegistryBuilder<C> registry(ConnectionRegistryBuilder<C> registry) {
    registry.clock(clock).ticker(ticker);
    return scheduler.map(registry::scheduler).orElse(registry);
  }

  /** An authenticator that goes by it. */
  HandshakeAuthenticatorBuilder authenticator(HandshakeAuthenticatorBuilder authenticator) {
    authenticator.clock(clock).ticker(ticker);
    return scheduler.map(authenticator::scheduler).orElse(authenticator);
  }
}
