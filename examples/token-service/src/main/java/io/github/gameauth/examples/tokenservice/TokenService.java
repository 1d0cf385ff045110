// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.event.Health;
import io.github.gameauth.examples.tokenservice.Route.Door;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.upstream.JsonHttp;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small service around GameAuth: players log in with what their platform gave them, and get
 * tokens that every game server can verify.
 *
 * <p>Read on in {@link Issuer}, where the library is put together, and in {@link #players}, which
 * lists all that can be asked for.
 */
public final class TokenService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenService.class);

  private static final Duration BODY_WITHIN = Duration.ofSeconds(10);

  private final Config config;
  private final InstantSource clock = InstantSource.system();
  private final Metrics metrics = new Metrics();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Storage storage;
  private final JsonHttp platforms;
  private final Issuer issuer;
  private final Housekeeping housekeeping;
  private final List<Route> players;
  private final List<Route> operators;
  private final Web web;
  private final Web admin;

  private TokenService(Config config, JsonHttp platforms) {
    this.config = config;
    this.platforms = platforms;
    Config.Keys sealing = LocalKeys.completing(config); // before there is a database
    this.storage = Storage.open(config.storage(), metrics.listener());
    Stores stores = storage.stores();
    this.issuer = Issuer.open(config, sealing, stores, platforms, clock, metrics.listener());
    metrics.watch(issuer);
    this.housekeeping = new Housekeeping(stores, clock);
    RateLimit requests =
        RateLimit.of(config.limits().requestsPerMinute(), Duration.ofMinutes(1), System::nanoTime);
    this.players = players(stores);
    this.operators = operators(stores);
    this.web =
        Web.listening(
            listen(config.listen()),
            players,
            new Gatekeeper(config.edge(), requests),
            metrics::answered);
    this.admin =
        Web.listening(listen(config.admin()), operators, FrontDoor.Gate.NONE, metrics::answered);
  }

  private Web.Listen listen(Config.Address address) {
    return new Web.Listen(address.host(), address.port(), BODY_WITHIN, config.shutdown().within());
  }

  /**
   * Starts it.
   *
   * @param arguments {@code --config FILE} and {@code --data DIRECTORY}; see the README
   */
  public static void main(String... arguments) {
    try {
      TokenService service = start(Options.parse(arguments).config(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
      System.out.println(service.readyLine());
    } catch (Config.Invalid e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (RuntimeException e) {
      log.error("the service does not start", e);
      System.exit(1);
    }
  }

  /** Starts it; it listens when this returns. */
  static TokenService start(Config config) {
    return start(config, JsonHttp.create());
  }

  /**
   * The same with others to ask game platforms through.
   *
   * @param platforms is closed with the service
   */
  static TokenService start(Config config, JsonHttp platforms) {
    TokenService service = new TokenService(config, platforms);
    service.housekeeping.start();
    return service;
  }

  String readyLine() {
    return "Token service of %s ready: players http://%s:%d operators http://%s:%d"
        .formatted(
            config.issuer(), config.listen().host(), port(), config.admin().host(), adminPort());
  }

  int port() {
    return web.port();
  }

  int adminPort() {
    return admin.port();
  }

  /** All that can be asked for, on either port. */
  List<Route> routes() {
    List<Route> all = new ArrayList<>(players);
    all.addAll(operators);
    return all;
  }

  /** All that players and game servers can ask for. What is not listed is refused. */
  private List<Route> players(Stores stores) {
    Bearer bearer = new Bearer(issuer, stores.personas(), clock);
    RateLimit guests =
        RateLimit.of(config.limits().guestsPerHour(), Duration.ofHours(1), System::nanoTime);
    AccountEndpoints account =
        new AccountEndpoints(
            issuer.accounts(),
            issuer.credentials(),
            bearer,
            context -> guests.count(source(context)),
            clock);
    OAuthEndpoint oauth =
        new OAuthEndpoint(
            issuer.exchange(), issuer.credentials(), config.clients(), this::source, clock);
    Documents documents = new Documents(issuer.keys().jwks(), issuer.revocations(), stopping::get);
    List<Route> routes = new ArrayList<>();
    routes.addAll(Route.document("/healthz", Door.HEALTH, documents::health));
    routes.addAll(Route.document("/.well-known/jwks.json", Door.DOCUMENT, documents::keys));
    routes.addAll(
        Route.document("/.well-known/revocations", Door.DOCUMENT, documents::revocations));
    routes.addAll(Route.document("/openapi.json", Door.DOCUMENT, documents::description));
    routes.add(Route.post("/oauth/token", Door.PLAYER, oauth::token));
    routes.add(Route.post("/oauth/revoke", Door.PLAYER, oauth::revoke));
    if (config.guests()) {
      routes.add(Route.post("/guests", Door.PLAYER, account::createGuest));
    }
    routes.add(Route.get("/account", Door.PLAYER, account::view));
    routes.add(Route.delete("/account", Door.PLAYER, account::delete));
    routes.add(Route.post("/account/logout", Door.PLAYER, account::logOutEverywhere));
    routes.add(Route.post("/account/links", Door.PLAYER, account::link));
    routes.add(Route.post("/account/links/resolve", Door.PLAYER, account::resolve));
    routes.add(Route.delete("/account/links/{platform}", Door.PLAYER, account::unlink));
    return routes;
  }

  private String source(Context context) {
    return Source.of(context, config.edge().sourceHeader());
  }

  /** All that operators and metrics collectors can ask for, on a port of its own. */
  private List<Route> operators(Stores stores) {
    AdminEndpoints players =
        new AdminEndpoints(
            issuer.accounts(), stores.personas(), config.adminToken(), issuer.feed()::refreshNow);
    String player = "/admin/games/{game}/players/{player}";
    return List.of(
        Route.get("/metrics", Door.OPERATOR, this::metrics),
        Route.get("/readyz", Door.OPERATOR, context -> ready(context, stores)),
        Route.get(player, Door.OPERATOR, players.guarded(players::view)),
        Route.post(player + "/ban", Door.OPERATOR, players.guarded(players::ban)),
        Route.delete(player + "/ban", Door.OPERATOR, players.guarded(players::unban)));
  }

  private void metrics(Context context) {
    context.contentType(Metrics.CONTENT_TYPE).result(metrics.text());
  }

  private void ready(Context context, Stores stores) {
    Health health = issuer.health(stores);
    boolean able = health.status() != Health.Status.UNAVAILABLE;
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("status", health.status().name().toLowerCase(Locale.ROOT));
    state.put("stopping", stopping.get());
    state.put("details", health.details());
    context
        .status(able && !stopping.get() ? 200 : 503)
        .contentType(Answers.JSON)
        .result(Answers.json(state));
  }

  /** Says that it stops, takes no more requests, waits for those in progress, and lets go. */
  @Override
  public void close() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    log.info("stopping");
    boolean interrupted = announced();
    for (AutoCloseable part :
        List.of(web, admin, housekeeping, issuer, platforms, storage, metrics)) {
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    log.info("stopped");
  }

  /** Gives load balancers time to hear that it stops; whether somebody would not wait. */
  private boolean announced() {
    try {
      TimeUnit.NANOSECONDS.sleep(config.shutdown().announce().toNanos());
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
