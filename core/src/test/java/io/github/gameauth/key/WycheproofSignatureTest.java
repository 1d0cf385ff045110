// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.vectors.Vectors;
import io.github.gameauth.vectors.Wycheproof;
import io.github.gameauth.vectors.Wycheproof.Row;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Raw signatures of Wycheproof against the platform's provider, the Corretto provider where it
 * works, and the form that we demand.
 */
final class WycheproofSignatureTest {
  private static final SignatureProvider PLATFORM = SignatureProvider.platform();

  /** The platform once more where there is none. */
  private static final SignatureProvider FASTER =
      FasterProvider.among(() -> null, FasterProvider::corretto);

  /**
   * Good signatures that Java 17 refuses and later ones accept: R is the x of a point beyond the
   * group's order, which nobody meets in 2^128 signatures. Refusing is the safe side.
   */
  private static final Map<String, Set<Integer>> EITHER_WAY =
      Map.of(
          "ecdsa_secp256r1_sha256_p1363_test.json", Set.of(115, 257),
          "ecdsa_secp384r1_sha384_p1363_test.json", Set.of(147, 275),
          "ecdsa_secp521r1_sha512_p1363_test.json", Set.of(184, 313));

  @ParameterizedTest
  @CsvSource({
    "rsa_signature_2048_sha256_test.json, RS256, 259",
    "rsa_signature_2048_sha384_test.json, RS384, 258",
    "rsa_signature_2048_sha512_test.json, RS512, 259",
    "rsa_signature_3072_sha256_test.json, RS256, 259",
    "rsa_signature_3072_sha384_test.json, RS384, 259",
    "rsa_signature_3072_sha512_test.json, RS512, 260",
    "rsa_signature_4096_sha256_test.json, RS256, 258",
    "rsa_signature_4096_sha384_test.json, RS384, 259",
    "rsa_signature_4096_sha512_test.json, RS512, 259",
    "rsa_signature_8192_sha256_test.json, RS256, 258",
    "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, 108",
    "rsa_pss_2048_sha384_mgf1_48_test.json, PS384, 141",
    "rsa_pss_3072_sha256_mgf1_32_test.json, PS256, 108",
    "rsa_pss_4096_sha256_mgf1_32_test.json, PS256, 108",
    "rsa_pss_4096_sha384_mgf1_48_test.json, PS384, 141",
    "rsa_pss_4096_sha512_mgf1_64_test.json, PS512, 179",
    "ecdsa_secp256r1_sha256_p1363_test.json, ES256, 262",
    "ecdsa_secp384r1_sha384_p1363_test.json, ES384, 280",
    "ecdsa_secp521r1_sha512_p1363_test.json, ES512, 318",
    "ed25519_test.json, EdDSA, 151",
  })
  void signatureProviderAgreesWithEveryRow(String file, Algorithm algorithm, int rowCount)
      throws GeneralSecurityException {
    List<Row> rows = Wycheproof.rows(file);

    List<String> disagreements = new ArrayList<>();
    for (Row row : rows) {
      VerificationKey key = key(publicKey(algorithm, row.group()), algorithm);
      boolean eitherWay = EITHER_WAY.getOrDefault(file, Set.of()).contains(row.tcId());
      for (SignatureProvider provider : List.of(PLATFORM, FASTER)) {
        if (!row.agreesWith(verifies(provider, algorithm, key, row, "sig")) && !eitherWay) {
          disagreements.add(provider.name() + ", " + row);
        }
      }
    }

    assertEquals(List.of(), disagreements);
    assertEquals(rowCount, rows.size());
  }

  @ParameterizedTest
  @CsvSource("hmac_sha256_test.json, 87, 87")
  void macIsTakenWholeOrNotAtAll(String file, int wholeCount, int truncatedCount) {
    int whole = 0;
    int truncated = 0;
    List<Row> disagreements = new ArrayList<>();
    for (Row row : Wycheproof.rows(file)) {
      VerificationKey key =
          key(new SecretKeySpec(Vectors.hex(row.test(), "key"), "HmacSHA256"), Algorithm.HS256);
      boolean accepted = verifies(PLATFORM, Algorithm.HS256, key, row, "tag");
      // A tag cut to half is a good one for Wycheproof; for JOSE it is none, RFC 7518 section 3.2.
      boolean isWhole = row.group().required("tagSize").intValue() == 256;
      if (isWhole ? !row.agreesWith(accepted) : accepted) {
        disagreements.add(row);
      }
      whole += isWhole ? 1 : 0;
      truncated += isWhole ? 0 : 1;
    }

    assertEquals(List.of(), disagreements);
    assertEquals(wholeCount, whole);
    assertEquals(truncatedCount, truncated);
  }

  private static boolean verifies(
      SignatureProvider provider,
      Algorithm algorithm,
      VerificationKey key,
      Row row,
      String signatureMember) {
    byte[] message = Vectors.hex(row.test(), "msg");
    return provider.verifies(
        algorithm, key, message, message.length, Vectors.hex(row.test(), signatureMember));
  }

  private static VerificationKey key(Key key, Algorithm algorithm) {
    return new VerificationKey(Optional.empty(), key, Set.of(algorithm));
  }

  private static Key publicKey(Algorithm algorithm, JsonNode group)
      throws GeneralSecurityException {
    String factory = algorithm == Algorithm.EdDSA ? "Ed25519" : algorithm.family().name();
    return KeyFactory.getInstance(factory)
        .generatePublic(new X509EncodedKeySpec(Vectors.hex(group, "publicKeyDer")));
  }
}
