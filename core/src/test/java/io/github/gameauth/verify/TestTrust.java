// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.testing.TestIssuer;

/**
 * How tests believe a {@link TestIssuer}: strictly, and nothing left to build but what is tested.
 */
final class TestTrust {
  private TestTrust() {}

  /** Tokens for {@code my-game} under the keys that the issuer has now. */
  static TrustedIssuerBuilder in(TestIssuer issuer) {
    return TrustedIssuer.named(issuer.name()).audience("my-game").keys(issuer.keySource());
  }
}
