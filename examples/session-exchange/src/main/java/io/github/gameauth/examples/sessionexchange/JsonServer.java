// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.session.BearerHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server on loopback: what is not listed is 404, and bodies are short. */
final class JsonServer implements AutoCloseable {
  static final int MAX_BODY = 16 * 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          4,
          work -> {
            Thread daemon = new Thread(work, "http");
            daemon.setDaemon(true);
            return daemon;
          });

  /** What answers a request. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Request request) throws IOException;
  }

  /** An answer; a body of no characters is none. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer json(int status, Map<String, ?> members) {
      try {
        return new Answer(
            status,
            Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
            MAPPER.writeValueAsString(members));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("texts and numbers can be written", e);
      }
    }

    static Answer error(int status, String word) {
      return json(status, Map.of("error", word));
    }
  }

  /** A request. Its body is read by who asks for it, and otherwise by nobody. */
  record Request(HttpExchange exchange) {
    Optional<String> header(String name) {
      List<String> values = headers(name);
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    Optional<String> bearer() {
      return BearerHeader.of(headers("Authorization")).token();
    }

    private List<String> headers(String name) {
      return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    String query() {
      return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    /** The body's JSON object, or an empty one. */
    JsonNode body() throws IOException {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      try {
        JsonNode json = MAPPER.readTree(body.length > MAX_BODY ? new byte[0] : body);
        return json.isObject() ? json : MAPPER.createObjectNode();
      } catch (JsonProcessingException e) {
        return MAPPER.createObjectNode();
      }
    }
  }

  /**
   * A server that listens.
   *
   * @param routes what may be asked for, such as {@code POST /session}
   */
  JsonServer(Map<String, Handler> routes) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(routes, exchange));
    server.start();
  }

  private static void answer(Map<String, Handler> routes, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      String asked = exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getRawPath();
      Handler handler = routes.getOrDefault(asked, request -> Answer.error(404, "not_found"));
      Answer answer = handler.answer(new Request(exchange));
      byte[] body = answer.body().getBytes(UTF_8);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
