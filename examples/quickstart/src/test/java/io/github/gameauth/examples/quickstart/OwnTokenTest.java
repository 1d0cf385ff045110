// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's own token, checked against an issuer that answers on loopback. */
final class OwnTokenTest {
  @TempDir Path temp;

  private HttpServer server;
  private String issuer;
  private SigningKeys keys;

  @BeforeEach
  void startIssuer() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(anyPort, 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    keys =
        SigningKeys.rotating(issuer, new InMemoryKeyStore(), KeyProtector.noneForKeysInMemoryOnly())
            .open();
    serve("/keys", keys.jwks().body());
    serve(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer));
    server.start();
  }

  private void serve(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void stopIssuer() {
    server.stop(0);
    keys.close();
  }

  private String token() {
    return TokenMinter.signing(keys)
        .build()
        .mint(TokenSpec.forSubject("p-17").audience("my-game").claim("region", "nowhere-else"))
        .token()
        .reveal();
  }

  @Test
  void acceptsAGoodTokenAndSaysWhoseItIs() throws Exception {
    Program.Result result =
        Program.run(
            temp,
            "",
            "--issuer",
            issuer,
            "--audience",
            "my-game",
            "--jwks",
            issuer + "/keys",
            "--profile",
            "player",
            token());

    assertEquals(0, result.status(), result.toString());
    assertTrue(result.out().startsWith("ACCEPTED"), result.out());
    assertTrue(result.out().contains("p-17"), result.out());
    assertTrue(result.out().contains(issuer), result.out());
    assertFalse(result.out().contains("nowhere-else"), result.out());
  }

  @Test
  void readsTheTokenFromStandardInputAndFindsTheKeysByDiscovery() throws Exception {
    Program.Result result =
        Program.run(
            temp,
            token() + "\n",
            "--issuer",
            issuer,
            "--audience",
            "my-game",
            "--profile",
            "player");

    assertEquals(0, result.status(), result.toString());
  }

  @Test
  void rejectsATokenForAnotherAudienceAndShowsNothingOfIt() throws Exception {
    String token = token();

    Program.Result result =
        Program.run(
            temp, token, "--issuer", issuer, "--audience", "another-game", "--profile", "player");

    assertEquals(1, result.status(), result.toString());
    assertTrue(result.out().startsWith("REJECTED  CLAIM(aud)"), result.out());
    assertShowsNothingOf(token, result);
  }

  @Test
  void explainsThatTheProfileIsAnother() throws Exception {
    String token = token();

    Program.Result result = Program.run(temp, token, "--issuer", issuer, "--audience", "my-game");

    assertEquals(1, result.status(), result.toString());
    assertTrue(result.out().startsWith("REJECTED  TYPE"), result.out());
    assertTrue(result.out().contains("--profile"), result.out());
    assertShowsNothingOf(token, result);
  }

  @Test
  void isUndecidedWhereTheIssuerDoesNotAnswer() throws Exception {
    String token = token();
    server.stop(0);

    Program.Result result =
        Program.run(
            temp, token, "--issuer", issuer, "--audience", "my-game", "--profile", "player");

    assertEquals(3, result.status(), result.toString());
    assertTrue(result.out().startsWith("UNDECIDED"), result.out());
    assertShowsNothingOf(token, result);
  }

  private static void assertShowsNothingOf(String token, Program.Result result) {
    for (String part : token.split("\\.")) {
      assertFalse(result.toString().contains(part), result.toString());
    }
    assertFalse(result.toString().contains("p-17"), result.toString());
  }

  @Test
  void refusesArgumentsThatItDoesNotUnderstand() throws Exception {
    for (String[] arguments :
        new String[][] {
          {"--issuer", issuer},
          {"--issuer"},
          {"--issuer", issuer, "--audience", "my-game"}, // and nothing on standard input
          {"--issuer", issuer, "--audience", "my-game", "--colour", "blue", "token"},
          {"--issuer", issuer, "--audience", "my-game", "--profile", "best", "token"},
          {"--issuer", issuer, "--audience", "my-game", "--jwks", "http://198.51.100.1/", "token"},
          {"--issuer", issuer, "--audience", "my-game", "token", "another"}
        }) {
      Program.Result result = Program.run(temp, "", arguments);

      assertEquals(2, result.status(), result.toString());
      assertEquals("", result.out());
      assertTrue(result.err().contains("Usage: "), result.err());
    }
  }

  @Test
  void helps() throws Exception {
    Program.Result result = Program.run(temp, "", "--help");

    assertEquals(0, result.status());
    assertTrue(result.out().startsWith("Usage: "), result.out());
    assertEquals("", result.err());
  }
}
