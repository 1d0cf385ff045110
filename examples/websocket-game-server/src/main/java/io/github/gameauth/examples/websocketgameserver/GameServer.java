// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.ConnectionRegistry;
import io.github.gameauth.live.HandshakeAuthenticator;
import io.github.gameauth.live.HandshakeAuthenticatorBuilder;
import io.github.gameauth.live.HandshakeTickets;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.verify.TokenVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A game server on Netty. Players come over WebSockets, prove by a token who they are, and stay for
 * as long as they may: until the token ends, unless they bring a newer one, or until they are
 * banned.
 *
 * <p>Four parts of the library do that, and are put together here: {@link TokenVerifier} judges
 * tokens, {@link HandshakeAuthenticator} finds the token in what a connection begins with, {@link
 * ConnectionRegistry} keeps a lease for each connection, and a revocation feed tells all of them
 * who is banned. {@link Handshakes}, {@link Frames} and {@link Farewells} are their ends in Netty,
 * {@link GameLoop} is the game.
 */
final class GameServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GameServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Options options;
  private final Door door;
  private final Issuer issuer;
  private final ConnectionRegistry<Connection> players;
  private final TokenVerifier verifier;
  private final HandshakeAuthenticator authenticator;
  private final GameLoop game;
  private final Handshakes handshakes;
  private final Site site;

  private GameServer(Options options, GameTime time) {
    this.options = options;
    this.door = Door.at(options.host(), options.port(), options.connections());
    InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, time.clock());
    this.issuer =
        options
            .issuer()
            .<Issuer>map(address -> new FarIssuer(address, options.keysFreshFor(), time))
            .orElseGet(() -> new HomeIssuer(address(), options.life(), time, time.clock()));

    this.players =
        time.registry(ConnectionRegistry.telling(new Farewells()))
            .sessions(options.sessions())
            .maximumLeases(options.connections())
            .revocations(issuer.feed())
            .build();
    this.verifier =
        TokenVerifier.builder()
            .trust(issuer.trusted())
            .revocations(issuer.feed())
            .clock(time.clock())
            .ticker(time.ticker())
            .listener(players.keyWatch()) // a withdrawn key ends the leases that hang on it
            .build();
    HandshakeTickets tickets =
        HandshakeTickets.keptIn(stores.once())
            .verifying(verifier)
            .server(address())
            .clock(time.clock())
            .build();
    HandshakeAuthenticatorBuilder shaking =
        HandshakeAuthenticator.verifying(verifier)
            .origins(origins().toArray(String[]::new))
            .tickets(tickets)
            .largestMessage(Handshakes.MAX_MESSAGE);
    if (options.queryToken()) {
      shaking.allowingQueryToken("token");
    }
    this.authenticator = time.authenticator(shaking).build();
    this.game = new GameLoop(verifier, players);
    this.handshakes = new Handshakes(authenticator, new Frames.Room(players, game, time.clock()));

    List<Route> routes = new ArrayList<>(Page.routes());
    routes.addAll(issuer.routes());
    routes.addAll(new Operators(options.operator(), issuer, players, time.clock()).routes());
    routes.add(Route.waiting("POST", "/tickets", new Tickets(tickets)::issue));
    routes.add(
        Route.prompt("GET", "/healthz", request -> Answer.json(200, Map.of("status", "up"))));
    this.site = new Site(routes, origins());
  }

  /** Starts a server, and lets players in. */
  static GameServer start(Options options, GameTime time) {
    GameServer server = new GameServer(options, time);
    server.door.open(
        channel -> HttpRequests.on(channel.pipeline(), server.site, server.handshakes));
    return server;
  }

  int port() {
    return door.port();
  }

  /** Where players find it. */
  String address() {
    return "http://" + options.host() + ":" + door.port();
  }

  /**
   * Its own page's, by each name that a browser on this machine may know it by, and those
   * configured.
   */
  private List<String> origins() {
    List<String> origins = new ArrayList<>(options.origins());
    origins.add(address());
    if (options.host().equals("127.0.0.1")) {
      origins.add("http://localhost:" + door.port());
    }
    return origins;
  }

  /** How many connections there are, admitted or not, HTTP included. */
  int connections() {
    return door.connections();
  }

  ConnectionRegistry<Connection> players() {
    return players;
  }

  Issuer issuer() {
    return issuer;
  }

  /** Lets nobody in any more, says goodbye to everybody, and waits a little for them to go. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    door.lock();
    players.close();
    handshakes.awaitFarewells(PATIENCE);
    door.close();
    for (AutoCloseable part : List.of(authenticator, game, site, verifier, issuer)) {
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
    log.info("stopped");
  }

  /** Starts a server and says where it is. */
  public static void main(String... arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.println(Options.USAGE);
      return;
    }
    try {
      Options options = Options.parse(System.getenv(), arguments);
      GameServer server = start(options, GameTime.real());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stopping"));
      System.out.println("Game server ready: " + server.address());
      if (options.operatorLink()) {
        // After the #: browsers keep that part to themselves.
        String token = options.operator().orElseThrow().reveal();
        System.out.println("To kick and ban, too:  " + server.address() + "/#operator=" + token);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
      System.exit(2);
    } catch (RuntimeException e) {
      log.error("it does not start", e);
      System.exit(1);
    }
  }
}
