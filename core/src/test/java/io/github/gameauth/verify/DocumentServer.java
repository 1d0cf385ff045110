// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves on loopback whatever a test answers, and writes down what it was asked. */
final class DocumentServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private volatile Site site;

  /** What is served. */
  interface Site {
    Page page(String query, Optional<String> ifNoneMatch);
  }

  /** One answer. */
  record Page(int status, Map<String, String> headers, String body) {
    static Page of(String body) {
      return new Page(200, Map.of(), body);
    }
  }

  private DocumentServer(HttpServer server, Site site) {
    this.server = server;
    this.site = site;
  }

  static DocumentServer of(Site site) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer http = HttpServer.create(anyPort, 0);
      DocumentServer server = new DocumentServer(http, site);
      http.createContext(
          "/revocations",
          exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            Page page =
                server.site.page(
                    query,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match")));
            server.log.add(query + " " + page.status());
            page.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = page.body().getBytes(US_ASCII);
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      http.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/revocations";
  }

  void serve(Site other) {
    this.site = other;
  }

  /** What was asked and answered since this was last called. */
  List<String> log() {
    synchronized (log) {
      List<String> lines = List.copyOf(log);
      log.clear();
      return lines;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
