// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.JavaExamples;
import io.github.gameauth.testing.JavaExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the READMEs and our Javadoc show of Cognito can be compiled. */
final class ExamplesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  /** What the examples speak of without saying where it comes from. */
  private static final String SETTING =
      """
      abstract class Setting {
        String clientId;
        String codeOfThePlayer;
        String name;
        String originJti;
        String salt;
        String srpB;
        String block;
        String sub;
        String token;
        String userIdForSrp;
        Player player;
        Request request;
        io.github.gameauth.cognito.signed.DeveloperIdentities identities;
        io.github.gameauth.cognito.userpool.SignInStep.SignedIn signedIn;
        io.github.gameauth.cognito.userpool.TotpSetup setup;
        io.github.gameauth.cognito.UserPoolId userPoolId;
        io.github.gameauth.cognito.identitypool.IdentityPool identityPool;
        io.github.gameauth.cognito.identitypool.RefreshingCredentials credentials;
        io.github.gameauth.cognito.userpool.UserPoolSession session;
        io.github.gameauth.secret.Secret idToken;
        io.github.gameauth.cognito.UserPoolId poolId;
        io.github.gameauth.cognito.userpool.DeviceCredential stored;
        io.github.gameauth.cognito.userpool.UserPool pool;
        io.github.gameauth.secret.Secret password;
        io.github.gameauth.session.ExchangeContext from;
        io.github.gameauth.session.SessionExchange exchange;
        io.github.gameauth.storage.Stores stores;
        io.github.gameauth.store.OnceStore onceStore;
        java.security.SecureRandom random;
        java.time.Instant accessTokensLastUntil;
        java.time.Instant signedOutAt;
        java.time.InstantSource clock;

        interface Request {
          String header(String name);
        }

        interface DefaultCredentialsProvider {
          static software.amazon.awssdk.auth.credentials.AwsCredentialsProvider create() {
            return null;
          }
        }

        interface MyGame {
          static io.github.gameauth.cognito.identitypool.Logins logins(
              io.github.gameauth.cognito.userpool.UserPoolTokens tokens) {
            return null;
          }
        }

        interface S3Client {
          static S3Client builder() {
            return null;
          }

          S3Client credentialsProvider(
              software.amazon.awssdk.auth.credentials.AwsCredentialsProvider provider);
          S3Client build();
        }

        interface Player {
          String asksFor(Object kind);
        }

        abstract void join(String subject, java.util.List<String> groups);
        abstract void send(String text);
        abstract void keep(
            Player player, io.github.gameauth.cognito.userpool.UserPoolTokens tokens);
        abstract void keep(io.github.gameauth.cognito.userpool.UserPoolTokens tokens);
      }
      """;

  @TempDir Path temp;

  static List<Example> examples() throws IOException {
    List<Example> all = new ArrayList<>();
    JavaExamples.ofMarkdown(MODULE.resolve(Path.of("..", "README.md"))).stream()
        .filter(example -> example.imports().contains("io.github.gameauth.cognito."))
        .forEach(all::add);
    // The part on verifying is VerifyingExamplesTest's; examples of the others say what they
    // import.
    JavaExamples.ofMarkdown(MODULE.resolve("README.md")).stream()
        .filter(example -> !example.imports().isEmpty())
        .forEach(all::add);
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
            + "import java.net.URI;\nimport java.time.*;\nimport java.util.*;";

    assertEquals(
        List.of(),
        JavaExamples.complaints(temp, example, imports, SETTING, JavaExamples.testClassPath()));
  }
}
