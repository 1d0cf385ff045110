// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.time.Duration;

/**
 * How long fetched keys are trusted, and how often their issuer may be asked. Start from {@link
 * #DEFAULT}; every method named like a component returns a copy.
 *
 * @param freshFor how long a key set is used without asking again, which is how long a withdrawn
 *     key may still be trusted, where the issuer does not say; 10 minutes by default, 10 seconds to
 *     24 hours
 * @param freshAtLeast an issuer's {@code max-age} shorter than this counts as this; 1 minute by
 *     default, at most {@code freshFor}
 * @param freshAtMost an issuer's {@code max-age} longer than this counts as this; 1 hour by
 *     default, at least {@code freshFor}, at most 24 hours
 * @param staleFor how long keys serve beyond freshness while their issuer cannot be asked; 4 hours
 *     by default, 0 to 24 hours
 * @param unknownKeyCooldown in a span of this length unknown key ids cause two requests at most; 10
 *     seconds by default, 5 seconds to 10 minutes, at most {@code freshFor}
 * @param maxDocumentBytes how large the document may be after inflation; 256 KiB by default, 1 KiB
 *     to 1 MiB
 * @param maxKeys how many entries it may list; 100 by default, 1 to 1000
 */
public record JwksSettings(
    Duration freshFor,
    Duration freshAtLeast,
    Duration freshAtMost,
    Duration staleFor,
    Duration unknownKeyCooldown,
    int maxDocumentBytes,
    int maxKeys) {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(24);

  /** What suits most issuers. */
  public static final JwksSettings DEFAULT =
      new JwksSettings(
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofSeconds(10),
          256 * 1024,
          100);

  /**
   * Checks each number and what they are to each other.
   *
   * @throws IllegalArgumentException naming the number and its range
   */
  public JwksSettings {
    requireBetween("freshFor", freshFor, SHORTEST, LONGEST);
    requireBetween("freshAtLeast", freshAtLeast, SHORTEST, freshFor);
    requireBetween("freshAtMost", freshAtMost, freshFor, LONGEST);
    requireBetween("staleFor", staleFor, Duration.ZERO, LONGEST);
    requireBetween(
        "unknownKeyCooldown",
        unknownKeyCooldown,
        Duration.ofSeconds(5),
        shorter(freshFor, Duration.ofMinutes(10)));
    requireBetween("maxDocumentBytes", maxDocumentBytes, 1024, 1024 * 1024);
    requireBetween("maxKeys", maxKeys, 1, 1000);
  }

  private static void requireBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Another freshness; {@code freshAtLeast} and {@code freshAtMost} make room for it. */
  public JwksSettings freshFor(Duration freshFor) {
    return new JwksSettings(
        freshFor,
        shorter(freshAtLeast, freshFor),
        longer(freshAtMost, freshFor),
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another lower bound for what the issuer says. */
  public JwksSettings freshAtLeast(Duration freshAtLeast) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another upper bound for what the issuer says. */
  public JwksSettings freshAtMost(Duration freshAtMost) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another span for which stale keys serve. */
  public JwksSettings staleFor(Duration staleFor) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another cooldown. */
  public JwksSettings unknownKeyCooldown(Duration unknownKeyCooldown) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another limit on the document. */
  public JwksSettings maxDocumentBytes(int maxDocumentBytes) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }

  /** Another limit on its entries. */
  public JwksSettings maxKeys(int maxKeys) {
    return new JwksSettings(
        freshFor,
        freshAtLeast,
        freshAtMost,
        staleFor,
        unknownKeyCooldown,
        maxDocumentBytes,
        maxKeys);
  }
}
