// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.vectors.VectorKeys;
import io.github.gameauth.vectors.Vectors;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys and key sets printed in the standards. */
final class RfcKeysTest {
  private static final List<String> FILES_WITH_PRIVATE_KEYS =
      List.of(
          "rfc7515.json",
          "rfc7517.json",
          "rfc8037.json",
          "rfc7520-cookbook/jwk/3_2.ec_private_key.json",
          "rfc7520-cookbook/jwk/3_4.rsa_private_key.json",
          "rfc7520-cookbook/jws/4_1.rsa_v15_signature.json",
          "rfc7520-cookbook/jws/4_3.ecdsa_signature.json",
          "rfc7520-cookbook/jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json",
          "rfc7520-cookbook/jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json",
          "rfc7520-cookbook/6.nesting_signatures_and_encryption.json",
          "rfc7520-cookbook/curve25519/jws.json");

  @Test
  @DisplayName("RFC 7638 section 3.1 and RFC 8037 appendix A.3")
  void thumbprintsAreThoseOfTheStandards() {
    JsonNode rsa = Vectors.read("rfc/rfc7517.json").required("thumbprints").get(0);
    JsonNode ed25519 = Vectors.read("rfc/rfc8037.json").required("cases").get(2);

    for (JsonNode example : List.of(rsa, ed25519)) {
      assertEquals(
          example.required("sha256").textValue(),
          JwkThumbprint.of((PublicKey) VectorKeys.of(example.required("jwk"))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "A.1, OTHER_USE PRIVATE", // both keys are public here, and the second is printed whole in A.2
    "A.2, PRIVATE PRIVATE",
    "A.3, SYMMETRIC SYMMETRIC",
    "B, CERTIFICATE", // it expired in 2018
  })
  @DisplayName("RFC 7517 appendices A and B")
  void printedKeySetsBringNoKey(String id, String refusals) {
    AdmittedKeys keys = AdmittedKeys.of(keySet(id).toString());

    assertEquals(List.of(refusals.split(" ")), keys.refusals());
    assertEquals(KeyAnswer.UNKNOWN, keys.find(Algorithm.RS256, null));
  }

  @Test
  @DisplayName("RFC 7517 appendix B: without its certificate the key is one like any other")
  void certificateIsNoTrustInput() {
    JsonNode keySet = keySet("B");
    ((ObjectNode) keySet.required("keys").get(0)).remove("x5c");

    AdmittedKeys keys = AdmittedKeys.of(keySet.toString());

    assertEquals(List.of(), keys.refusals());
    assertInstanceOf(KeyAnswer.Found.class, keys.find(Algorithm.RS256, "1b94c"));
  }

  @Test
  void everyPrivateKeyInPrintIsTrustedNoMore() {
    Set<String> thumbprints = new TreeSet<>();
    for (String file : FILES_WITH_PRIVATE_KEYS) {
      for (JsonNode owner : Vectors.read("rfc/" + file).findParents("d")) {
        thumbprints.add(JwkThumbprint.of((PublicKey) VectorKeys.of(owner)));
      }
    }

    assertTrue(PublishedKeys.THUMBPRINTS.containsAll(thumbprints), thumbprints::toString);
    assertEquals(11, thumbprints.size());
  }

  private static JsonNode keySet(String id) {
    for (JsonNode example : Vectors.read("rfc/rfc7517.json").required("cases")) {
      if (example.required("id").textValue().equals(id)) {
        return example.required("jwks");
      }
    }
    throw new IllegalArgumentException("id: " + id);
  }
}
