// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.Duration;

/**
 * How long caches on the way may keep a key set.
 *
 * @param maxAge how long it is fresh, 0 to 1 day
 * @param staleWhileRevalidate how much longer it may be served while a new one is fetched
 * @param staleIfError how much longer it may be served while the issuer cannot be reached
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2">RFC 9111 §5.2.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>
 */
public record JwksCaching(Duration maxAge, Duration staleWhileRevalidate, Duration staleIfError) {
  private static final Duration MAX_AGE = Duration.ofDays(1);
  private static final Duration MAX_STALE = Duration.ofDays(30);

  /** 5 minutes fresh, 5 minutes more while revalidating, 24 hours more during an outage. */
  public static final JwksCaching USUAL =
      new JwksCaching(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(24));

  /** Checks that the spans are whole seconds and sane. */
  public JwksCaching {
    check("maxAge", maxAge, MAX_AGE);
    check("staleWhileRevalidate", staleWhileRevalidate, MAX_STALE);
    check("staleIfError", staleIfError, MAX_STALE);
  }

  private static void check(String name, Duration value, Duration most) {
    Require.wholeSeconds(name, Require.between(name, value, Duration.ZERO, most));
  }

  /** The longest that a cache may go on serving one key set. */
  public Duration longest() {
    return maxAge.plus(
        staleWhileRevalidate.compareTo(staleIfError) > 0 ? staleWhileRevalidate : staleIfError);
  }

  /** The value of a {@code Cache-Control} header. */
  public String cacheControl() {
    return "public, max-age="
        + maxAge.toSeconds()
        + ", stale-while-revalidate="
        + staleWhileRevalidate.toSeconds()
        + ", stale-if-error="
        + staleIfError.toSeconds();
  }
}
