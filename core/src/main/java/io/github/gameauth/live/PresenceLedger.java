// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a directory ought to say of one server, and what it says. The registry tells what changes,
 * under its lock; {@link #flush} brings the directory up to date, on one thread at a time. Only how
 * a player stands at the end matters, so whoever comes and goes between two flushes costs nothing.
 */
final class PresenceLedger implements LeaseObserver {
  private static final Logger log = LoggerFactory.getLogger(PresenceLedger.class);

  /** More changes than that are not remembered; everything is counted anew instead. */
  static final int MOST_CHANGES = 200_000;

  /** What is noted for an entry of which nobody knows whether the directory has it. */
  private static final Instant IN_DOUBT = Instant.MIN;

  /** Hears of a connection. */
  @FunctionalInterface
  interface Teller {
    void connected(String issuer, String subject, Instant until);
  }

  /** Names every connection that there is. */
  @FunctionalInterface
  interface Census {
    void tell(Teller teller);
  }

  private final ConnectionDirectory directory;
  private final GameServer server;
  private final Census census;
  private final int mostChanges;

  /** Guards the three that follow; held for as long as a map takes. */
  private final Object lock = new Object();

  private Map<ConnectedPlayer, Optional<Instant>> changes = new HashMap<>();
  private boolean lost = true; // whoever was there before us, we were not told of
  private boolean warned;

  /** What the directory says, or might say; for the flushing thread alone. */
  private final Map<ConnectedPlayer, Instant> entered = new HashMap<>();

  PresenceLedger(ConnectionDirectory directory, GameServer server, Census census, int mostChanges) {
    this.directory = directory;
    this.server = server;
    this.census = census;
    this.mostChanges = mostChanges;
  }

  @Override
  public void entered(String issuer, String subject, Instant until) {
    named(issuer, subject).ifPresent(player -> note(player, Optional.of(until)));
  }

  @Override
  public void left(String issuer, String subject) {
    named(issuer, subject).ifPresent(player -> note(player, Optional.empty()));
  }

  private Optional<ConnectedPlayer> named(String issuer, String subject) {
    try {
      return Optional.of(new ConnectedPlayer(issuer, subject));
    } catch (IllegalArgumentException e) {
      warnOnce();
      return Optional.empty();
    }
  }

  private void warnOnce() {
    synchronized (lock) {
      if (warned) {
        return;
      }
      warned = true;
    }
    log.warn("presence: a player's name is too long for the directory; no other server finds them");
  }

  private void note(ConnectedPlayer player, Optional<Instant> until) {
    synchronized (lock) {
      if (changes.size() < mostChanges || changes.containsKey(player)) {
        changes.put(player, until);
      } else {
        lost = true;
      }
    }
  }

  /**
   * Writes what has changed.
   *
   * @param now the time of day
   * @param goOn asked before each call of the directory; what is left then stays to be written
   * @throws RuntimeException if the directory failed; what is not written stays to be written, as
   *     it will stand by then
   */
  void flush(InstantSource now, BooleanSupplier goOn) {
    recountIfLost();
    Map<ConnectedPlayer, Optional<Instant>> taken = take();
    List<ConnectedPlayer> leaving = new ArrayList<>();
    List<ConnectedPlayer> entering = new ArrayList<>();
    taken.forEach(
        (player, until) -> {
          Optional<Instant> said = Optional.ofNullable(entered.get(player));
          if (!said.equals(until)) {
            (until.isPresent() ? entering : leaving).add(player);
          }
        });
    Set<ConnectedPlayer> open = new HashSet<>(leaving);
    open.addAll(entering);
    try {
      boolean all =
          inBatches(leaving, goOn, batch -> leave(batch, open))
              && inBatches(entering, goOn, batch -> enter(batch, taken, now.instant(), open));
      if (all) {
        open.clear();
      }
    } finally {
      giveBack(open, taken);
    }
  }

  /** What was lost is found by counting everybody; what is told meanwhile is newer, and stays. */
  private void recountIfLost() {
    synchronized (lock) {
      if (!lost) {
        return;
      }
      lost = false;
    }
    Map<ConnectedPlayer, Instant> here = new HashMap<>();
    census.tell(
        (issuer, subject, until) ->
            named(issuer, subject)
                .ifPresent(player -> here.merge(player, until, (a, b) -> a.isAfter(b) ? a : b)));
    synchronized (lock) {
      here.forEach((player, until) -> changes.putIfAbsent(player, Optional.of(until)));
      for (ConnectedPlayer player : entered.keySet()) {
        if (!here.containsKey(player)) {
          changes.putIfAbsent(player, Optional.empty());
        }
      }
    }
  }

  private Map<ConnectedPlayer, Optional<Instant>> take() {
    synchronized (lock) {
      Map<ConnectedPlayer, Optional<Instant>> taken = changes;
      changes = new HashMap<>();
      return taken;
    }
  }

  private void giveBack(Set<ConnectedPlayer> open, Map<ConnectedPlayer, Optional<Instant>> taken) {
    synchronized (lock) {
      for (ConnectedPlayer player : open) {
        changes.putIfAbsent(player, taken.getOrDefault(player, Optional.empty()));
      }
    }
  }

  /** How many changes wait to be written. */
  int waiting() {
    synchronized (lock) {
      return changes.size();
    }
  }

  private static boolean inBatches(
      List<ConnectedPlayer> players, BooleanSupplier goOn, Consumer<List<ConnectedPlayer>> call) {
    int most = ConnectionDirectory.MOST_AT_ONCE;
    for (int from = 0; from < players.size(); from += most) {
      if (!goOn.getAsBoolean()) {
        return false;
      }
      call.accept(players.subList(from, Math.min(players.size(), from + most)));
    }
    return true;
  }

  private void leave(List<ConnectedPlayer> players, Set<ConnectedPlayer> open) {
    players.forEach(player -> entered.put(player, IN_DOUBT));
    directory.leave(server, players);
    players.forEach(entered::remove);
    players.forEach(open::remove);
  }

  private void enter(
      List<ConnectedPlayer> players,
      Map<ConnectedPlayer, Optional<Instant>> taken,
      Instant now,
      Set<ConnectedPlayer> open) {
    Map<ConnectedPlayer, Instant> untilOf = new HashMap<>();
    for (ConnectedPlayer player : players) {
      taken.getOrDefault(player, Optional.empty()).ifPresent(until -> untilOf.put(player, until));
    }
    untilOf.keySet().forEach(player -> entered.put(player, IN_DOUBT));
    directory.enter(server, untilOf, now);
    entered.putAll(untilOf);
    players.forEach(open::remove);
  }

  /** The server is gone, and then so are its entries, as far as {@code goOn} lets it come. */
  void farewell(BooleanSupplier goOn) {
    directory.gone(server);
    boolean all =
        inBatches(List.copyOf(entered.keySet()), goOn, players -> directory.leave(server, players));
    if (!all) {
      log.info("presence: some entries stay in the directory until they expire; none counts");
    }
  }
}
