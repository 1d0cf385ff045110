// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.UUID;

/** An RSA key with its id. Signs compact tokens, and checks its own. */
final class SigningPair {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String keyId = UUID.randomUUID().toString();
  private final String algorithm;
  private final KeyPair pair;

  private SigningPair(String algorithm) {
    this.algorithm = algorithm;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh key; takes a moment. */
  static SigningPair rs256() {
    return new SigningPair("RS256");
  }

  /** A fresh key; takes a moment. */
  static SigningPair rs512() {
    return new SigningPair("RS512");
  }

  String keyId() {
    return keyId;
  }

  String signed(ObjectNode claims) {
    ObjectNode header = Json.object().put("kid", keyId).put("alg", algorithm);
    String input =
        BASE64.encodeToString(Json.bytes(header)) + "." + BASE64.encodeToString(Json.bytes(claims));
    try {
      Signature signature = signature();
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this key signed the token. */
  boolean made(String token) {
    int end = token.lastIndexOf('.');
    try {
      Signature signature = signature();
      signature.initVerify(pair.getPublic());
      signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  ObjectNode jwk() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return Json.object()
        .put("alg", algorithm)
        .put("e", unsigned(key.getPublicExponent()))
        .put("kid", keyId)
        .put("kty", "RSA")
        .put("n", unsigned(key.getModulus()))
        .put("use", "sig");
  }

  private Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(algorithm.equals("RS512") ? "SHA512withRSA" : "SHA256withRSA");
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
