// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static io.github.gameauth.mint.MintFixtures.ISSUER;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.CapturedLogs;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MintLogsNoSecretsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  @RegisterExtension final CapturedLogs logs = CapturedLogs.ofEverythingOurs();

  @Test
  void neitherLinesNorExceptionsShowKeysOrTokens() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    Secret sealingKey = new SecretGenerator().secret();
    Secret key = Secret.ofBytes(new SecretGenerator().bytes(32));
    RotatingSigningKeys keys = opened(store, AesGcmKeyProtector.under(key));
    MintedToken token =
        TokenMinter.signing(keys)
            .build()
            .mint(
                TokenSpec.forSubject("p-17")
                    .audience("world-7")
                    .claim("note", sealingKey.reveal()));
    keys.revoke(keys.current().keyId());
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> opened(store, AesGcmKeyProtector.under(Secret.ofBytes(new byte[32]))));

    List<String> shown = new ArrayList<>(List.of(keys.toString(), token.toString()));
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      shown.add(t.toString());
    }
    shown.addAll(logs.texts());
    assertFalse(logs.lines().isEmpty());
    for (SigningKeyRow row : store.list(ISSUER, Algorithm.ES256)) {
      shown.add(row.toString());
      assertNoneShows(row.protectedKey().reveal().substring(12), shown);
    }
    assertNoneShows(token.token().reveal().substring(0, 20), shown);
    assertNoneShows(sealingKey.reveal(), shown);
  }

  @Test
  void linesDoNotRepeatWhatAStoreOrAGeneratorSays() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    KeyStore inMemory = new InMemoryKeyStore();
    KeyStore store =
        new KeyStore() {
          @Override
          public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
            if (failure.get() != null) {
              throw failure.get();
            }
            return inMemory.list(issuer, algorithm);
          }

          @Override
          public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
            return inMemory.insertIfAbsent(row);
          }

          @Override
          public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
            return inMemory.revoke(issuer, keyId, at);
          }

          @Override
          public boolean forgetsOnExit() {
            return true;
          }
        };
    AtomicBoolean generatorFails = new AtomicBoolean();
    TestScheduler background = new TestScheduler(clock);
    MintFixtures.keys(clock, store)
        .executor(background)
        .generator(
            () -> {
              if (generatorFails.get()) {
                throw new IllegalArgumentException("pin=p4ssw0rd");
              }
              return KeyPairs.generate(Algorithm.ES256, 0);
            })
        .open();
    logs.clear();

    failure.set(new IllegalStateException("jdbc:postgresql://db?password=p4ssw0rd"));
    clock.advance(Duration.ofHours(1));
    failure.set(null);
    generatorFails.set(true);
    clock.advance(Duration.ofDays(7));

    List<String> shown = logs.texts();
    assertNoneShows("p4ssw0rd", shown);
    assertTrue(
        shown.contains("the key store of " + ISSUER + " failed: java.lang.IllegalStateException"),
        shown::toString);
    assertTrue(
        shown.contains(
            "the keys of " + ISSUER + " could not be renewed: java.lang.IllegalArgumentException"),
        shown::toString);
  }

  private RotatingSigningKeys opened(KeyStore store, KeyProtector protector) {
    return SigningKeys.rotating(ISSUER, store, protector)
        .algorithm(Algorithm.ES256)
        .clock(clock)
        .ticker(clock)
        .executor(new TestScheduler(clock))
        .open();
  }

  private static void assertNoneShows(String secret, List<String> shown) {
    for (String text : shown) {
      assertFalse(text.contains(secret), text);
    }
  }
}
