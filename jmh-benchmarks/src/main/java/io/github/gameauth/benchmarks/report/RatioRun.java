// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.List;

/**
 * What {@code Ratios} measured, all by turns in one JVM.
 *
 * @param question {@code VERIFY} or {@code MINT}
 * @param token the shape of the tokens
 * @param provider who computed signatures
 * @param threads how many worked at once
 */
public record RatioRun(
    String question, String token, String provider, int threads, List<Line> lines) {
  /**
   * One contender.
   *
   * @param name who
   * @param micros processor time for one token, in a block at the first tenth of all
   * @param ratio beside the bare signature: the median of the rounds' ratios
   * @param ratioError half the width of the 95 % interval around it
   * @param besideDigest beside SHA-256 of the same bytes, likewise; 0 where nothing is hashed
   * @param digestError as {@code ratioError}
   * @param scaling what all threads did in the time that one needed for its share; 1 for one
   * @param bytes allocated for one token
   */
  public record Line(
      String name,
      double micros,
      double ratio,
      double ratioError,
      double besideDigest,
      double digestError,
      double scaling,
      double bytes) {}

  /** The line of that name. */
  Line line(String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("results: no " + name));
  }
}
