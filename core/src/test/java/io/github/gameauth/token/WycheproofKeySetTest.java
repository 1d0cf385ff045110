// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.key.AdmittedKeys;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.vectors.Vectors;
import io.github.gameauth.vectors.Wycheproof;
import io.github.gameauth.vectors.Wycheproof.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wycheproof's tokens together with the key sets that shall check them, or shall not. */
final class WycheproofKeySetTest {
  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
  private static final String KEYS = "json_web_key_test.json";
  private static final String CRYPTO = "json_web_crypto_test.json";
  private static final String SIGNATURES = "json_web_signature_test.json";

  private static final String SYMMETRIC = "a key set brings no shared secret";
  private static final String UNSUPPORTED = "of HMAC we know HS256 alone";
  private static final String ENCRYPTED = "nothing is ever decrypted";

  /** Rows labelled {@code valid} that we refuse. There is none the other way round. */
  private static final Map<String, Map<Integer, String>> EXCEPTIONS =
      Map.of(
          KEYS, Map.of(2, SYMMETRIC, 13, SYMMETRIC, 14, UNSUPPORTED, 15, UNSUPPORTED),
          CRYPTO, Map.of(1, SYMMETRIC, 48, SYMMETRIC, 50, ENCRYPTED, 67, ENCRYPTED));

  @Test
  void keysAreChosenAsTheRowsSay() {
    assertVerdicts(KEYS, 26, Set.of(5));
  }

  @Test
  void keySetsLetNothingElseThrough() {
    assertVerdicts(CRYPTO, 83, Set.of(18, 33));
  }

  @ParameterizedTest
  @ValueSource(ints = {353, 354, 355, 356})
  void keyForEncryptionChecksNoSignature(int tcId) {
    Row row = row(SIGNATURES, tcId);

    AdmittedKeys keys = keys(row);

    assertEquals(List.of("OTHER_USE"), keys.refusals(), row::toString);
    assertEquals(false, isLetIn(row, keys), row::toString);
  }

  @Test
  void refusedKeysAreRefusedForTheirOwnReason() {
    Map<Integer, String> expected = new TreeMap<>();
    expected.put(6, "OTHER_USE");
    expected.put(7, "WEAK"); // ROCA
    expected.put(8, "WEAK"); // 1024 bits
    expected.put(9, "WEAK"); // e = 1
    expected.put(10, "SYMMETRIC");
    expected.put(19, "OTHER_ALGORITHM");
    expected.put(20, "OTHER_ALGORITHM");
    expected.put(21, "OTHER_USE");
    expected.put(22, "WEAK"); // not on the curve
    expected.put(23, "MALFORMED"); // coordinates of another curve's length
    expected.put(24, "MALFORMED"); // an RSA key without n and e
    expected.put(25, "SYMMETRIC");

    Map<Integer, String> refusals = new TreeMap<>();
    expected.keySet().forEach(tcId -> refusals.put(tcId, keys(row(KEYS, tcId)).refusals().get(0)));

    assertEquals(expected, refusals);
  }

  @Test
  void sharedSecretsAreLongEnoughOrNone() throws TokenRejectedException {
    Row longKey = row(KEYS, 13);
    byte[] secret = secret(longKey);

    assertThrows(
        IllegalArgumentException.class,
        () -> SharedSecretKeys.of(Secret.ofBytes(secret(row(KEYS, 10)))));
    assertThrows(IllegalArgumentException.class, () -> Secret.ofBytes(secret(row(KEYS, 16))));
    KeyAnswer.Found found =
        (KeyAnswer.Found) SharedSecretKeys.of(Secret.ofBytes(secret)).find(Algorithm.HS256, null);
    CompactJws jws = jws(longKey);
    assertEquals(true, jws.isSignedBy(found.candidates().get(0), SignatureProvider.platform()));
  }

  @Test
  void everyEncryptedTokenIsMalformed() {
    List<Row> rows = Wycheproof.rows("json_web_encryption_test.json");
    Door door = Door.with().allowing(Algorithm.values());

    for (Row row : rows) {
      JsonNode jwe = row.test().required("jwe");
      door.refuses(Reason.MALFORMED, jwe.isTextual() ? jwe.textValue() : jwe.toString());
    }

    assertEquals(139, rows.size());
  }

  private static void assertVerdicts(String file, int rowCount, Set<Integer> letIn) {
    List<Row> rows = Wycheproof.rows(file);

    Set<Integer> accepted = new TreeSet<>();
    Map<Integer, Row> disagreements = new TreeMap<>();
    for (Row row : rows) {
      boolean verdict = isLetIn(row, keys(row));
      if (verdict) {
        accepted.add(row.tcId());
      }
      if (!row.agreesWith(verdict)) {
        disagreements.put(row.tcId(), row);
      }
    }

    assertEquals(EXCEPTIONS.get(file).keySet(), disagreements.keySet(), disagreements::toString);
    assertEquals(letIn, accepted);
    assertEquals(rowCount, rows.size());
  }

  private static boolean isLetIn(Row row, KeySource keys) {
    try {
      CompactJws jws = jws(row);
      jws.payload();
      return keys.find(jws.header().algorithm(), jws.header().keyId().orElse(null))
              instanceof KeyAnswer.Found found
          && found.candidates().stream()
              .anyMatch(key -> jws.isSignedBy(key, SignatureProvider.platform()));
    } catch (TokenRejectedException e) {
      return false;
    }
  }

  private static CompactJws jws(Row row) throws TokenRejectedException {
    JsonNode text = row.test().has("jws") ? row.test().get("jws") : row.test().required("jwe");
    return CompactJws.parse(
        TokenBytes.of(text.isTextual() ? text.textValue() : text.toString(), TokenLimits.DEFAULT),
        TokenLimits.DEFAULT,
        ALL,
        new HeaderMemory(),
        Padding.REFUSED);
  }

  /** The public half of the row's key set; shared secrets have no other half. */
  private static AdmittedKeys keys(Row row) {
    JsonNode keys =
        row.group().has("public") ? row.group().get("public") : row.group().required("private");
    return AdmittedKeys.of(keys.has("keys") ? keys.toString() : "{\"keys\":[" + keys + "]}");
  }

  private static byte[] secret(Row row) {
    return Vectors.base64Url(row.group().required("private").required("keys").get(0), "k");
  }

  private static Row row(String file, int tcId) {
    return Wycheproof.rows(file).stream()
        .filter(row -> row.tcId() == tcId)
        .findFirst()
        .orElseThrow();
  }
}
