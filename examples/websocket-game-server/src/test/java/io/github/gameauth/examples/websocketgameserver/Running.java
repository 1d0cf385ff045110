// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A game server in the tests' process, by a clock that they move. Its sockets are real. */
final class Running implements AutoCloseable {
  static final String OPERATOR = "an-operators-token-of-more-than-32-characters";

  final TestClock clock;
  final GameServer server;
  final Client client;

  private Running(TestClock clock, String... options) {
    this.clock = clock;
    this.server =
        GameServer.start(
            Options.parse(
                Map.of("GAMEAUTH_ADMIN_TOKEN", OPERATOR),
                Stream.concat(Stream.of("--port", "0"), Stream.of(options)).toArray(String[]::new)),
            new GameTime(clock, clock, Optional.of(new TestScheduler(clock))));
    this.client = new Client(server.address());
  }

  static Running with(String... options) {
    return new Running(TestClock.at("2030-01-01T12:00:00Z"), options);
  }

  /** Another server by the same clock. */
  Running beside(String... options) {
    return new Running(clock, options);
  }

  Socket.Knock knock() {
    return Socket.Knock.at(client);
  }

  /** A player's connection that was let in. */
  Socket connected(Client.Player player) {
    Socket socket = knock().bearing(player.access()).open();
    socket.hears("welcome");
    return socket;
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  void advanceTo(Instant instant) {
    clock.advance(Duration.between(clock.instant(), instant));
  }

  @Override
  public void close() {
    server.close();
  }
}
