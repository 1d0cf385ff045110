// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

/**
 * A library, set up to mint RS256: {@code iss}, {@code sub}, {@code aud}, {@code exp} in 15
 * minutes, {@code iat} and a {@code jti} of 128 random bits, with {@code kid} in the header. Safe
 * to share between threads.
 */
@FunctionalInterface
public interface MintSubject extends AutoCloseable {
  /** A token about {@code subject}. */
  String mint(String subject) throws Exception;

  /** Ends threads, where a library has some. */
  @Override
  default void close() {}
}
