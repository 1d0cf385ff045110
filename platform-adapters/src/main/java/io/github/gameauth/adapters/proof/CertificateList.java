// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing certificates as Microsoft publishes them, a JSON list of DER in base64, made a key set.
 * Each is named by its {@code x5t} and good for RS256; whether it is strong enough and not expired
 * is looked at where all keys are admitted. What is no certificate of an RSA key is left out.
 */
final class CertificateList {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private CertificateList() {}

  /**
   * The key set of RFC 7517.
   *
   * @throws IllegalArgumentException if there is no certificate in it
   */
  static byte[] keySet(byte[] list) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (JsonNode entry : StrictAnswers.read(list).filter(JsonNode::isArray).orElseThrow()) {
      certificate(entry).flatMap(CertificateList::key).ifPresent(keys::add);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("certificates: none (expected: at least 1)");
    }
    try {
      return JSON.writeValueAsBytes(Map.of("keys", keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  private static Optional<X509Certificate> certificate(JsonNode entry) {
    try {
      return Certificates.one(Base64.getDecoder().decode(entry.asText()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, Object>> key(X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey key)) {
      return Optional.empty();
    }
    try {
      byte[] der = certificate.getEncoded();
      return Optional.of(
          Map.of(
              "kty", "RSA",
              "use", "sig",
              "alg", "RS256",
              "kid", Certificates.thumbprint(certificate),
              "n", number(key.getModulus()),
              "e", number(key.getPublicExponent()),
              "x5c", List.of(Base64.getEncoder().encodeToString(der))));
    } catch (CertificateEncodingException e) {
      return Optional.empty();
    }
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    return BASE64URL.encodeToString(Arrays.copyOfRange(bytes, zeros, bytes.length));
  }
}
