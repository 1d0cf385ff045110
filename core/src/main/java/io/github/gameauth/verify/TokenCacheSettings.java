// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.time.Duration;

/**
 * How a verifier remembers tokens that it accepted, so that the same token need not be computed
 * with at every request. Off unless a verifier is given one.
 *
 * <p>A remembered token is found by the SHA-256 of its exact bytes, and every hit checks time, the
 * presence of its key and revocation anew. Rejections are never remembered.
 *
 * @param maxBytes how much memory the remembered tokens may take together, by estimate
 * @param longest how long a token is remembered at most, between 1 second and 5 minutes; it is
 *     forgotten at its {@code exp} anyway
 */
public record TokenCacheSettings(long maxBytes, Duration longest) {
  /** The longest that a token may be remembered. */
  public static final Duration MAX_LONGEST = Duration.ofMinutes(5);

  /** 64 MiB, about 30,000 tokens, for 60 seconds each. */
  public static final TokenCacheSettings DEFAULT =
      new TokenCacheSettings(64L << 20, Duration.ofSeconds(60));

  /** Checks the ranges. */
  public TokenCacheSettings {
    if (maxBytes < 1 << 16) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: at least 65536)");
    }
    if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(MAX_LONGEST) > 0) {
      throw new IllegalArgumentException(
          "longest: " + longest + " (expected: PT1S to " + MAX_LONGEST + ")");
    }
  }

  /** The same with room for so many bytes. */
  public TokenCacheSettings maxBytes(long bytes) {
    return new TokenCacheSettings(bytes, longest);
  }

  /** The same with another longest time. */
  public TokenCacheSettings longest(Duration duration) {
    return new TokenCacheSettings(maxBytes, duration);
  }
}
