// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Serves a key set on loopback, so that keys come the way they come in earnest. */
public final class KeySetServer implements AutoCloseable {
  private final HttpServer server;

  private KeySetServer(HttpServer server) {
    this.server = server;
  }

  /** Serves one key under each of {@code keyIds}: how many are looked through is what matters. */
  public static KeySetServer of(SampleIssuer issuer, List<String> keyIds) {
    byte[] keySet =
        keyIds.stream()
            .map(issuer::jwk)
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
            .getBytes(UTF_8);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, keySet));
      server.start();
      return new KeySetServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] keySet) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
      exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
      exchange.sendResponseHeaders(200, keySet.length);
      exchange.getResponseBody().write(keySet);
    }
  }

  /** Where the key set is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
