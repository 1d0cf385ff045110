// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a public key as PEM (RFC 7468 §13): one of P-256, on its curve, and nothing around it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-13">RFC 7468 §13</a>
 */
final class PemKey {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/\\s]{1,1000}={0,2})\\s*"
              + "-----END PUBLIC KEY-----\\s*");

  private PemKey() {}

  /** The key, or empty if the text is none that may be trusted. */
  static Optional<VerificationKey> of(String keyId, String pem) {
    Matcher form = FORM.matcher(pem);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(form.group(1).replaceAll("\\s", ""));
      ECPublicKey key =
          (ECPublicKey)
              KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      return isOnItsCurve(key)
          ? Optional.of(new VerificationKey(Optional.of(keyId), key, Set.of(Algorithm.ES256)))
          : Optional.empty();
    } catch (GeneralSecurityException | RuntimeException e) {
      // Of whatever kind: no key, one of another kind, one of another curve.
      return Optional.empty();
    }
  }

  /** y² = x³ + ax + b in the curve's field. Providers have been known to leave that out. */
  private static boolean isOnItsCurve(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    ECPoint point = key.getW();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    return x.compareTo(p) < 0
        && y.compareTo(p) < 0
        && y.multiply(y).subtract(right).mod(p).signum() == 0;
  }
}
