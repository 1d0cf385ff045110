// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.Sample;

/**
 * A library, set up to do the whole job: signature, {@code iss}, {@code aud}, {@code exp}, {@code
 * sub}, with the key at hand. Safe to share between threads.
 */
@FunctionalInterface
public interface VerifySubject extends AutoCloseable {
  /**
   * The {@code sub} of a good token.
   *
   * @throws Exception if the token is not good, whatever a library throws then
   */
  String verify(Sample token) throws Exception;

  /** Ends threads, where a library has some. */
  @Override
  default void close() {}
}
