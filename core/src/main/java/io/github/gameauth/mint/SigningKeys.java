// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.event.Health;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.ProviderSelfTest;
import io.github.gameauth.key.SignatureProvider;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that sign the tokens of one issuer by one algorithm: the one that signs now, and those
 * that are published because tokens of theirs are alive, or soon will be.
 *
 * <p>{@link #rotating} keeps them in a store that all servers of the issuer share and replaces them
 * by a {@link KeySchedule}; {@link #fixed} takes one key that somebody else looks after. Safe to
 * share.
 */
public abstract sealed class SigningKeys implements AutoCloseable
    permits RotatingSigningKeys, FixedSigningKeys {
  private final String issuer;
  private final Algorithm algorithm;
  final KeySchedule schedule;
  final InstantSource clock;

  SigningKeys(String issuer, Algorithm algorithm, KeySchedule schedule, InstantSource clock) {
    this.issuer = issuer;
    this.algorithm = algorithm;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Keys that are made, published, used and dropped by a schedule.
   *
   * @param issuer whose tokens they sign, the exact {@code iss} of the tokens
   * @param store where they are kept
   * @param protector what seals them before the store sees them
   */
  public static RotatingSigningKeys.Builder rotating(
      String issuer, KeyStore store, KeyProtector protector) {
    return new RotatingSigningKeys.Builder(issuer, store, protector);
  }

  /**
   * One key that is never replaced, such as one that a studio has signed with so far. Whoever wants
   * to replace it has to publish the next one beforehand and keep the last one afterwards; {@link
   * #rotating} does that. Signs by {@link SignatureProvider#preferred()}.
   *
   * @param issuer whose tokens it signs
   * @param algorithm what it signs with: RS*, PS*, ES256 or EdDSA
   * @param pair the key; {@code PemKeys} reads one from a file
   * @param longestLifetime the longest that a token may live, 1 minute to 24 hours
   * @throws IllegalArgumentException if the key is weak, of another kind, or its halves do not fit
   * @throws IllegalStateException if the provider fails its self-test
   */
  public static SigningKeys fixed(
      String issuer, Algorithm algorithm, KeyPair pair, Duration longestLifetime) {
    return fixed(issuer, algorithm, pair, longestLifetime, SignatureProvider.preferred());
  }

  /**
   * One key that is never replaced, and who computes its signatures.
   *
   * @param issuer whose tokens it signs
   * @param algorithm what it signs with: RS*, PS*, ES256 or EdDSA
   * @param pair the key; {@code PemKeys} reads one from a file
   * @param longestLifetime the longest that a token may live, 1 minute to 24 hours
   * @param provider what signs
   * @throws IllegalArgumentException if the key is weak, of another kind, or its halves do not fit
   * @throws IllegalStateException if the provider lacks the algorithm or fails its self-test
   */
  public static SigningKeys fixed(
      String issuer,
      Algorithm algorithm,
      KeyPair pair,
      Duration longestLifetime,
      SignatureProvider provider) {
    ProviderSelfTest.require(provider, Set.of(KeyPairs.requireSupported(algorithm)));
    return new FixedSigningKeys(
        issuer,
        SigningKey.of(algorithm, pair, provider),
        KeySchedule.weekly().longestLifetime(longestLifetime));
  }

  /** Whose tokens they sign. */
  public final String issuer() {
    return issuer;
  }

  /** What they sign with. */
  public final Algorithm algorithm() {
    return algorithm;
  }

  /** The longest that a token they sign may live. */
  public final Duration longestLifetime() {
    return schedule.longestLifetime();
  }

  /**
   * The published keys, for verifiers in the same process. It knows a new key as soon as this
   * object does, and forgets a revoked one at the same moment.
   */
  public abstract KeySource keySource();

  /** The published keys as a document for verifiers elsewhere, with the usual caching. */
  public final JwksDocument jwks() {
    return jwks(JwksCaching.USUAL);
  }

  /**
   * The published keys as a document for verifiers elsewhere.
   *
   * @throws IllegalArgumentException if {@code caching} allows caches to live longer than the
   *     schedule's {@code longestCache}
   */
  public final JwksDocument jwks(JwksCaching caching) {
    requireOutlives(caching);
    return new JwksDocument(this::published, caching);
  }

  final void requireOutlives(JwksCaching caching) {
    if (caching.longest().compareTo(schedule.longestCache()) > 0) {
      throw new IllegalArgumentException(
          "caching: up to "
              + caching.longest()
              + " (expected: at most "
              + schedule.longestCache()
              + ", the schedule's longestCache)");
    }
  }

  /**
   * How they stand: unavailable if no key may sign, degraded if the key store failed lately and
   * signing goes on from what is known. Nobody is asked.
   *
   * @return the issuer with {@code SIGNING}, {@code STORE_FAILS}, {@code OLD_VIEW} or {@code
   *     NO_KEY}
   */
  public abstract Health health();

  final Health health(Health.Status status, String detail) {
    return new Health(status, Map.of(issuer, detail));
  }

  /** The one key that signs now: take it once for each token. */
  abstract SigningKey current();

  /** The keys to publish now, in an order that does not change. */
  abstract List<SigningKey> published();

  /** Lets go of threads; the keys stay where they are. */
  @Override
  public abstract void close();
}
