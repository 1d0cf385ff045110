// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keys of the JWKs in vector files, by the JDK alone and without judging them: what may be a
 * key is another test's question.
 */
public final class VectorKeys {
  private VectorKeys() {}

  /** The public key, or the shared secret, that a JWK describes. */
  public static Key of(JsonNode jwk) {
    try {
      return switch (jwk.required("kty").textValue()) {
        case "RSA" ->
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        case "EC" ->
            KeyFactory.getInstance("EC")
                .generatePublic(
                    new ECPublicKeySpec(
                        new ECPoint(number(jwk, "x"), number(jwk, "y")),
                        curve(jwk.required("crv").textValue())));
        case "OKP" ->
            KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(jwk)));
        case "oct" -> new SecretKeySpec(Vectors.base64Url(jwk, "k"), "HmacSHA256");
        default -> throw new IllegalArgumentException("kty: " + jwk.required("kty"));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static BigInteger number(JsonNode jwk, String member) {
    return new BigInteger(1, Vectors.base64Url(jwk, member));
  }

  private static ECParameterSpec curve(String name) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp" + name.substring("P-".length()) + "r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** RFC 8032 §5.1.2: y with its low byte first, and the lowest bit of x on top. */
  private static EdECPoint point(JsonNode jwk) {
    byte[] y = Vectors.base64Url(jwk, "x");
    for (int i = 0; i < y.length / 2; i++) {
      byte swap = y[i];
      y[i] = y[y.length - 1 - i];
      y[y.length - 1 - i] = swap;
    }
    boolean xOdd = y[0] < 0;
    y[0] &= 0x7f;
    return new EdECPoint(xOdd, new BigInteger(1, y));
  }
}
