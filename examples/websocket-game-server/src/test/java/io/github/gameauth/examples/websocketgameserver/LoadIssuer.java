// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.Session;
import io.github.gameauth.session.SessionOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The issuer of the load's players. What it publishes is fetched over HTTP; its key set can be
 * taken away, and its keys can be made to rotate, by a clock that nothing but the keys goes by.
 */
final class LoadIssuer implements AutoCloseable {
  private static final ExchangeContext ASKED =
      ExchangeContext.of(new GameId(Issuer.GAME), Issuer.CLIENT);
  private static final Duration WEEK = Duration.ofDays(7);

  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HomeIssuer issuer;
  private final AtomicInteger keySetsServed = new AtomicInteger();
  private final AtomicInteger keySetsDenied = new AtomicInteger();
  private volatile boolean keySetDown;
  private volatile Duration keysAhead = Duration.ZERO;

  LoadIssuer(Duration life) throws IOException {
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.issuer =
        new HomeIssuer(address(), life, GameTime.real(), () -> Instant.now().plus(keysAhead));
    http.setExecutor(threads);
    for (Route route : issuer.routes()) {
      http.createContext(route.path(), exchange -> answer(route, exchange));
    }
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void answer(Route route, HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean keySet = route.path().endsWith("jwks.json");
      if (keySet && keySetDown) {
        keySetsDenied.incrementAndGet();
        return; // It hangs up without a word.
      }
      String query = exchange.getRequestURI().getRawQuery();
      List<String> tag = exchange.getRequestHeaders().getOrDefault("If-None-Match", List.of());
      Answer answer =
          route
              .endpoint()
              .apply(
                  new Request(
                      exchange.getRequestMethod(),
                      route.path(),
                      query == null ? "" : query,
                      Map.of("if-none-match", tag),
                      "",
                      "load"));
      if (keySet) {
        keySetsServed.incrementAndGet();
      }
      answer
          .headers()
          .forEach(
              (name, value) -> {
                // Without it the server's own setting says how long keys are fresh: seconds, so
                // that an
                // outage of a minute is noticed.
                if (!keySet || !name.equalsIgnoreCase("Cache-Control")) {
                  exchange.getResponseHeaders().set(name, value);
                }
              });
      boolean empty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
      if (!empty) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  /** A new guest's session. */
  Session newPlayer() {
    GuestCredential guest = issuer.accounts().createGuest().credential();
    return opened(issuer.exchange().open(guest, ASKED));
  }

  /** The next tokens. */
  Session refreshed(Secret refreshToken) {
    return opened(issuer.exchange().refresh(refreshToken, ASKED));
  }

  private static Session opened(SessionOutcome outcome) {
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      return accepted.session();
    }
    throw new IllegalStateException("no session: " + outcome);
  }

  void ban(String player) {
    if (!issuer.ban(player, Ban.forever("load"))) {
      throw new IllegalStateException("no such player");
    }
  }

  /** Takes the key set away, or brings it back. */
  void keySetDown(boolean down) {
    this.keySetDown = down;
  }

  int keySetsServed() {
    return keySetsServed.get();
  }

  int keySetsDenied() {
    return keySetsDenied.get();
  }

  /** Publishes the next key, which does not sign yet: a planned rotation's first half. */
  void publishNextKey() {
    Duration untilNext =
        Duration.ofMillis(
            WEEK.toMillis()
                - Math.floorMod(Instant.now().plus(keysAhead).toEpochMilli(), WEEK.toMillis()));
    keysAhead = keysAhead.plus(untilNext).minus(Duration.ofHours(25)).plusSeconds(30);
    issuer.keys().renew();
  }

  /** Lets the next key sign: the second half, a day later by the keys' clock. */
  void signWithNextKey() {
    keysAhead = keysAhead.plus(Duration.ofHours(25)).plusSeconds(60);
    issuer.keys().renew();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    issuer.close();
  }
}
