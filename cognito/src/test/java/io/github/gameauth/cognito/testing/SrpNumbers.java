// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The group and the hashes of the service's SRP. Written for the server alone and from the formulas
 * alone: shared with the client, a mistake would agree with itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3526#section-5">RFC 3526 §5</a>
 */
final class SrpNumbers {
  static final BigInteger G = BigInteger.TWO;

  /** 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314). */
  static final BigInteger N =
      BigInteger.ONE
          .shiftLeft(3072)
          .subtract(BigInteger.ONE.shiftLeft(3008))
          .subtract(BigInteger.ONE)
          .add(piTimesTwoTo(2942).add(BigInteger.valueOf(1_690_314)).shiftLeft(64));

  static final BigInteger K = number(sha256(N.toByteArray(), G.toByteArray()));

  private SrpNumbers() {}

  /** Machin's formula, with some bits more than asked for. */
  private static BigInteger piTimesTwoTo(int bits) {
    int spare = 64;
    BigInteger one = BigInteger.ONE.shiftLeft(bits + spare);
    return arcTangentOfOneOver(5, one)
        .multiply(BigInteger.valueOf(16))
        .subtract(arcTangentOfOneOver(239, one).multiply(BigInteger.valueOf(4)))
        .shiftRight(spare);
  }

  private static BigInteger arcTangentOfOneOver(int x, BigInteger one) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger sum = BigInteger.ZERO;
    for (int n = 1; power.signum() != 0; n += 2) {
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square);
    }
    return sum;
  }

  static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
