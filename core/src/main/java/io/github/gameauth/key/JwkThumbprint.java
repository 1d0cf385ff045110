// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Base64;

/**
 * Names a public key by what it is: base64url of the SHA-256 over its JWK's required members. Fit
 * as a {@code kid}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7638#section-3">RFC 7638 §3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3">RFC 8037 appendix A.3</a>
 */
public final class JwkThumbprint {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private JwkThumbprint() {}

  /**
   * The thumbprint of a key, 43 characters.
   *
   * @param key RSA, EC on P-256, P-384 or P-521, or Ed25519
   * @throws IllegalArgumentException if it is of another kind
   */
  public static String of(PublicKey key) {
    try {
      byte[] members = requiredMembers(key).getBytes(UTF_8);
      return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(members));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }

  /** The members in the order of their names, without white space (RFC 7638 §3.2, §3.3). */
  private static String requiredMembers(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
          .formatted(number(rsa.getPublicExponent()), number(rsa.getModulus()));
    }
    if (key instanceof ECPublicKey ec) {
      int bits = curveBits(ec.getParams());
      int length = (bits + 7) / 8;
      return "{\"crv\":\"P-%d\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
          .formatted(
              bits,
              BASE64URL.encodeToString(bytes(ec.getW().getAffineX(), length)),
              BASE64URL.encodeToString(bytes(ec.getW().getAffineY(), length)));
    }
    if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}"
          .formatted(BASE64URL.encodeToString(point(ed)));
    }
    throw new IllegalArgumentException(
        "key: " + key.getAlgorithm() + " (expected: RSA, P-256, P-384, P-521 or Ed25519)");
  }

  private static int curveBits(ECParameterSpec parameters) {
    int bits = parameters.getCurve().getField().getFieldSize();
    if (bits != 256 && bits != 384 && bits != 521) {
      throw new IllegalArgumentException(
          "curve: " + bits + " bits (expected: P-256, P-384, P-521)");
    }
    return bits;
  }

  /** RFC 8032 §5.1.2: y, little-endian, with the lowest bit of x as its highest. */
  private static byte[] point(EdECPublicKey key) {
    byte[] bigEndian = bytes(key.getPoint().getY(), 32);
    byte[] point = new byte[32];
    for (int i = 0; i < 32; i++) {
      point[i] = bigEndian[31 - i];
    }
    if (key.getPoint().isXOdd()) {
      point[31] |= (byte) 0x80;
    }
    return point;
  }

  private static String number(BigInteger number) {
    return BASE64URL.encodeToString(bytes(number, (number.bitLength() + 7) / 8));
  }

  private static byte[] bytes(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] exact = new byte[length];
    int count = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - count, exact, length - count, count);
    return exact;
  }
}
