// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.pool.Pool;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs with one private key by one algorithm. It keeps a few prepared computations for reuse, so
 * that a signature costs what the provider takes for it and no more. They hold the key, and go with
 * this object: nothing else refers to them.
 *
 * <p>Safe to share; threads do not wait for each other.
 */
public final class Signer {
  private final SignatureProvider provider;
  private final Algorithm algorithm;
  private final PrivateKey key;
  private final Pool<Signature> prepared = new Pool<>();

  /**
   * A signer.
   *
   * @param algorithm anything but HS256
   * @param key of the algorithm's family; whether it can be used shows when it signs
   * @throws IllegalArgumentException if the algorithm is HS256
   */
  public Signer(SignatureProvider provider, Algorithm algorithm, PrivateKey key) {
    if (algorithm == Algorithm.HS256) {
      throw new IllegalArgumentException(
          "algorithm: HS256 (expected: one that signs by a private key)");
    }
    this.provider = provider;
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * The signature over {@code content}, in JOSE form.
   *
   * @throws GeneralSecurityException if the provider cannot sign with that key
   * @throws RuntimeException of the provider's own, if it is ill
   */
  public byte[] sign(byte[] content) throws GeneralSecurityException {
    Signature signature = prepared.take();
    if (signature == null) {
      signature = provider.signer(algorithm, key);
    }
    signature.update(content);
    byte[] signed = signature.sign();
    // One that threw is in no known state and is not given back.
    prepared.give(signature);
    return signed;
  }

  /** The algorithm and the provider; never the key. */
  @Override
  public String toString() {
    return "Signer(" + algorithm + ", " + provider.name() + ")";
  }
}
