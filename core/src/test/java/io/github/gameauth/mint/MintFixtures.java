// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;

/** A minter as most tests want it, and readers that share nothing with it. */
final class MintFixtures {
  static final String ISSUER = "https://id.mygame.example";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MintFixtures() {}

  /** Rotating keys in memory, on the test's clock, whose background works when the clock moves. */
  static RotatingSigningKeys.Builder keys(TestClock clock) {
    return keys(clock, new InMemoryKeyStore());
  }

  static RotatingSigningKeys.Builder keys(TestClock clock, KeyStore store) {
    return SigningKeys.rotating(ISSUER, store, KeyProtector.noneForKeysInMemoryOnly())
        .algorithm(Algorithm.ES256)
        .clock(clock)
        .ticker(clock)
        .executor(new TestScheduler(clock));
  }

  static KeyPair pair(TestKey key) {
    return new KeyPair(key.publicKey(), (PrivateKey) key.signingKey());
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode header(Secret token) {
    return json(part(token, 0));
  }

  static JsonNode payload(Secret token) {
    return json(part(token, 1));
  }

  static String part(Secret token, int index) {
    return new String(Base64.getUrlDecoder().decode(token.reveal().split("\\.")[index]), UTF_8);
  }

  /** Whether {@code source} has a key by which the token's signature holds. */
  static boolean verifies(Secret token, KeySource source) {
    JsonNode header = header(token);
    Algorithm algorithm = Algorithm.named(header.get("alg").textValue()).orElseThrow();
    return source.find(algorithm, header.get("kid").textValue()) instanceof KeyAnswer.Found found
        && found.candidates().stream().anyMatch(key -> verifies(token, algorithm, key));
  }

  private static boolean verifies(Secret token, Algorithm algorithm, VerificationKey key) {
    String[] parts = token.reveal().split("\\.");
    byte[] signed = (parts[0] + '.' + parts[1]).getBytes(UTF_8);
    return SignatureProvider.platform()
        .verifies(algorithm, key, signed, signed.length, Base64.getUrlDecoder().decode(parts[2]));
  }
}
