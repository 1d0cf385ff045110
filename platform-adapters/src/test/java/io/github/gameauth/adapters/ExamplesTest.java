// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.gameauth.testing.JavaExamples;
import io.github.gameauth.testing.JavaExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the READMEs and our Javadoc show of platforms can be compiled. */
final class ExamplesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  /** What the examples speak of without saying where it comes from. */
  private static final String SETTING =
      """
      abstract class Setting {
        io.github.gameauth.access.BanCheck bans;
        io.github.gameauth.account.Accounts accounts;
        io.github.gameauth.account.Personas personas;
        io.github.gameauth.adapters.AmazonAdapter.Settings lunaSettings;
        io.github.gameauth.adapters.AppleAdapter.Settings appleSettings;
        Settings settings;
        io.github.gameauth.adapters.SteamAdapter.Settings steamSettings;
        io.github.gameauth.adapters.proof.AdapterContext context;
        io.github.gameauth.adapters.proof.PlatformApi api;
        io.github.gameauth.mint.TokenMinter minter;
        io.github.gameauth.secret.Secret publisherKey;
        io.github.gameauth.secret.Secret ticket;
        io.github.gameauth.session.RefreshTokens refreshTokens;
        io.github.gameauth.storage.Stores stores;
        io.github.gameauth.store.OnceStore onceStore;
        java.time.InstantSource clock;
        java.util.Optional<io.github.gameauth.secret.Secret> expectedNonce;
        Channel channel;
        Token credential;

        interface Channel {
          boolean subscribes(String userId);
        }

        interface Settings {
          java.util.List<String> clientIds();

          io.github.gameauth.secret.Secret publisherKey();
        }

        interface Token {
          io.github.gameauth.secret.Secret token();
        }

        abstract io.github.gameauth.platform.PlatformVerdict judged(
            io.github.gameauth.adapters.proof.ApiAnswer answer);
        abstract io.github.gameauth.adapters.proof.ApiRequest question(
            io.github.gameauth.secret.Secret ticket);
        abstract void refuse(io.github.gameauth.session.SessionRefusal refusal);
        abstract void retryIn(java.time.Duration wait);
        abstract void send(String token, java.time.Duration refreshIn);
      }
      """;

  @TempDir Path temp;

  static List<Example> examples() throws IOException {
    List<Example> all = new ArrayList<>();
    JavaExamples.ofMarkdown(MODULE.resolve(Path.of("..", "README.md"))).stream()
        .filter(example -> example.imports().contains("io.github.gameauth.adapters."))
        .forEach(all::add);
    all.addAll(JavaExamples.ofMarkdown(MODULE.resolve("README.md")));
    all.addAll(JavaExamples.ofJavadoc(MODULE.resolve(Path.of("src", "main", "java"))));
    return all;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compiles(Example example) throws Exception {
    String imports =
        JavaExamples.imports(
                MODULE.resolve(Path.of("..", "core", "src/main/java/module-info.java")),
                MODULE.resolve(Path.of("src/main/java/module-info.java")))
            + "import java.time.*;\nimport java.util.*;\n"
            + "import static io.github.gameauth.adapters.AppleAdapter.APPLE;";

    assertEquals(
        List.of(),
        JavaExamples.complaints(temp, example, imports, SETTING, JavaExamples.testClassPath()));
  }

  @Test
  void theReadmeLogsASteamPlayerIn() throws IOException {
    assertFalse(
        examples().stream()
            .filter(example -> example.where().startsWith("README.md"))
            .filter(example -> example.statements().contains("new SteamAdapter("))
            .filter(example -> example.statements().contains("exchange.open("))
            .toList()
            .isEmpty());
  }
}
