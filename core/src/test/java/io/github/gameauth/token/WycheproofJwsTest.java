// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.vectors.VectorKeys;
import io.github.gameauth.vectors.Wycheproof;
import io.github.gameauth.vectors.Wycheproof.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whole tokens of Wycheproof. */
final class WycheproofJwsTest {
  private static final String FILE = "json_web_signature_test.json";
  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
  private static final SignatureProvider PLATFORM = SignatureProvider.platform();

  /** Rows whose label we do not follow: valid ones that we refuse, and two that we accept. */
  private static final Map<Integer, String> EXCEPTIONS =
      new TreeMap<>(
          Map.of(
              346, "the key says PS256, the token PS384: a key's alg binds",
              350, "the key says PS256, the token PS384: a key's alg binds",
              347, "the key says ES521, which names no algorithm",
              351, "the key says ES521, which names no algorithm",
              367, "labelled invalid, yet character by character the token of tcId 357",
              370, "labelled invalid, yet character by character the token of tcId 357",
              372, "a question mark in the header: every character of base64url counts",
              373, "a question mark in the payload: every character of base64url counts"));

  /**
   * Rows whose key is published for encryption. They fall when the key is admitted, before a token
   * is at hand: {@code WycheproofKeySetTest} has them.
   */
  private static final Set<Integer> WRONG_USE = Set.of(353, 354, 355, 356);

  @Test
  void compactJwsAgreesWithEveryRow() {
    List<Row> rows = Wycheproof.rows(FILE);

    Map<Integer, Row> disagreements = new TreeMap<>();
    int valid = 0;
    for (Row row : rows) {
      boolean accepted = isSigned(row);
      valid += accepted ? 1 : 0;
      if (!row.agreesWith(accepted) && !WRONG_USE.contains(row.tcId())) {
        disagreements.put(row.tcId(), row);
      }
    }

    assertEquals(EXCEPTIONS.keySet(), disagreements.keySet(), disagreements::toString);
    assertEquals(401, rows.size());
    assertEquals(46 - 6 + 2 + WRONG_USE.size(), valid);
  }

  @Test
  void invalidRowsThatWeAcceptAreATokenLabelledValid() {
    Map<Integer, String> tokens = new TreeMap<>();
    Wycheproof.rows(FILE).forEach(row -> tokens.put(row.tcId(), jws(row)));

    assertEquals(tokens.get(357), tokens.get(367));
    assertEquals(tokens.get(357), tokens.get(370));
  }

  @Test
  void unverifiedTokenLetsNothingMoreThrough() {
    List<Row> unsigned = new ArrayList<>();
    int refusedForItsPayload = 0;
    for (Row row : Wycheproof.rows(FILE)) {
      Optional<Rejection> rejection = rejectionOf(row);
      if (isSigned(row)) {
        // What Wycheproof signs is no object of claims: "foo", "Test", one byte, nothing.
        assertEquals(
            Optional.of(Reason.MALFORMED), rejection.map(Rejection::reason), row::toString);
        refusedForItsPayload++;
      } else if (rejection.isEmpty()) {
        unsigned.add(row);
      }
    }

    assertEquals(List.of(), unsigned);
    assertEquals(46, refusedForItsPayload);
  }

  @Test
  void jsonSerialisationIsMalformed() {
    List<Row> rows =
        Wycheproof.rows(FILE).stream()
            .filter(row -> row.test().required("flags").toString().contains("JsonSerialization"))
            .toList();

    for (Row row : rows) {
      assertEquals(Optional.of(Reason.MALFORMED), rejectionOf(row).map(Rejection::reason));
    }
    assertEquals(1, rows.size());
  }

  @Test
  void unsecuredTokenFallsByItsAlgorithm() {
    List<Row> rows =
        Wycheproof.rows(FILE).stream()
            .filter(row -> row.test().required("flags").toString().contains("AlgIsNone"))
            .toList();

    for (Row row : rows) {
      Optional<Reason> reason = rejectionOf(row).map(Rejection::reason);
      assertTrue(
          reason.equals(Optional.of(Reason.ALGORITHM))
              || reason.equals(Optional.of(Reason.MALFORMED)),
          row + ": " + reason);
    }
    assertEquals(4, rows.size());
  }

  private static boolean isSigned(Row row) {
    try {
      CompactJws jws =
          CompactJws.parse(
              TokenBytes.of(jws(row), TokenLimits.DEFAULT),
              TokenLimits.DEFAULT,
              ALL,
              new HeaderMemory(),
              Padding.REFUSED);
      jws.payload();
      return keys(row.group(), jws.header().keyId()).stream()
          .anyMatch(key -> key.allows(jws.header().algorithm()) && jws.isSignedBy(key, PLATFORM));
    } catch (TokenRejectedException e) {
      return false;
    }
  }

  private static Optional<Rejection> rejectionOf(Row row) {
    try {
      UnverifiedToken token = UnverifiedToken.parse(jws(row), TokenLimits.DEFAULT, ALL);
      token.verifiedBy(keys(row.group(), token.keyId()), PLATFORM);
      return Optional.empty();
    } catch (TokenRejectedException e) {
      return Optional.of(e.rejection());
    }
  }

  private static String jws(Row row) {
    JsonNode jws = row.test().required("jws");
    return jws.isTextual() ? jws.textValue() : jws.toString();
  }

  /** The group's key, if the token names it and its {@code alg} is one of ours. */
  private static List<VerificationKey> keys(JsonNode group, Optional<String> keyId) {
    JsonNode jwk = group.has("public") ? group.get("public") : group.required("private");
    Optional<String> kid = Optional.ofNullable(jwk.path("kid").textValue());
    String fallback = jwk.required("kty").textValue().equals("EC") ? "ES256" : "RS256";
    Optional<Algorithm> algorithm = Algorithm.named(jwk.path("alg").asText(fallback));
    return kid.equals(keyId) && algorithm.isPresent()
        ? List.of(new VerificationKey(kid, VectorKeys.of(jwk), Set.of(algorithm.get())))
        : List.of();
  }
}
