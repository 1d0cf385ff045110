// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

/** Credentials that only cryptography can tell from good ones. */
final class Tampered {
  private Tampered() {}

  /** A token with the signature of another. */
  static String signature(String token, String other) {
    return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }
}
