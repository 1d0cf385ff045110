// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory up to date for the connections of one server, so that other servers find its
 * players; and finds those of others.
 *
 * <pre>{@code
 * ServerPresence presence =
 *     ServerPresence.of(
 *             connections,
 *             stores.connections(),
 *             GameServer.starting("world-7", "10.0.3.7:7350", Instant.now()))
 *         .start();
 * List<GameServer> elsewhere = presence.elsewhere(friend);
 * }</pre>
 *
 * <p>A player is entered with the first connection and taken out with the last; an entry counts no
 * longer than the player's leases. Changes are gathered and written every second, so a player is
 * found a moment after connecting. Nothing here ever blocks the registry: in an outage of the store
 * the server goes on, is not found by others for as long, and writes afterwards what is true then.
 *
 * <p>It has to say every 10 seconds that the server is alive; if it cannot for 30, the server's
 * players are not found until it can again. {@link #close} takes the server out at once. A presence
 * is for one registry and one run of a server. Safe to share.
 */
public final class ServerPresence implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerPresence.class);

  private final ConnectionDirectory directory;
  private final ConnectionRegistry<?> registry;
  private final GameServer server;
  private final PresenceLedger ledger;
  private final Duration heartbeat;
  private final Duration aliveFor;
  private final Duration closeWithin;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final ScheduledExecutorService scheduler;
  private final boolean isOwn;
  private final Future<?> ticking;

  /** Held while the directory is written to. */
  private final Object writing = new Object();

  private final AtomicBoolean closed = new AtomicBoolean();
  private long lastBeat; // guarded by writing, as are those that follow
  private boolean everBeat;
  private boolean superseded;
  private boolean out;

  private ServerPresence(Builder builder) {
    this.directory = builder.directory;
    this.registry = builder.registry;
    this.server = builder.server;
    this.heartbeat = builder.heartbeat;
    this.aliveFor = builder.aliveFor;
    this.closeWithin = builder.closeWithin;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
    this.ledger =
        new PresenceLedger(
            directory,
            server,
            teller ->
                registry.forEach(
                    lease -> teller.connected(lease.issuer(), lease.subject(), lease.expiresAt())),
            PresenceLedger.MOST_CHANGES);
    registry.observe(ledger);
    this.isOwn = builder.scheduler == null;
    this.scheduler =
        builder.scheduler == null
            ? Executors.newSingleThreadScheduledExecutor(ServerPresence::daemon)
            : builder.scheduler;
    this.ticking =
        scheduler.scheduleWithFixedDelay(
            this::tick, 0, builder.tick.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gameauth-presence");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The presence of a server whose connections a registry holds.
   *
   * @param server this run of this server, such as {@link GameServer#starting} makes
   */
  public static Builder of(
      ConnectionRegistry<?> registry, ConnectionDirectory directory, GameServer server) {
    return new Builder(registry, directory, server);
  }

  /** The server that this is the presence of. */
  public GameServer server() {
    return server;
  }

  /**
   * The servers that hold connections of the player now, in the order of their ids; this one
   * included if the directory knows it by now. Blocks while the directory is asked.
   *
   * @throws StoreException if the directory cannot be reached
   */
  public List<GameServer> whereIs(ConnectedPlayer player) {
    return directory.serversOf(player, clock.instant());
  }

  /**
   * The same without this server.
   *
   * @throws StoreException if the directory cannot be reached
   */
  public List<GameServer> elsewhere(ConnectedPlayer player) {
    return whereIs(player).stream().filter(each -> !each.id().equals(server.id())).toList();
  }

  private void tick() {
    synchronized (writing) {
      if (closed.get()) {
        return;
      }
      try {
        beatIfDue();
        ledger.flush(
            clock,
            () -> {
              beatIfDue(); // a long flush must not let the server seem dead
              return !closed.get();
            });
        noteOutage(false, "");
      } catch (StoreException e) {
        noteOutage(true, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        noteOutage(true, e.toString()); // a periodic task that throws would never run again
      }
    }
  }

  private void beatIfDue() {
    long now = ticker.getAsLong();
    if (everBeat && now - lastBeat < heartbeat.toNanos()) {
      return;
    }
    Instant time = clock.instant();
    boolean counts = directory.alive(server, time, time.plus(aliveFor));
    everBeat = true;
    lastBeat = now;
    if (counts == superseded) {
      superseded = !counts;
      if (superseded) {
        log.warn("presence: a later run of server {} is alive; this one is not found", server.id());
      } else {
        log.info("presence: server {} is found again", server.id());
      }
    }
  }

  private void noteOutage(boolean now, String why) {
    if (now && !out) {
      log.warn("presence: the directory cannot be written, will try again: {}", why);
    } else if (!now && out) {
      log.info("presence: the directory is written again");
    }
    out = now;
  }

  /**
   * Takes the server and its players out of the directory, and stops. Waits 5 seconds for that by
   * default; what is not done by then ends by itself, within 30 seconds. A second call does
   * nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    registry.observe(LeaseObserver.NONE);
    ticking.cancel(false);
    if (isOwn) {
      scheduler.shutdown();
    }
    long deadline = System.nanoTime() + closeWithin.toNanos();
    Thread last = daemon(() -> farewell(deadline));
    last.start();
    try {
      last.join(Math.max(1, closeWithin.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void farewell(long deadline) {
    synchronized (writing) {
      try {
        ledger.farewell(() -> System.nanoTime() - deadline < 0);
      } catch (RuntimeException e) {
        log.info(
            "presence: could not take leave, the server's entries end by themselves: {}",
            e.toString());
      }
    }
  }

  /** Settings of a presence; each tells its default. Not safe to share. */
  public static final class Builder {
    private final ConnectionRegistry<?> registry;
    private final ConnectionDirectory directory;
    private final GameServer server;
    private Duration heartbeat = Duration.ofSeconds(10);
    private Duration aliveFor = Duration.ofSeconds(30);
    private Duration tick = Duration.ofSeconds(1);
    private Duration closeWithin = Duration.ofSeconds(5);
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private @Nullable ScheduledExecutorService scheduler;

    private Builder(
        ConnectionRegistry<?> registry, ConnectionDirectory directory, GameServer server) {
      this.registry = registry;
      this.directory = directory;
      this.server = server;
    }

    /**
     * How often the server says that it is alive. Defaults to 10 seconds.
     *
     * @param every between 1 second and 1 minute
     */
    public Builder heartbeat(Duration every) {
      this.heartbeat =
          Require.between("heartbeat", every, Duration.ofSeconds(1), Duration.ofMinutes(1));
      return this;
    }

    /**
     * How long the server counts as alive after it has said so: how long a dead server's players
     * seem to be connected. Defaults to 30 seconds; at least twice the heartbeat, so that one may
     * be missed.
     *
     * @param span between 2 seconds and 10 minutes
     */
    public Builder aliveFor(Duration span) {
      this.aliveFor =
          Require.between("aliveFor", span, Duration.ofSeconds(2), Duration.ofMinutes(10));
      return this;
    }

    /**
     * How long changes are gathered before they are written. Defaults to 1 second.
     *
     * @param every between 50 milliseconds and 10 seconds
     */
    public Builder tick(Duration every) {
      this.tick = Require.between("tick", every, Duration.ofMillis(50), Duration.ofSeconds(10));
      return this;
    }

    /**
     * How long {@link ServerPresence#close} may take. Defaults to 5 seconds.
     *
     * @param span between 0 and 1 minute
     */
    public Builder closeWithin(Duration span) {
      this.closeWithin = Require.between("closeWithin", span, Duration.ZERO, Duration.ofMinutes(1));
      return this;
    }

    /** The time of day. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Nanoseconds that only count. Defaults to {@code System::nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Where the directory is written from. One of its threads is blocked while the store answers,
     * so it must not be the one that moves the game. Defaults to a daemon thread of its own.
     */
    public Builder scheduler(ScheduledExecutorService scheduler) {
      this.scheduler = scheduler;
      return this;
    }

    /**
     * The presence, at work.
     *
     * @throws IllegalArgumentException if the server would not outlive two heartbeats
     * @throws IllegalStateException if the registry has a presence that is not closed
     */
    public ServerPresence start() {
      Require.between("aliveFor", aliveFor, heartbeat.multipliedBy(2), Duration.ofMinutes(10));
      return new ServerPresence(this);
    }
  }
}
