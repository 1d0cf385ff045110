// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.key.Algorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A public key as a JWK (RFC 7517), made from the public key alone and member by member, so that no
 * private member can come along.
 */
final class PublicJwk {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private PublicJwk() {}

  /** The members to publish: what the key is, what it is for and how it is called. */
  static Map<String, Object> of(PublicKey key, Algorithm algorithm, String keyId) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    if (key instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", unsigned(rsa.getModulus(), 1));
      jwk.put("e", unsigned(rsa.getPublicExponent(), 1));
    } else if (key instanceof ECPublicKey ec && isP256(ec.getParams())) {
      jwk.put("kty", "EC");
      jwk.put("crv", "P-256");
      jwk.put("x", unsigned(ec.getW().getAffineX(), 32));
      jwk.put("y", unsigned(ec.getW().getAffineY(), 32));
    } else if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      jwk.put("kty", "OKP");
      jwk.put("crv", "Ed25519");
      jwk.put("x", ed25519(ed.getPoint()));
    } else {
      throw new IllegalArgumentException(
          "public key: " + key.getAlgorithm() + " (expected: RSA, EC on P-256 or Ed25519)");
    }
    jwk.put("use", "sig");
    jwk.put("alg", algorithm.name());
    jwk.put("kid", keyId);
    return jwk;
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws GeneralSecurityException if it is no such key; the message holds nothing of it
   */
  static PublicKey parse(String text) throws GeneralSecurityException {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      JsonObject jwk = StrictJson.read(bytes, 0, bytes.length, JsonLimits.DOCUMENT);
      return switch (member(jwk, "kty")) {
        case "RSA" ->
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        case "EC" ->
            KeyFactory.getInstance("EC")
                .generatePublic(
                    new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), p256()));
        case "OKP" ->
            KeyFactory.getInstance("Ed25519")
                .generatePublic(
                    new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(bytes(jwk, "x"))));
        default -> throw new GeneralSecurityException("kty: unknown (expected: RSA, EC or OKP)");
      };
    } catch (JsonRejectedException e) {
      throw new GeneralSecurityException("public key: no JWK", e);
    }
  }

  static ECParameterSpec p256() throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return curve.getParameterSpec(ECParameterSpec.class);
  }

  static boolean isP256(ECParameterSpec curve) {
    try {
      ECParameterSpec p256 = p256();
      return curve.getOrder().equals(p256.getOrder())
          && curve.getCurve().equals(p256.getCurve())
          && curve.getGenerator().equals(p256.getGenerator());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String member(JsonObject jwk, String name) throws GeneralSecurityException {
    if (jwk.get(name) instanceof String value) {
      return value;
    }
    throw new GeneralSecurityException(name + ": missing (expected: text)");
  }

  private static byte[] bytes(JsonObject jwk, String name) throws GeneralSecurityException {
    try {
      return Base64.getUrlDecoder().decode(member(jwk, name));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(name + ": damaged (expected: base64url)", e);
    }
  }

  private static BigInteger number(JsonObject jwk, String name) throws GeneralSecurityException {
    return new BigInteger(1, bytes(jwk, name));
  }

  /** Big endian without a sign, at least {@code length} bytes (RFC 7518 §6.2.1.2 and §6.3.1.1). */
  private static String unsigned(BigInteger value, int length) {
    byte[] signed = value.toByteArray();
    int from = signed.length > 1 && signed[0] == 0 ? 1 : 0;
    int bytes = signed.length - from;
    byte[] unsigned = new byte[Math.max(length, bytes)];
    System.arraycopy(signed, from, unsigned, unsigned.length - bytes, bytes);
    return BASE64URL.encodeToString(unsigned);
  }

  /** RFC 8032 §5.1.2: y in little endian, the oddness of x in the last bit. */
  private static String ed25519(EdECPoint point) {
    byte[] encoded = new byte[32];
    byte[] y = point.getY().toByteArray();
    for (int i = 0; i < Math.min(y.length, encoded.length); i++) {
      encoded[i] = y[y.length - 1 - i];
    }
    if (point.isXOdd()) {
      encoded[31] |= (byte) 0x80;
    }
    return BASE64URL.encodeToString(encoded);
  }

  private static EdECPoint point(byte[] encoded) throws GeneralSecurityException {
    if (encoded.length != 32) {
      throw new GeneralSecurityException("x: " + encoded.length + " bytes (expected: 32)");
    }
    byte[] y = new byte[32];
    for (int i = 0; i < y.length; i++) {
      y[i] = encoded[y.length - 1 - i];
    }
    boolean odd = y[0] < 0;
    y[0] &= 0x7f;
    return new EdECPoint(odd, new BigInteger(1, y));
  }
}
