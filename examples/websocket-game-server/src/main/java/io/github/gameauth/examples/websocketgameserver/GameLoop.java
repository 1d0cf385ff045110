// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.ConnectionRegistry;
import io.github.gameauth.live.LeaseEnd;
import io.github.gameauth.live.LeaseRenewal;
import io.github.gameauth.live.SessionLease;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The game: one thread, {@value #HERTZ} ticks a second. Everything that players say is judged here,
 * tokens included, and so nothing here may wait: tokens are verified by {@code verifyNow} alone,
 * which does no I/O and takes no lock.
 *
 * <p>The room has no list of its own: whoever has a lease is in it.
 */
final class GameLoop implements AutoCloseable {
  static final int HERTZ = 20;

  private static final Logger log = LoggerFactory.getLogger(GameLoop.class);
  private static final int QUEUE = 16_384;
  private static final int MESSAGES_PER_TICK = 1000; // as many tokens are verified within one tick
  private static final int CHATS_PER_TICK = 10;
  private static final int NAMES_TOLD = 20;

  private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(QUEUE);
  private final TokenVerifier verifier;
  private final ConnectionRegistry<Connection> players;
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> ticking;
  private int chatsLeft;

  private record Said(SessionLease<Connection> by, FromClient what) {}

  GameLoop(TokenVerifier verifier, ConnectionRegistry<Connection> players) {
    this.verifier = verifier;
    this.players = players;
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "game"));
    this.ticking =
        thread.scheduleAtFixedRate(this::tick, 0, 1_000_000 / HERTZ, TimeUnit.MICROSECONDS);
  }

  /** Hears what a player says; whether there was room for it. From any thread. */
  boolean hear(SessionLease<Connection> player, FromClient what) {
    return said.offer(new Said(player, what));
  }

  private void tick() {
    try {
      chatsLeft = CHATS_PER_TICK;
      List<Said> all = new ArrayList<>();
      said.drainTo(all, MESSAGES_PER_TICK);
      for (Said each : all) {
        if (each.by().isLive()) {
          answer(each.by(), each.what());
        }
      }
      // Here a game would move its world on.
    } catch (RuntimeException e) {
      log.error("a tick failed", e); // A task that throws would never run again.
    }
  }

  private void answer(SessionLease<Connection> player, FromClient what) {
    Connection connection = player.connection();
    if (what instanceof FromClient.Echo echo) {
      connection.send(Map.of("type", "echo", "text", echo.text()));
    } else if (what instanceof FromClient.Chat chat) {
      chat(player, chat.text());
    } else if (what instanceof FromClient.Tell tell) {
      tell(player, tell);
    } else if (what instanceof FromClient.Who) {
      who(connection);
    } else if (what instanceof FromClient.Renew renew) {
      renew(player, renew);
    }
  }

  private void chat(SessionLease<Connection> player, String text) {
    if (chatsLeft--
        <= 0) { // everybody hears everything: so much per tick, or nobody hears anything
      player.connection().send(refused("chat", "BUSY"));
      return;
    }
    String json = Json.text(Map.of("type", "chat", "from", player.subject(), "text", text));
    players.forEach(each -> each.connection().send(json));
  }

  private void tell(SessionLease<Connection> player, FromClient.Tell tell) {
    List<SessionLease<Connection>> them = players.ofPlayer(player.issuer(), tell.to());
    String json = Json.text(Map.of("type", "told", "from", player.subject(), "text", tell.text()));
    them.forEach(each -> each.connection().send(json));
    player
        .connection()
        .send(Map.of("type", "delivered", "to", tell.to(), "connections", them.size()));
  }

  private void who(Connection connection) {
    TreeSet<String> names = new TreeSet<>();
    players.forEach(
        each -> {
          names.add(each.subject());
          if (names.size() > NAMES_TOLD) {
            names.pollLast();
          }
        });
    connection.send(Map.of("type", "who", "connections", players.size(), "players", names));
  }

  /** A newer token prolongs the lease. One that nobody can judge right now ends nothing. */
  private void renew(SessionLease<Connection> player, FromClient.Renew renew) {
    Connection connection = player.connection();
    Verification verification = verifier.verifyNow(renew.token().reveal());
    if (verification instanceof Verification.Accepted accepted) {
      LeaseRenewal renewal = player.renew(accepted.player());
      if (renewal == LeaseRenewal.RENEWED) {
        connection.send(Map.of("type", "renewed", "expiresAt", player.expiresAt().toEpochMilli()));
      } else if (renewal.closes()) {
        player.end(LeaseEnd.TOKEN_REFUSED); // No honest client brings such a token.
      } else {
        connection.send(refused("renew", renewal.name()));
      }
    } else if (verification instanceof Verification.Undecided undecided) {
      connection.send(
          Map.of(
              "type", "undecided", "of", "renew", "retryAfter", undecided.retryAfter().toMillis()));
    } else {
      connection.send(
          refused("renew", ((Verification.Rejected) verification).rejection().reason().name()));
    }
  }

  static Map<String, String> refused(String what, String code) {
    return Map.of("type", "refused", "of", what, "code", code);
  }

  @Override
  public void close() {
    ticking.cancel(false);
    thread.shutdown();
  }
}
