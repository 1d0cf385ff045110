// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * All platforms' hosts, played by one server on loopback: what adapters ask of {@code
 * https://host/path} arrives there, over HTTP without TLS, as {@code /host/path}. Counts who asks,
 * and over how many connections. Safe to share.
 */
public final class PlatformHosts implements AutoCloseable {
  /** More than ever ask at once, so that nobody is turned away by the operating system. */
  private static final int BACKLOG = 4096;

  static {
    // Else this server's answers wait for the client's acknowledgement, which is not what we ask.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Map<String, Function<String, String>> answers = new ConcurrentHashMap<>();
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Duration delay;
  private final HttpServer server;
  private final ExecutorService threads;

  private PlatformHosts(Duration delay) {
    this.delay = delay;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "platform-host");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Hosts that take so long for each answer, however many ask. They know nothing yet. */
  public static PlatformHosts answeringAfter(Duration delay) {
    return new PlatformHosts(delay);
  }

  /** Answers this at {@code https://host/path}. */
  public PlatformHosts answer(String url, String body) {
    return answer(url, query -> body);
  }

  /** Answers what {@code answer} makes of the query at {@code https://host/path}. */
  public PlatformHosts answer(String url, Function<String, String> answer) {
    URI uri = URI.create(url);
    answers.put("/" + uri.getHost() + uri.getPath(), answer);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress());
    requests.incrementAndGet();
    try (exchange) {
      if (hasClosedWhileThinking()) {
        return;
      }
      URI asked = exchange.getRequestURI();
      Optional<Function<String, String>> known = Optional.ofNullable(answers.get(asked.getPath()));
      byte[] body =
          known
              .map(answer -> answer.apply(Optional.ofNullable(asked.getRawQuery()).orElse("")))
              .orElse("")
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          known.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes its time. It is over before the answer goes out: whoever has that may ask again. */
  private boolean hasClosedWhileThinking() throws InterruptedException {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      return closing.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Asks them, with the limits and the pool of connections that everybody has. */
  public JsonHttp http() {
    return http(new OkHttpClient.Builder());
  }

  /** Asks them, keeping up to {@code idle} connections for later. */
  public JsonHttp http(int idle) {
    ConnectionPool pool = new ConnectionPool(idle, 5, TimeUnit.MINUTES);
    return http(new OkHttpClient.Builder().connectionPool(pool));
  }

  private JsonHttp http(OkHttpClient.Builder client) {
    return JsonHttp.builder().client(client.addInterceptor(this::rerouted).build()).build();
  }

  private Response rerouted(Interceptor.Chain chain) throws IOException {
    HttpUrl asked = chain.request().url();
    HttpUrl rerouted =
        asked
            .newBuilder()
            .scheme("http")
            .host(server.getAddress().getHostString())
            .port(server.getAddress().getPort())
            .encodedPath("/" + asked.host() + asked.encodedPath())
            .build();
    return chain.proceed(chain.request().newBuilder().url(rerouted).build());
  }

  /** How often they were asked. */
  public int requests() {
    return requests.get();
  }

  /** Over how many connections. */
  public int connections() {
    return connections.size();
  }

  /** How many questions they had before them at once, at most. */
  public int mostUnderWay() {
    return mostUnderWay.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
