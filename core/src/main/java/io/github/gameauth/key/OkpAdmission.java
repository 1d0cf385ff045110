// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Which octet key pairs may check signatures: points of Ed25519, in their one spelling, that are
 * not of small order. Under a key of small order one signature fits many messages.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-2">RFC 8037 §2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3">RFC 8032 §5.1.3</a>
 */
final class OkpAdmission {
  private static final int LENGTH = 32;

  /** The field of edwards25519. */
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The curve's constant: -x² + y² = 1 + d·x²·y². */
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

  private OkpAdmission() {}

  static PublicKey key(JwkMembers members) throws JwkRefusedException {
    if (!members.requiredText("crv").equals("Ed25519")) {
      throw JwkRefusal.UNSUPPORTED.exception();
    }
    byte[] octets = members.octets("x");
    if (octets.length != LENGTH) {
      throw JwkRefusal.MALFORMED.exception();
    }
    // Little-endian, and the highest bit is the sign of x.
    boolean odd = octets[LENGTH - 1] < 0;
    byte[] bigEndian = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bigEndian[i] = octets[LENGTH - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(P) >= 0 || isOfSmallOrder(y) || !isOnCurve(y)) {
      throw JwkRefusal.WEAK.exception();
    }
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y)));
    } catch (GeneralSecurityException e) {
      throw JwkRefusal.MALFORMED.exception();
    }
  }

  /** Whether some x belongs to y: (y² - 1) / (d·y² + 1) must be a square. */
  private static boolean isOnCurve(BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE)
            .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger half = P.subtract(BigInteger.ONE).shiftRight(1);
    return x2.modPow(half, P).equals(BigInteger.ONE);
  }

  /**
   * Whether a point of that y has an order of 1, 2, 4 or 8: y is 1, -1 or 0, or doubling leads to
   * 0. Doubling gives y = 0 where x² = -y², which put into the curve's equation is d·y⁴ + 2·y² = 1.
   */
  private static boolean isOfSmallOrder(BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger doubled = D.multiply(y2).add(BigInteger.TWO).multiply(y2).mod(P);
    return y.signum() == 0 || y2.equals(BigInteger.ONE) || doubled.equals(BigInteger.ONE);
  }
}
