// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.live.HandshakeWay;
import io.github.gameauth.session.Session;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of players on one server: do they all stay who should, and go who should, while keys
 * rotate, the key set is out of reach, players come, leave and are banned? And what is left in the
 * server when they have gone?
 *
 * <p>The server is a process of its own; the players and their issuer are in this one. Players come
 * by every way a token can come in, renew at odd times, and some leave and come back all the while.
 */
final class Load implements LoadPlayer.Watcher, AutoCloseable {
  private static final Duration TOKENS = Duration.ofMinutes(2);
  private static final Duration CYCLE = Duration.ofMinutes(4);
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(1);
  private static final int REHEARSING = 400;
  private static final int AT_ONCE = 64;

  /** The server lets 8 of one source wait for a ticket's look-up or a first message. */
  private static final int WAITING_AT_ONCE = 6;

  private static final HandshakeWay[] WAYS = {
    HandshakeWay.HEADER, HandshakeWay.SUBPROTOCOL, HandshakeWay.TICKET, HandshakeWay.FIRST_MESSAGE
  };

  private static final Set<HandshakeWay> WAITING =
      Set.of(HandshakeWay.TICKET, HandshakeWay.FIRST_MESSAGE);

  /** How many, and for how long. */
  record Plan(int players, Duration duration) {}

  private final Plan plan;
  private final LoadReport report = new LoadReport();
  private final LoadIssuer issuer;
  private final ServerProcess server;
  private final Client client;
  private final URI address;
  private final Path log;
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final Bootstrap bootstrap = new Bootstrap().group(loops).channel(NioSocketChannel.class);
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final Semaphore connecting = new Semaphore(AT_ONCE);
  private final Semaphore waiting = new Semaphore(WAITING_AT_ONCE);
  private final Set<LoadPlayer> here = ConcurrentHashMap.newKeySet();
  private final Map<LoadPlayer, Long> banned = new ConcurrentHashMap<>();
  private volatile long watched = System.nanoTime();
  private volatile boolean over;

  private Load(Plan plan, Path directory) throws IOException, InterruptedException {
    this.plan = plan;
    this.log = directory.resolve("log");
    this.issuer = new LoadIssuer(TOKENS);
    this.server =
        ServerProcess.start(
            LoadedServer.class,
            directory,
            "--port",
            "0",
            "--issuer",
            issuer.address(),
            "--keys-fresh-for",
            "PT10S",
            "--connections",
            Integer.toString(plan.players() * 2 + 1000));
    this.client = new Client(server.address());
    this.address = URI.create(server.address());
  }

  /** Runs a load, and tells how it went. The server's log is left in the directory. */
  static LoadReport run(Plan plan, Path directory) throws Exception {
    try (Load load = new Load(plan, directory)) {
      load.run();
      return load.report;
    }
  }

  private void run() throws Exception {
    rehearse();
    report.before = figures();

    long start = System.nanoTime();
    List<CompletableFuture<?>> coming = new ArrayList<>();
    for (int i = 0; i < plan.players(); i++) {
      coming.add(come(WAYS[i % 10 < 7 ? 0 : i % 10 - 6]));
    }
    CompletableFuture.allOf(coming.toArray(CompletableFuture[]::new)).join();
    report.opening = since(start);
    report.peak = figures();

    long steady = System.nanoTime();
    watched = steady;
    threads.scheduleAtFixedRate(this::watch, 0, 50, TimeUnit.MILLISECONDS);
    threads.scheduleAtFixedRate(this::echo, 0, 10, TimeUnit.MILLISECONDS);
    threads.scheduleAtFixedRate(
        () -> workers.execute(this::stranger), 100, 500, TimeUnit.MILLISECONDS);
    threads.scheduleAtFixedRate(
        this::leaveAndComeBack, 100, Math.max(1, 200_000 / plan.players()), TimeUnit.MILLISECONDS);
    happenings();
    pauseUntil(steady, plan.duration());

    over = true;
    awaitTrue(() -> report.bansFelt.get() == report.bans.get(), Duration.ofSeconds(20));
    awaitTrue(
        () ->
            connecting.availablePermits() == AT_ONCE
                && waiting.availablePermits() == WAITING_AT_ONCE,
        Duration.ofSeconds(20));
    here.forEach(LoadPlayer::leave);
    awaitTrue(here::isEmpty, Duration.ofSeconds(30));
    report.keySetsServed = issuer.keySetsServed();
    report.keySetsDenied = issuer.keySetsDenied();
    report.took = since(start);
    report.after = figures();
  }

  /** A few players first, so that the server has loaded what it needs before it is measured. */
  private void rehearse() throws Exception {
    List<CompletableFuture<?>> few = new ArrayList<>();
    for (int i = 0; i < REHEARSING; i++) {
      few.add(come(WAYS[i % WAYS.length]));
    }
    CompletableFuture.allOf(few.toArray(CompletableFuture[]::new)).join();
    here.forEach(player -> player.say(Map.of("type", "echo", "text", "rehearsal")));
    stranger();
    here.forEach(LoadPlayer::leave);
    awaitTrue(here::isEmpty, Duration.ofSeconds(30));
    if (!report.complaints().isEmpty() && report.opened.get() < REHEARSING) {
      throw new IllegalStateException("not even the rehearsal:\n" + report);
    }
    report.rehearsed();
  }

  /** What happens to all players, cycle by cycle; the last tenth of each is quiet. */
  private void happenings() {
    long whole = plan.duration().toMillis();
    long cycle = Math.min(whole, CYCLE.toMillis());
    long outage = Math.min(LONGEST_OUTAGE.toMillis(), cycle / 3);
    for (long at = 0; at + cycle <= whole; at += cycle) {
      later(at + cycle / 20, issuer::publishNextKey);
      // The server has fetched it by then: its keys are fresh for ten seconds.
      later(at + cycle / 20 + Math.max(12_000, cycle / 10), this::signWithNextKey);
      long from = at + cycle * 3 / 10 + 1000;
      later(from, () -> issuer.keySetDown(true));
      later(from + outage, () -> issuer.keySetDown(false));
      report.outage = report.outage.plusMillis(outage);
    }
    later(whole * 3 / 4, this::banATenth);
  }

  private void later(long millis, Runnable action) {
    var unused = threads.schedule(() -> guarded(action), millis, TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      if (!over) {
        report.wrong(e.toString());
      }
    }
  }

  private void signWithNextKey() {
    issuer.signWithNextKey();
    report.rotations.incrementAndGet();
  }

  private void banATenth() {
    int left = plan.players() / 10;
    for (LoadPlayer player : here) {
      if (left == 0) {
        return;
      }
      if (player.isMine()) {
        left--;
        report.bans.incrementAndGet();
        banned.put(player, System.nanoTime());
        issuer.ban(player.name());
      }
    }
  }

  // ---- Players

  /** Brings a new player in, as soon as there is a place among those under way. */
  private CompletableFuture<@Nullable LoadPlayer> come(HandshakeWay way) {
    Semaphore places = placesOf(way);
    places.acquireUninterruptibly();
    return come(way, places);
  }

  private Semaphore placesOf(HandshakeWay way) {
    return WAITING.contains(way) ? waiting : connecting;
  }

  private CompletableFuture<@Nullable LoadPlayer> come(HandshakeWay way, Semaphore place) {
    return CompletableFuture.supplyAsync(issuer::newPlayer, workers)
        .thenCompose(session -> comeIn(new LoadPlayer(session, way, this)))
        .whenComplete(
            (player, failure) -> {
              place.release();
              if (failure != null && causeOf(failure).contains("503")) {
                report.undecided
                    .incrementAndGet(); // Nobody is let in by it, and nobody thrown out.
              } else if (failure != null) {
                report.wrong(way + " not let in: " + causeOf(failure));
              }
            })
        .exceptionally(failure -> null); // it is in the report
  }

  private CompletableFuture<LoadPlayer> comeIn(LoadPlayer player) {
    String ticket =
        player.way() == HandshakeWay.TICKET
            ? client.ticket(player.token()).expecting(201).text("ticket")
            : "";
    return player
        .connect(bootstrap, address, ticket)
        .thenApply(
            in -> {
              here.add(in);
              report.opened.incrementAndGet();
              renewLater(in);
              return in;
            });
  }

  private void leaveAndComeBack() {
    LoadPlayer player = anybody();
    if (over || player == null) {
      return;
    }
    Semaphore place = placesOf(player.way());
    if (!place.tryAcquire()) {
      return;
    }
    if (player.isMine()) {
      player.leave();
      var unused = come(player.way(), place);
    } else {
      place.release();
    }
  }

  private @Nullable LoadPlayer anybody() {
    int skip = ThreadLocalRandom.current().nextInt(Math.max(1, here.size()));
    return here.stream().skip(skip).findFirst().orElse(null);
  }

  private void watch() {
    report.stood(since(watched));
    watched = System.nanoTime();
  }

  private void echo() {
    LoadPlayer player = anybody();
    if (player != null && player.asked == 0 && !player.isLeaving()) {
      player.asked = System.nanoTime();
      player.say(Map.of("type", "echo", "text", "hello"));
    }
  }

  /** Somebody with a token that nobody signed. */
  private void stranger() {
    guarded(
        () -> {
          String token = here.iterator().next().token();
          String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(342);
          int status = client.ticket(forged).status();
          if (status == 401) {
            report.strangersRefused.incrementAndGet();
          } else {
            report.wrong("a stranger was answered " + status);
          }
        });
  }

  /** Most come with a newer token by themselves; some wait until the server asks for it. */
  private void renewLater(LoadPlayer player) {
    if (ThreadLocalRandom.current().nextInt(5) > 0) {
      later(ThreadLocalRandom.current().nextInt(15_000, 50_000), () -> renewSoon(player));
    }
  }

  private void renewSoon(LoadPlayer player) {
    workers.execute(() -> guarded(() -> renew(player)));
  }

  private void renew(LoadPlayer player) {
    if (over || !here.contains(player) || banned.containsKey(player)) {
      return;
    }
    try {
      Session next = issuer.refreshed(player.session().refreshToken());
      player.session(next);
      player.renew();
    } catch (IllegalStateException e) {
      if (!banned.containsKey(player)) {
        throw e;
      }
    }
  }

  @Override
  public void asksForToken(LoadPlayer player) {
    report.notices.incrementAndGet();
    renewSoon(player);
  }

  @Override
  public void said(LoadPlayer player, JsonNode message) {
    switch (message.path("type").asText()) {
      case "echo" -> {
        if (player.asked != 0) {
          report.echoed(System.nanoTime() - player.asked);
          player.asked = 0;
        }
      }
      case "renewed" -> {
        report.renewed.incrementAndGet();
        renewLater(player);
      }
      case "undecided" -> {
        report.undecided.incrementAndGet();
        later(message.path("retryAfter").asLong(), player::renew);
      }
      case "refused" -> {
        String code = message.path("code").asText();
        if (code.equals("UNCHANGED")) {
          report.unchanged.incrementAndGet();
          renewLater(player);
        } else if (!banned.containsKey(player)) {
          report.wrong("refused: " + message);
        }
      }
      default -> report.wrong("said: " + message);
    }
  }

  @Override
  public void ended(LoadPlayer player, int code, String reason) {
    here.remove(player);
    Long ban = banned.get(player);
    if (ban != null && code == 4403 && reason.equals("BANNED")) {
      report.banFelt(System.nanoTime() - ban);
    } else if (player.isLeaving() && code == 1000) {
      report.left();
    } else if (code == 4401 && reason.equals("EXPIRED") && player.isLate()) {
      report.late.incrementAndGet(); // The server was right: this process has not kept up.
      if (ban != null) {
        report.bans.decrementAndGet();
      }
    } else {
      report.wrong("closed: " + code + ' ' + reason + (ban == null ? "" : " though banned"));
    }
  }

  // ---- Looking

  private LoadReport.Figures figures() throws IOException, InterruptedException {
    long before = Files.size(log);
    server.process().getOutputStream().write('\n');
    server.process().getOutputStream().flush();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      int at = text.indexOf(LoadedServer.FIGURES, (int) Math.min(before, text.length()));
      int end = at < 0 ? -1 : text.indexOf('\n', at);
      if (end > 0) {
        return LoadReport.Figures.of(
            Client.JSON.readTree(text.substring(at + LoadedServer.FIGURES.length(), end)));
      }
      if (server.process().waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IllegalStateException("the server says nothing any more");
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void pauseUntil(long start, Duration duration) {
    while (since(start).compareTo(duration) < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private void awaitTrue(BooleanSupplier condition, Duration most) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && since(start).compareTo(most) < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static String causeOf(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return String.valueOf(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    workers.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    server.close();
    issuer.close();
  }

  /** {@code Load [PLAYERS [DURATION]]}, such as {@code Load 5000 PT4M}. */
  public static void main(String... arguments) throws Exception {
    int players = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
    Duration duration = Duration.parse(arguments.length > 1 ? arguments[1] : "PT4M");
    Path directory = Files.createTempDirectory("load");
    LoadReport report = run(new Plan(players, duration), directory);
    System.out.println(report);
    if (!report.complaints().isEmpty()) {
      System.out.println("The server's log: " + directory.resolve("log"));
      System.exit(1);
    }
    System.exit(0);
  }
}
