// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server that knows its routes and nothing else, and has a limit for everything. */
final class Web implements AutoCloseable {
  static final int MAX_HEADERS = 8 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Web.class);
  private static final int MAX_CONNECTIONS = 4096;
  private static final int MAX_THREADS = 64;
  private static final Duration IDLE = Duration.ofSeconds(30);

  /**
   * Where and how to listen.
   *
   * @param port 0 takes one that is free
   * @param bodyWithin how long a body may take to arrive
   * @param stopWithin how long requests in progress may take once the server is told to stop
   */
  record Listen(String host, int port, Duration bodyWithin, Duration stopWithin) {}

  /** Told of every answer, by the route that it is from. */
  interface Watcher {
    /**
     * A request was answered.
     *
     * @param route the path as listed, never as sent; {@code unlisted} if there is none
     */
    void answered(String method, String route, int status, Duration took);
  }

  /** What browsers are to make of our answers: nothing. Documents say themselves who keeps them. */
  static final Map<String, String> SECURITY =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff");

  static final String UNLISTED = "unlisted";

  private static final String ROUTE = "route";
  private static final Set<String> METHODS =
      HandlerType.commonHttp().stream()
          .map(HandlerType::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Javalin javalin;
  private final Listen listen;

  private Web(Javalin javalin, Listen listen) {
    this.javalin = javalin;
    this.listen = listen;
  }

  /**
   * A server that listens.
   *
   * @param routes what may be asked for
   * @param gate what every request passes first, listed or not
   * @param watcher told of every answer
   */
  static Web listening(Listen listen, List<Route> routes, FrontDoor.Gate gate, Watcher watcher) {
    FrontDoor door = new FrontDoor(routes, gate, watcher);
    Web web =
        new Web(Javalin.create(config -> configure(config, listen, routes, door, watcher)), listen);
    web.javalin.start();
    return web;
  }

  private static void configure(
      JavalinConfig config, Listen listen, List<Route> routes, FrontDoor door, Watcher watcher) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.strictContentTypes = true;
    config.router.ignoreTrailingSlashes = false;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, 8);
    config.jetty.modifyHttpConfiguration(Web::limit);
    config.jetty.addConnector((server, http) -> connector(server, http, listen));
    config.jetty.modifyServer(server -> prepare(server, listen, door));
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new Unheard()));
    config.routes.before(
        context -> {
          SECURITY.forEach(context::header);
          Bodies.await(context, listen.bodyWithin());
        });
    routes.forEach(route -> list(config, route));
    config.requestLogger.http(
        (context, millis) ->
            watcher.answered(
                known(context.method().name()),
                route(context),
                context.statusCode(),
                Duration.ofNanos((long) (millis * 1e6))));
    config.routes.exception(Refusal.class, (refusal, context) -> refuse(context, refusal));
    config.routes.exception(
        HttpResponseException.class, (e, context) -> refuse(context, ofStatus(e.getStatus())));
    config.routes.exception(StoreException.class, (e, context) -> refuse(context, outage(e)));
    config.routes.exception(
        SigningKeysUnavailableException.class, (e, context) -> refuse(context, outage(e)));
    config.routes.exception(Exception.class, (e, context) -> refuse(context, ourFault(context, e)));
  }

  private static void list(JavalinConfig config, Route route) {
    config.routes.addHttpHandler(
        route.method(),
        route.path(),
        context -> {
          context.attribute(ROUTE, route.path());
          route.handler().handle(context);
        });
  }

  private static String route(Context context) {
    String route = context.attribute(ROUTE);
    return route == null ? UNLISTED : route;
  }

  /** A method as a tag: strangers can make up others. */
  static String known(String method) {
    return METHODS.contains(method) ? method : "OTHER";
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADERS);
    http.setSendServerVersion(false);
    // Odd paths are found by FrontDoor, after the edge's secret: strangers are told of nothing
    // else.
    http.setUriCompliance(UriCompliance.UNSAFE);
  }

  private static ServerConnector connector(Server server, HttpConfiguration http, Listen listen) {
    ServerConnector connector = new PatientConnector(server, http, IDLE);
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    return connector;
  }

  private static void prepare(Server server, Listen listen, FrontDoor door) {
    server.setHandler(door); // Javalin puts itself behind it
    server.setStopTimeout(listen.stopWithin().toMillis());
    server.setErrorHandler(new Unheard());
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
  }

  private static void refuse(Context context, Refusal refusal) {
    Answers.Body body = Answers.refused(refusal, context.path());
    refusal.headers().forEach(context::header);
    context.status(refusal.status()).contentType(body.contentType()).result(body.text());
  }

  /** What Javalin or Jetty found out by themselves. */
  static Refusal ofStatus(int status) {
    return switch (status) {
      case 404, 405 -> Refusal.notFound();
      case 408 -> Refusal.of(408, "too_slow", "the request took too long");
      case 413 -> Refusal.of(413, "too_large", "more than " + Bodies.MAX + " bytes of body");
      case 414, 431 ->
          Refusal.of(431, "headers_too_large", "more than " + MAX_HEADERS + " bytes of headers");
      case 503 -> Refusal.unavailable("unavailable", Duration.ofSeconds(2));
      default ->
          status >= 500
              ? Refusal.of(500, "internal_error", "something is wrong with us")
              : Refusal.malformed("the request is not as it should be");
    };
  }

  private static Refusal outage(Exception e) {
    log.warn("nobody can tell: {}", e.getMessage()); // Both name the step and no value.
    return Refusal.unavailable("unavailable", Duration.ofSeconds(2));
  }

  private static Refusal ourFault(Context context, Exception e) {
    log.error("{} failed", route(context), e);
    return ofStatus(500);
  }

  /** The port that it listens on. */
  int port() {
    return javalin.port();
  }

  /** Takes no more requests, waits for those in progress, and stops. */
  @Override
  public void close() {
    log.debug("stopping within {}", listen.stopWithin());
    javalin.stop();
  }
}
