// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves a test issuer's key set on loopback, for programs that are to fetch it themselves. */
final class KeySetServer implements AutoCloseable {
  private final HttpServer server;

  private KeySetServer(HttpServer server) {
    this.server = server;
  }

  static KeySetServer of(TestIssuer issuer) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.createContext(
        "/jwks.json",
        exchange -> {
          byte[] body = issuer.jwks().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new KeySetServer(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
