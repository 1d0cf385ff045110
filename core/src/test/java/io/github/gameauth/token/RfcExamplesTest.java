// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.vectors.VectorKeys;
import io.github.gameauth.vectors.Vectors;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples printed in the standards, and the verdict that each must get here. */
final class RfcExamplesTest {
  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
  private static final String COOKBOOK = "rfc/rfc7520-cookbook/";

  @Nested
  @DisplayName("RFC 7515 appendix A")
  class Jws {
    @ParameterizedTest
    @ValueSource(strings = {"A.1", "A.2", "A.3"})
    void signedClaimsAreLetIn(String id) {
      JsonNode example = example("rfc7515", id);

      Claims claims = door(example).letsIn(example.required("compact").textValue());

      assertEquals(Optional.of("joe"), claims.issuer());
      assertEquals(Optional.of(Instant.ofEpochSecond(1300819380)), claims.expiresAt());
      assertEquals(Optional.of(true), claims.flag("http://example.com/is_root"));
    }

    @Test
    void signedTextOfA4IsNoToken() throws TokenRejectedException {
      JsonNode example = example("rfc7515", "A.4");

      assertTrue(isSigned(example));
      door(example).refuses(Reason.MALFORMED, example.required("compact").textValue());
    }

    @Test
    void unsecuredTokenOfA5IsRefusedForItsAlgorithm() {
      JsonNode example = example("rfc7515", "A.5");

      everyKey().refuses(Reason.ALGORITHM, example.required("compact").textValue());
    }

    @Test
    void jsonSerialisationsOfA6AndA7AreMalformed() {
      JsonNode examples = Vectors.read("rfc/rfc7515.json").required("json_serialization");

      for (JsonNode example : examples) {
        everyKey().refuses(Reason.MALFORMED, example.required("json").toString());
      }
      assertEquals(2, examples.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A.1", "A.3", "A.4"})
    void otherAlgorithmsAreRefusedUnlessChosen(String id) {
      JsonNode example = example("rfc7515", id);

      door(example)
          .allowing(Algorithm.RS256)
          .refuses(Reason.ALGORITHM, example.required("compact").textValue());
    }
  }

  @Nested
  @DisplayName("RFC 7519 sections 3.1 and 6.1")
  class Jwt {
    @Test
    void exampleJwtSaysWhatTheSectionSays() {
      JsonNode example = example("rfc7519", "3.1");

      Claims claims = door(example).letsIn(example.required("compact").textValue());

      assertEquals(3, claims.asMap().size());
      assertEquals("joe", claims.asMap().get("iss"));
      assertEquals(1300819380L, claims.asMap().get("exp"));
      assertEquals(true, claims.asMap().get("http://example.com/is_root"));
      assertEquals(Optional.of("JWT"), claims.type());
    }

    @Test
    void unsecuredJwtIsRefused() {
      JsonNode example = example("rfc7519", "6.1");

      everyKey().refuses(Reason.ALGORITHM, example.required("compact").textValue());
    }
  }

  @Nested
  @DisplayName("RFC 8037 appendix A.4 and A.5")
  class EdDsa {
    @Test
    void ed25519SignatureFits() throws TokenRejectedException {
      JsonNode example = example("rfc8037", "A.4-A.5");

      assertTrue(isSigned(example));
      door(example).refuses(Reason.MALFORMED, example.required("compact").textValue());
      door(example)
          .allowing(Algorithm.RS256)
          .refuses(Reason.ALGORITHM, example.required("compact").textValue());
    }
  }

  @Nested
  @DisplayName("RFC 7520 and its cookbook")
  class Cookbook {
    @ParameterizedTest
    @CsvSource({
      "jws/4_1.rsa_v15_signature.json, RS256",
      "jws/4_2.rsa-pss_signature.json, PS384",
      "jws/4_3.ecdsa_signature.json, ES512",
      "jws/4_4.hmac-sha2_integrity_protection.json, HS256",
      "curve25519/jws.json, EdDSA",
    })
    void signatureOfTheCompactFormFits(String file, Algorithm algorithm)
        throws TokenRejectedException {
      JsonNode example = Vectors.read(COOKBOOK + file);
      VerificationKey key = key(example.required("input").required("key"), algorithm);

      CompactJws jws = jws(compact(example));

      assertTrue(jws.isSignedBy(key, SignatureProvider.platform()));
      assertEquals(example.required("input").required("payload").textValue(), payload(jws));
      Door.with(key).allowing(algorithm).refuses(Reason.MALFORMED, compact(example));
    }

    @Test
    void detachedContentLeavesNothingThatIsSigned() throws TokenRejectedException {
      JsonNode example = Vectors.read(COOKBOOK + "jws/4_5.signature_with_detached_content.json");
      VerificationKey key = key(example.required("input").required("key"), Algorithm.HS256);

      CompactJws jws = jws(compact(example));

      assertFalse(jws.isSignedBy(key, SignatureProvider.platform()));
      Door.with(key).allowing(Algorithm.HS256).refuses(Reason.MALFORMED, compact(example));
    }

    @Test
    void innerTokenOfSection6IsLetInAndItsWrapperIsMalformed() {
      JsonNode nested = Vectors.read(COOKBOOK + "6.nesting_signatures_and_encryption.json");
      JsonNode inner = nested.required("sign");
      Door door =
          Door.with(key(inner.required("input").required("key"), Algorithm.PS256))
              .allowing(Algorithm.PS256);

      Claims claims = door.letsIn(compact(inner));

      assertEquals(Optional.of("hobbiton.example"), claims.issuer());
      everyForm(nested.required("encrypt")).forEach(form -> door.refuses(Reason.MALFORMED, form));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "jws/4_1.rsa_v15_signature.json",
          "jws/4_2.rsa-pss_signature.json",
          "jws/4_3.ecdsa_signature.json",
          "jws/4_4.hmac-sha2_integrity_protection.json",
          "jws/4_5.signature_with_detached_content.json",
          "jws/4_6.protecting_specific_header_fields.json",
          "jws/4_7.protecting_content_only.json",
          "jws/4_8.multiple_signatures.json",
          "curve25519/jws.json",
          "rfc7797/4.2.hmac-sha2_b64_false.json",
          "rfc7797/hmac-sha2_b64_false.json",
        })
    void jsonSerialisationIsMalformed(String file) {
      List<String> forms =
          everyForm(Vectors.read(COOKBOOK + file)).stream()
              .filter(form -> form.startsWith("{"))
              .toList();

      forms.forEach(form -> everyKey().refuses(Reason.MALFORMED, form));

      assertFalse(forms.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
      "jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json, 3",
      "jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json, 3",
      "jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json, 3",
      "jwe/5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm.json, 3",
      "jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json, 3",
      "jwe/5_6.direct_encryption_using_aes-gcm.json, 3",
      "jwe/5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json, 3",
      "jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm.json, 3",
      "jwe/5_9.compressed_content.json, 3",
      "jwe/5_10.including_additional_authentication_data.json, 2",
      "jwe/5_11.protecting_specific_header_fields.json, 2",
      "jwe/5_12.protecting_content_only.json, 2",
      "jwe/5_13.encrypting_to_multiple_recipients.json, 1",
      "curve25519/ecdh-es.json, 3",
    })
    void encryptedTokenIsMalformedInEveryForm(String file, int formCount) {
      List<String> forms = everyForm(Vectors.read(COOKBOOK + file));

      forms.forEach(form -> everyKey().refuses(Reason.MALFORMED, form));

      assertEquals(formCount, forms.size());
    }

    @Test
    @DisplayName("RFC 7797: b64=false is refused in the header, before its payload is looked at")
    void unencodedPayloadIsRefusedForItsHeader() {
      JsonNode example = Vectors.read(COOKBOOK + "rfc7797/hmac-sha2_b64_false.json");

      everyKey().refuses(Reason.HEADER, compact(example));
    }
  }

  private static JsonNode example(String rfc, String id) {
    for (JsonNode example : Vectors.read("rfc/" + rfc + ".json").required("cases")) {
      if (example.required("id").textValue().equals(id)) {
        return example;
      }
    }
    throw new IllegalArgumentException("id: " + id);
  }

  /** A door that holds the example's own key and allows its algorithm. */
  private static Door door(JsonNode example) {
    Algorithm algorithm = Algorithm.valueOf(example.required("alg").textValue());
    return Door.with(key(example.required("jwk"), algorithm)).allowing(algorithm);
  }

  /** A door for every algorithm, with the keys of RFC 7515. */
  private static Door everyKey() {
    VerificationKey[] keys =
        List.of("A.1", "A.2", "A.3", "A.4").stream()
            .map(id -> example("rfc7515", id))
            .map(
                example ->
                    key(
                        example.required("jwk"),
                        Algorithm.valueOf(example.required("alg").textValue())))
            .toArray(VerificationKey[]::new);
    return Door.with(keys).allowing(ALL.toArray(Algorithm[]::new));
  }

  private static VerificationKey key(JsonNode jwk, Algorithm algorithm) {
    return new VerificationKey(
        Optional.ofNullable(jwk.path("kid").textValue()), VectorKeys.of(jwk), Set.of(algorithm));
  }

  private static boolean isSigned(JsonNode example) throws TokenRejectedException {
    VerificationKey key =
        key(example.required("jwk"), Algorithm.valueOf(example.required("alg").textValue()));
    return jws(example.required("compact").textValue())
        .isSignedBy(key, SignatureProvider.platform());
  }

  private static String payload(CompactJws jws) throws TokenRejectedException {
    return new String(jws.payload(), UTF_8);
  }

  private static CompactJws jws(String compact) throws TokenRejectedException {
    return CompactJws.parse(
        TokenBytes.of(compact, TokenLimits.DEFAULT),
        TokenLimits.DEFAULT,
        ALL,
        new HeaderMemory(),
        Padding.REFUSED);
  }

  private static String compact(JsonNode example) {
    return example.required("output").required("compact").textValue();
  }

  private static List<String> everyForm(JsonNode example) {
    return example.required("output").properties().stream()
        .map(form -> form.getValue())
        .map(form -> form.isTextual() ? form.textValue() : form.toString())
        .toList();
  }
}
