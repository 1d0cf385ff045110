// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.Signature;

/** A {@link Signature} that is ready to check with one key, by one algorithm of one provider. */
record PreparedSignature(SignatureProvider provider, Algorithm algorithm, Signature signature) {
  boolean fits(SignatureProvider wantedProvider, Algorithm wantedAlgorithm) {
    return provider == wantedProvider && algorithm == wantedAlgorithm;
  }
}
