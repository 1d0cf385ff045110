// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import java.time.Duration;

/**
 * How large and how long scenarios are.
 *
 * @param callers who ask at once for a cold or unknown key; half as many for a rotation, a tenth
 *     during outages
 * @param issuerDelay what an issuer takes for an answer
 * @param timeToLive how long a key set may be used, where it matters
 * @param flood how long random kids come
 * @param patience after what we stop waiting for a key to be accepted, or no longer
 * @param crowdPatience the same where many wait
 */
public record Size(
    int callers,
    Duration issuerDelay,
    Duration timeToLive,
    Duration flood,
    Duration patience,
    Duration crowdPatience) {
  /** What the table shows. Ten seconds is the shortest time to live that all of them take. */
  public static final Size FULL =
      new Size(
          1000,
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(65),
          Duration.ofSeconds(35));

  /** Small enough for a test of the counts. */
  public static final Size SMALL =
      new Size(
          20,
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));
}
