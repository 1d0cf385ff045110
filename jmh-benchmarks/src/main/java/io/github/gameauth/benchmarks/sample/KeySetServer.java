// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Serves a key set on loopback, so that keys come the way they come in earnest; counts who asks,
 * and has the bad days that issuers have. Safe to share.
 */
public final class KeySetServer implements AutoCloseable {
  /** More than ever ask at once, so that nobody is turned away by the operating system. */
  private static final int BACKLOG = 4096;

  /** How it answers. */
  private enum Mood {
    WELL,
    FAILING,
    HANGING
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger fetches = new AtomicInteger();
  private final String cacheControl;
  private volatile Mood mood = Mood.WELL;
  private volatile byte[] keySet = new byte[0];
  private volatile Duration delay = Duration.ZERO;

  private KeySetServer(String cacheControl) {
    this.cacheControl = cacheControl;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "key-set-server");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves one key under each of {@code keyIds}: how many are looked through is what matters. */
  public static KeySetServer of(SampleIssuer issuer, List<String> keyIds) {
    KeySetServer server = new KeySetServer("max-age=3600");
    server.publish(keyIds.stream().map(issuer::jwk).toArray(String[]::new));
    return server;
  }

  /**
   * An issuer that takes {@code delay} for each answer and says nothing about how long one may be
   * kept: that is each client's own setting. It has no keys yet.
   */
  public static KeySetServer answeringAfter(Duration delay) {
    KeySetServer server = new KeySetServer("");
    server.delay = delay;
    return server;
  }

  /** From now on these are its keys. */
  public void publish(String... jwks) {
    keySet =
        List.of(jwks).stream()
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
            .getBytes(UTF_8);
  }

  /** From now on it answers 500. */
  public void fail() {
    mood = Mood.FAILING;
  }

  /** From now on it takes requests and never answers. */
  public void hang() {
    mood = Mood.HANGING;
  }

  /** How often it was asked, whatever it answered. */
  public int fetches() {
    return fetches.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    try (exchange) {
      if (mood == Mood.HANGING || closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        closing.await();
        return;
      }
      if (mood == Mood.FAILING) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      byte[] body = keySet;
      exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
      if (!cacheControl.isEmpty()) {
        exchange.getResponseHeaders().set("Cache-Control", cacheControl);
      }
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the key set is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
