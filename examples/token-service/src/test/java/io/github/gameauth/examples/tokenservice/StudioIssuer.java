// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A studio's own identity provider, on loopback, with real keys. */
final class StudioIssuer implements AutoCloseable {
  private final SigningKeys keys;
  private final TokenMinter minter;
  private final HttpServer server;

  StudioIssuer() throws IOException {
    keys =
        SigningKeys.rotating(
                "https://studio.example",
                new InMemoryKeyStore(),
                KeyProtector.noneForKeysInMemoryOnly())
            .open();
    minter = TokenMinter.signing(keys).build();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = keys.jwks().body().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** What the token service is told about it. */
  String configuration() {
    return """
        {"kind": "trusted-token", "issuer": "https://studio.example", "audience": ["my-game"],
         "jwks": "http://127.0.0.1:%d/keys", "profile": "access"}"""
        .formatted(server.getAddress().getPort());
  }

  /** A fresh token of a player. */
  String token(String subject) {
    return minter
        .mint(TokenSpec.forSubject(subject).audience("my-game").clientId("studio-launcher"))
        .token()
        .reveal();
  }

  @Override
  public void close() {
    server.stop(0);
    keys.close();
  }
}
