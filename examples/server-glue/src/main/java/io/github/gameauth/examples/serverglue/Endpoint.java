// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.mint.JwksAnswer;
import io.github.gameauth.mint.JwksDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Publishes an issuer's key set on loopback, as a real issuer does on the internet. */
final class Endpoint implements AutoCloseable {
  private static final String PATH = "/.well-known/jwks.json";

  private final JwksDocument document;
  private final HttpServer server;

  private Endpoint(JwksDocument document, HttpServer server) {
    this.document = document;
    this.server = server;
  }

  static Endpoint serving(JwksDocument document) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Endpoint endpoint = new Endpoint(document, HttpServer.create(anyPort, 0));
    endpoint.server.createContext(PATH, endpoint::answer);
    endpoint.server.start();
    return endpoint;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<String> known =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"));
    JwksAnswer answer = document.answerTo(known);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(US_ASCII);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Takes it down: from now on connections are refused. */
  @Override
  public void close() {
    server.stop(0);
  }
}
