// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.JavaExamples;
import io.github.gameauth.testing.JavaExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our Javadoc shows can be compiled. */
final class JavadocExamplesTest {
  /** What the examples speak of without saying where it comes from. */
  private static final String SETTING =
      """
      abstract class Setting {
        io.github.gameauth.access.CountryPolicy policy;
        io.github.gameauth.event.AuthListener metrics;
        io.micrometer.core.instrument.MeterRegistry registry;
        io.github.gameauth.account.Accounts accounts;
        io.github.gameauth.account.GameId game;
        io.github.gameauth.account.Personas personas;
        io.github.gameauth.live.ConnectedPlayer friend;
        io.github.gameauth.live.ConnectionRegistry<Peer> connections;
        io.github.gameauth.live.HandshakeRequest request;
        io.github.gameauth.mint.SigningKeys keys;
        io.github.gameauth.mint.TokenMinter minter;
        io.github.gameauth.platform.PlatformAdapter<?> steam;
        io.github.gameauth.revocation.RevocationFeed feed;
        io.github.gameauth.secret.Secret refreshTokenFromDisk;
        io.github.gameauth.secret.Secret secret;
        io.github.gameauth.session.RefreshTokens refreshTokens;
        io.github.gameauth.storage.Stores stores;
        io.github.gameauth.upstream.CircuitBreaker breaker;
        io.github.gameauth.upstream.JsonHttp http;
        io.github.gameauth.verify.TokenVerifier verifier;
        io.github.gameauth.verify.TrustedIssuer issuer;
        io.github.gameauth.verify.VerifiedPlayer player;
        java.net.URI url;
        java.time.InstantSource clock;
        java.util.Map<String, String> headers;
        java.util.Optional<String> ifNoneMatch;
        okhttp3.OkHttpClient client;
        Shop shop;
        Chat chat;
        Object ticket;
        Peer peer;
        String query;
        String token;
        String clientAddress;

        interface Chat {
          java.util.Optional<io.github.gameauth.account.Ban> banOf(
              io.github.gameauth.access.AccessRequest request);
        }

        interface Shop {
          java.util.Set<String> ownedBy(io.github.gameauth.access.AccessRequest request);
        }

        interface Peer {
          String id();

          void close(int code, String reason);
        }

        interface Socket {
          void join(io.github.gameauth.verify.VerifiedPlayer player);
          void expectToken(io.github.gameauth.live.PendingHandshake pending);
        }

        interface Response {
          void header(String name, String value);
        }

        abstract io.github.gameauth.session.Renewal callTheTokenEndpoint(
            java.util.Optional<io.github.gameauth.secret.Secret> refreshToken);
        abstract Response respond(int status);
        abstract void showLogin();
        abstract Socket upgrade(java.util.Optional<String> subprotocol);
        abstract void writeToDisk(io.github.gameauth.secret.Secret refreshToken);
        abstract Object undecided(java.time.Duration wait);
        abstract void send(io.github.gameauth.secret.Secret token);
        abstract void reply(io.github.gameauth.session.Session session);
      }
      """;

  @TempDir Path temp;

  static List<Example> examples() throws IOException {
    return JavaExamples.ofJavadoc(Readme.ROOT.resolve(Path.of("core", "src/main/java")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compiles(Example example) throws Exception {
    String imports =
        Readme.allImports()
            + "\nimport java.net.URI;\nimport okhttp3.OkHttpClient;\nimport java.time.Duration;\nimport java.time.Instant;\nimport java.util.*;";

    assertEquals(
        List.of(),
        JavaExamples.complaints(
            temp, example, imports, SETTING, RuntimeJars.classPathWithMicrometer()));
  }
}
