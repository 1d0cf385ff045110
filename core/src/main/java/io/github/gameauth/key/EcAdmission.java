// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

/**
 * Which elliptic curve keys may check signatures: points on P-256, P-384 and P-521, in full length.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1">RFC 7518 §6.2.1</a>
 */
final class EcAdmission {
  private EcAdmission() {}

  /** The one algorithm that goes with the curve (RFC 7518 §3.4). */
  static Algorithm algorithm(JwkMembers members) throws JwkRefusedException {
    return switch (members.requiredText("crv")) {
      case "P-256" -> Algorithm.ES256;
      case "P-384" -> Algorithm.ES384;
      case "P-521" -> Algorithm.ES512;
      default -> throw JwkRefusal.UNSUPPORTED.exception();
    };
  }

  static PublicKey key(JwkMembers members) throws JwkRefusedException {
    try {
      ECParameterSpec parameters = parameters(algorithm(members));
      EllipticCurve curve = parameters.getCurve();
      int length = (curve.getField().getFieldSize() + 7) / 8;
      BigInteger x = coordinate(members, "x", length);
      BigInteger y = coordinate(members, "y", length);
      if (!isOn(curve, x, y)) {
        throw JwkRefusal.WEAK.exception();
      }
      ECPublicKeySpec key = new ECPublicKeySpec(new ECPoint(x, y), parameters);
      return KeyFactory.getInstance("EC").generatePublic(key);
    } catch (GeneralSecurityException e) {
      throw JwkRefusal.MALFORMED.exception();
    }
  }

  private static ECParameterSpec parameters(Algorithm algorithm) throws GeneralSecurityException {
    String name =
        switch (algorithm) {
          case ES256 -> "secp256r1";
          case ES384 -> "secp384r1";
          default -> "secp521r1";
        };
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(name));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static BigInteger coordinate(JwkMembers members, String name, int length)
      throws JwkRefusedException {
    byte[] octets = members.octets(name);
    if (octets.length != length) {
      throw JwkRefusal.MALFORMED.exception();
    }
    return new BigInteger(1, octets);
  }

  /** Insists that the key's point lies on its curve. */
  static void requireOnCurve(ECPublicKey key) throws JwkRefusedException {
    if (!(key.getParams().getCurve().getField() instanceof ECFieldFp)
        || !isOn(key.getParams().getCurve(), key.getW().getAffineX(), key.getW().getAffineY())) {
      throw JwkRefusal.WEAK.exception();
    }
  }

  /** y² = x³ + ax + b in the curve's field. Providers have been known to leave that out. */
  private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    return y.multiply(y).subtract(right).mod(p).signum() == 0;
  }
}
