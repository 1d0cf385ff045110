// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An issuer with real keys and real signatures. The keys of a name are generated once in a JVM:
 * issuers of one name share them, issuers of two names share none.
 */
public final class TestIssuer {
  /** The name unless another is given. */
  public static final String NAME = "https://id.mygame.example";

  private static final AtomicLong TOKENS = new AtomicLong();

  private final String name;
  private final InstantSource clock;
  private final Algorithm algorithm;
  private int generation;
  private List<TestKey> keys; // the newest first

  private TestIssuer(String name, InstantSource clock, Algorithm algorithm) {
    this.name = name;
    this.clock = clock;
    this.algorithm = algorithm;
    this.keys = List.of(newKey());
  }

  /** {@value #NAME}, with a key for RS256 and the system's clock. */
  public static TestIssuer create() {
    return named(NAME);
  }

  /** {@value #NAME}, with a key for RS256 and a clock of the test. */
  public static TestIssuer create(InstantSource clock) {
    return create().on(clock);
  }

  /** An issuer of another name, with other keys, for RS256 and on the system's clock. */
  public static TestIssuer named(String name) {
    return new TestIssuer(name, InstantSource.system(), Algorithm.RS256);
  }

  /** The same name on another clock, with its first key. */
  public TestIssuer on(InstantSource clock) {
    return new TestIssuer(name, clock, algorithm);
  }

  /** The same name with a first key for another algorithm. */
  public TestIssuer signingBy(Algorithm algorithm) {
    return new TestIssuer(name, clock, algorithm);
  }

  private TestKey newKey() {
    return TestKey.named(name + " " + generation++, algorithm);
  }

  /** What its tokens say in {@code iss}. */
  public String name() {
    return name;
  }

  /** The key that signs now. */
  public synchronized TestKey key() {
    return keys.get(0);
  }

  /** The id of the key that signs now. */
  public String kid() {
    return key().keyId().orElseThrow();
  }

  /** Signs with a new key from now on; the old ones stay in its key set. */
  public synchronized void rotate() {
    List<TestKey> rotated = new ArrayList<>(keys);
    rotated.add(0, newKey());
    keys = List.copyOf(rotated);
  }

  /** Takes every key but the newest out of its key set. */
  public synchronized void withdrawOldKeys() {
    keys = List.of(keys.get(0));
  }

  /** The public keys as they are now. */
  public synchronized FixedKeys keySource() {
    return FixedKeys.of(
        keys.stream().map(TestKey::forVerification).toArray(VerificationKey[]::new));
  }

  /** The key set document as it is now (RFC 7517 §5). */
  public synchronized String jwks() {
    return TestJson.text(Map.of("keys", keys.stream().map(TestKey::jwk).toList()));
  }

  /**
   * A valid token: {@code aud} is {@code my-game}, {@code sub} is {@code p-17}, {@code typ} is
   * {@code JWT}; issued now, for 10 minutes, with an id of its own.
   */
  public TestToken token() {
    Instant now = clock.instant();
    return new TestToken(key())
        .issuer(name)
        .audience("my-game")
        .subject("p-17")
        .issuedAt(now)
        .expiresAt(now.plus(Duration.ofMinutes(10)))
        .claim("jti", "t-" + TOKENS.incrementAndGet());
  }
}
