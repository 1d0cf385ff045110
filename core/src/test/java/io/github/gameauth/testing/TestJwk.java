// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes public keys as JWKs (RFC 7517, RFC 7518 §6, RFC 8037 §2). */
final class TestJwk {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private TestJwk() {}

  static Map<String, Object> of(TestKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>(members(key.publicKey()));
    key.keyId().ifPresent(keyId -> jwk.put("kid", keyId));
    jwk.put("alg", key.algorithm().name());
    jwk.put("use", "sig");
    return jwk;
  }

  /** RFC 7638 §3: the required members in the order of their names. */
  static String thumbprint(PublicKey key) {
    try {
      byte[] text = TestJson.bytes(new TreeMap<>(members(key)));
      return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> members(PublicKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    if (key instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", number(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
      jwk.put("e", number(rsa.getPublicExponent(), 3));
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", number(ec.getW().getAffineX(), (bits + 7) / 8));
      jwk.put("y", number(ec.getW().getAffineY(), (bits + 7) / 8));
    } else {
      byte[] encoded = key.getEncoded(); // RFC 8410 §4: the point is the last 32 bytes
      jwk.put("kty", "OKP");
      jwk.put("crv", "Ed25519");
      jwk.put(
          "x",
          BASE64URL.encodeToString(
              Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }
    return jwk;
  }

  private static String number(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] exact = new byte[length];
    int count = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - count, exact, length - count, count);
    return BASE64URL.encodeToString(exact);
  }
}
