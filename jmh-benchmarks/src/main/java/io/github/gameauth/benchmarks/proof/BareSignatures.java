// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Checks of SHA-256 with RSA by one object, of the provider that the adapters use. */
final class BareSignatures {
  private final Signature signature;

  BareSignatures(PublicKey key) {
    try {
      signature = Crypto.inUse().rs256();
      signature.initVerify(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  BareCrypto over(String token) {
    Sample sample = Sample.of(token);
    return over(sample.signedBytes(), sample.signature());
  }

  BareCrypto over(byte[] signed, byte[] value) {
    return () -> {
      signature.update(signed);
      if (!signature.verify(value)) {
        throw new SignatureException("another");
      }
      return signature;
    };
  }
}
