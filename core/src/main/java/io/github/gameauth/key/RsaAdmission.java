// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/**
 * Which RSA keys may check signatures.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518 §3.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1">RFC 7518 §6.3.1</a>
 */
final class RsaAdmission {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 8192;

  // With 1 anyone signs, 3 has a history of forgeries, and a large one costs fifty times the work.
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
  private static final int MAX_EXPONENT_BITS = 32;

  private RsaAdmission() {}

  static PublicKey key(JwkMembers members) throws JwkRefusedException {
    BigInteger modulus = members.number("n");
    BigInteger exponent = members.number("e");
    requireStrong(modulus, exponent);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw JwkRefusal.MALFORMED.exception();
    }
  }

  /** Insists on a size, an exponent and an origin that can be trusted. */
  static void requireStrong(BigInteger modulus, BigInteger exponent) throws JwkRefusedException {
    if (modulus.bitLength() > MAX_BITS || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw JwkRefusal.OVERSIZED.exception();
    }
    if (modulus.bitLength() < MIN_BITS
        || !modulus.testBit(0)
        || exponent.compareTo(MIN_EXPONENT) < 0
        || !exponent.testBit(0)
        || RocaFingerprint.matches(modulus)) {
      throw JwkRefusal.WEAK.exception();
    }
  }
}
