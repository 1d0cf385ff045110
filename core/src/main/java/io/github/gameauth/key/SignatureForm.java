// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * What a signature must look like before it is worth computing with (RFC 8017 §5.2.2 and §8.2.2,
 * FIPS 186-5 §6.4.2, RFC 8032 §5.1.7): each signature has one spelling, and none is zero. Does not
 * trust the provider to ask. A key of another kind or curve than the algorithm's has no form at
 * all.
 */
final class SignatureForm {
  /** The order of the base point of edwards25519, RFC 8032 §5.1. */
  static final BigInteger ED25519_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final int HMAC_SHA256_LENGTH = 32;

  private final Algorithm.Family family;

  /** What a number in the signature must stay below, big-endian, as long as the number. */
  private final byte[] bound;

  private SignatureForm(Algorithm.Family family, byte[] bound) {
    this.family = family;
    this.bound = bound;
  }

  /** The form of signatures under {@code key}, whose kind and curve must be the algorithm's own. */
  static SignatureForm of(Key key, Algorithm algorithm) {
    return switch (algorithm.family()) {
      case RSA ->
          new SignatureForm(
              algorithm.family(), bigEndian(require(key, RSAPublicKey.class).getModulus()));
      case EC -> {
        byte[] order = bigEndian(require(key, ECPublicKey.class).getParams().getOrder());
        yield new SignatureForm(
            algorithm.family(),
            requireCurve(order, 2 * order.length == algorithm.signatureLength(), algorithm));
      }
      case OKP -> {
        String curve = require(key, EdECPublicKey.class).getParams().getName();
        boolean ed25519 = curve.equals(NamedParameterSpec.ED25519.getName());
        yield new SignatureForm(
            algorithm.family(), requireCurve(bigEndian(ED25519_ORDER), ed25519, algorithm));
      }
      case OCT -> {
        require(key, SecretKey.class);
        yield new SignatureForm(algorithm.family(), new byte[0]);
      }
    };
  }

  private static byte[] requireCurve(byte[] order, boolean fits, Algorithm algorithm) {
    if (!fits) {
      throw new IllegalArgumentException(
          "key: another curve (expected: that of " + algorithm + ")");
    }
    return order;
  }

  private static <K> K require(Key key, Class<K> kind) {
    if (!kind.isInstance(key)) {
      String is = key instanceof PublicKey ? key.getAlgorithm() : "no public key";
      throw new IllegalArgumentException(
          "key: " + is + " (expected: " + kind.getSimpleName() + ")");
    }
    return kind.cast(key);
  }

  private static byte[] bigEndian(BigInteger positive) {
    byte[] bytes = positive.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  boolean isLegal(byte[] signature) {
    return switch (family) {
      case RSA -> signature.length == bound.length && isInRange(signature, 0);
      case EC ->
          signature.length == 2 * bound.length
              && isInRange(signature, 0)
              && isInRange(signature, bound.length);
      case OKP -> signature.length == 2 * bound.length && isBelowOrder(signature);
      case OCT -> signature.length == HMAC_SHA256_LENGTH;
    };
  }

  /** Whether the number at {@code from} is above zero and below the bound. */
  private boolean isInRange(byte[] signature, int from) {
    int to = from + bound.length;
    return Arrays.compareUnsigned(signature, from, to, bound, 0, bound.length) < 0
        && isNotZero(signature, from, to);
  }

  private static boolean isNotZero(byte[] signature, int from, int to) {
    for (int i = from; i < to; i++) {
      if (signature[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether S, the second half of an EdDSA signature, is below the order; it is little-endian. */
  private boolean isBelowOrder(byte[] signature) {
    for (int i = 0; i < bound.length; i++) {
      int difference = (signature[signature.length - 1 - i] & 0xff) - (bound[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }
}
