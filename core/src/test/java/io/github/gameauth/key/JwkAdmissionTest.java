// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.testing.TestKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Admission of keys, section I of the attack catalogue")
final class JwkAdmissionTest {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final TestKey RSA = TestKey.named("admission", Algorithm.RS256);

  private final JwkAdmission admission =
      new JwkAdmission(Instant.parse("2030-01-01T00:00:00Z"), Set.of());

  private VerificationKey admit(Map<String, Object> jwk) throws JwkRefusedException {
    return admission.admit(parsed(jwk));
  }

  private static JsonObject parsed(Map<String, Object> jwk) {
    byte[] text = TestDocuments.json(jwk).getBytes(UTF_8);
    try {
      return StrictJson.read(text, 0, text.length, JsonLimits.DOCUMENT);
    } catch (JsonRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRefused(JwkRefusal refusal, Map<String, Object> jwk) {
    JwkRefusedException refused =
        assertThrows(JwkRefusedException.class, () -> admit(jwk), jwk::toString);
    assertEquals(refusal, refused.refusal(), jwk::toString);
  }

  private static Map<String, Object> rsa() {
    Map<String, Object> jwk = new HashMap<>(RSA.jwk());
    jwk.remove("alg");
    jwk.remove("use");
    return jwk;
  }

  private static Map<String, Object> rsa(String member, Object value) {
    Map<String, Object> jwk = rsa();
    jwk.put(member, value);
    return jwk;
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return BASE64URL.encodeToString(
        bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  /** An odd number of that many bits; only its size is looked at. */
  private static BigInteger modulus(int bits) {
    return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HS256")
  void admitsAKeyForEachAlgorithmAndForThatAlone(Algorithm algorithm) throws Exception {
    TestKey key = TestKey.named("admission", algorithm);

    VerificationKey admitted = admit(key.jwk());

    assertEquals(key.forVerification(), admitted);
  }

  @Nested
  class Rsa {
    @Test
    void withoutAlgMayDoEveryRsaAlgorithm() throws Exception {
      assertEquals(EnumSet.range(Algorithm.RS256, Algorithm.PS512), admit(rsa()).algorithms());
    }

    @ParameterizedTest // I-1
    @ValueSource(ints = {512, 768, 1024, 2040, 2047})
    void isRefusedIfSmall(int bits) {
      assertRefused(JwkRefusal.WEAK, rsa("n", number(modulus(bits))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049, 3072, 4096, 8192})
    void isAdmittedBetweenTheLimits(int bits) throws Exception {
      admit(rsa("n", number(modulus(bits))));
    }

    @ParameterizedTest // I-2
    @ValueSource(ints = {8193, 16384, 65536})
    void isRefusedIfHuge(int bits) {
      assertRefused(JwkRefusal.OVERSIZED, rsa("n", number(modulus(bits))));
    }

    @ParameterizedTest // I-3, I-4
    @ValueSource(longs = {0, 1, 2, 3, 17, 257, 65_535, 65_536, 65_538, 4_294_967_294L})
    void isRefusedForItsExponent(long exponent) {
      assertRefused(JwkRefusal.WEAK, rsa("e", number(BigInteger.valueOf(exponent))));
    }

    @Test
    void isAdmittedWithTheLargestExponent() throws Exception {
      admit(rsa("e", number(BigInteger.valueOf(4_294_967_295L))));
      admit(rsa("e", number(BigInteger.valueOf(65_537))));
    }

    @Test // I-4
    void isRefusedForAHugeExponent() {
      assertRefused(JwkRefusal.OVERSIZED, rsa("e", number(BigInteger.valueOf(4_294_967_297L))));
      assertRefused(JwkRefusal.OVERSIZED, rsa("e", number(BigInteger.TWO.pow(2040))));
    }

    @Test // I-5
    void isRefusedInTheFormOfABrokenGenerator() {
      assertRefused(JwkRefusal.WEAK, rsa("n", number(RocaFingerprintTest.broken(2048))));
    }

    @Test // I-6
    void isRefusedIfEven() {
      assertRefused(JwkRefusal.WEAK, rsa("n", number(modulus(2048).clearBit(0))));
      assertRefused(JwkRefusal.WEAK, rsa("n", "AA"));
    }

    @Test // I-6
    void isAdmittedWithZerosInFront() throws Exception {
      byte[] bytes = modulus(2048).toByteArray();
      byte[] padded = new byte[bytes.length + 3];
      System.arraycopy(bytes, 0, padded, 3, bytes.length);

      admit(rsa("n", BASE64URL.encodeToString(padded)));
    }

    @Test // I-6
    void isRefusedIfNotStrictBase64url() {
      String good = number(modulus(2048));
      for (String bad :
          List.of(
              "",
              good + "=",
              good + "==",
              " " + good,
              good + "\n",
              good.substring(0, 100) + "+" + good.substring(101),
              good.substring(0, 100) + "/" + good.substring(101),
              good.substring(0, 100) + "ü" + good.substring(101),
              good + "AAA", // a length of 1 mod 4
              good.substring(0, good.length() - 1) + "B")) {
        assertRefused(JwkRefusal.MALFORMED, rsa("n", bad));
      }
      assertRefused(JwkRefusal.MALFORMED, rsa("n", 65537));
      assertRefused(JwkRefusal.MALFORMED, rsa("e", List.of("AQAB")));
      Map<String, Object> without = rsa();
      without.remove("e");
      assertRefused(JwkRefusal.MALFORMED, without);
    }
  }

  @Nested
  @DisplayName("use, key_ops and alg, RFC 7517 §4.2 to §4.4")
  class Purpose {
    @Test // I-7
    void isSignatures() throws Exception {
      admit(rsa("use", "sig"));
      admit(rsa("key_ops", List.of("verify")));
      admit(rsa("key_ops", List.of("sign", "verify")));
    }

    @Test // I-7
    void isRefusedIfAnother() {
      assertRefused(JwkRefusal.OTHER_USE, rsa("use", "enc"));
      assertRefused(JwkRefusal.OTHER_USE, rsa("use", "SIG"));
      assertRefused(JwkRefusal.OTHER_USE, rsa("use", ""));
      assertRefused(JwkRefusal.OTHER_USE, rsa("key_ops", List.of()));
      assertRefused(JwkRefusal.OTHER_USE, rsa("key_ops", List.of("sign")));
      assertRefused(JwkRefusal.OTHER_USE, rsa("key_ops", List.of("encrypt", "wrapKey")));
    }

    @Test // I-7
    void isRefusedIfContradicting() {
      Map<String, Object> jwk = rsa("use", "sig");
      jwk.put("key_ops", List.of("verify", "encrypt"));
      assertRefused(JwkRefusal.OTHER_USE, jwk);
      jwk.put("use", "enc");
      jwk.put("key_ops", List.of("verify"));
      assertRefused(JwkRefusal.OTHER_USE, jwk);
    }

    @Test
    void isRefusedIfMalformed() {
      assertRefused(JwkRefusal.MALFORMED, rsa("use", 1));
      assertRefused(JwkRefusal.MALFORMED, rsa("use", Optional.empty().orElse(null)));
      assertRefused(JwkRefusal.MALFORMED, rsa("key_ops", "verify"));
      assertRefused(JwkRefusal.MALFORMED, rsa("key_ops", List.of("verify", 1)));
      assertRefused(JwkRefusal.MALFORMED, rsa("key_ops", List.of("verify", "verify")));
      assertRefused(JwkRefusal.MALFORMED, rsa("alg", 256));
    }

    @ParameterizedTest // I-7
    @ValueSource(
        strings = {"ES256", "HS256", "none", "RS1", "RSA-OAEP", "RSA-OAEP-256", "rs256", "RS256 "})
    void isRefusedForAnAlgorithmThatDoesNotGoWithIt(String algorithm) {
      assertRefused(JwkRefusal.OTHER_ALGORITHM, rsa("alg", algorithm));
    }

    @Test
    void isTheCurvesOneAlgorithm() {
      Map<String, Object> p256 = TestKey.named("admission", Algorithm.ES256).jwk();
      p256.put("alg", "ES384");
      assertRefused(JwkRefusal.OTHER_ALGORITHM, p256);
    }
  }

  @ParameterizedTest // I-8
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
  void refusesAKeyWhosePrivateHalfIsPublished(String member) {
    assertRefused(JwkRefusal.PRIVATE, rsa(member, "AQAB"));
    assertRefused(JwkRefusal.PRIVATE, rsa(member, Collections.emptyMap()));
  }

  @Test // I-9, A4
  void refusesSharedSecretsAndKindsItDoesNotKnow() {
    assertRefused(JwkRefusal.SYMMETRIC, Map.of("kty", "oct", "k", "AAAA"));
    assertRefused(JwkRefusal.UNSUPPORTED, Map.of("kty", "AKP", "alg", "ML-DSA-44"));
    assertRefused(JwkRefusal.UNSUPPORTED, Map.of("kty", "rsa"));
    assertRefused(JwkRefusal.UNSUPPORTED, Map.of("kty", "EC", "crv", "secp256k1"));
    assertRefused(JwkRefusal.UNSUPPORTED, Map.of("kty", "OKP", "crv", "X25519", "x", "AA"));
    assertRefused(JwkRefusal.UNSUPPORTED, Map.of("kty", "OKP", "crv", "Ed448", "x", "AA"));
    assertRefused(JwkRefusal.MALFORMED, Map.of());
    assertRefused(JwkRefusal.MALFORMED, Map.of("kty", List.of("RSA")));
  }

  @Test // I-6
  void refusesKeysThatAreKnownFromStandards() throws Exception {
    Map<String, Object> jwk =
        Map.of("kty", "OKP", "crv", "Ed25519", "x", JwkThumbprintTest.RFC8037_X);

    assertRefused(JwkRefusal.PRIVATE, jwk);
  }

  @Nested
  @DisplayName("kid, RFC 7517 §4.5")
  class KeyId {
    @Test
    void mayBeAbsent() throws Exception {
      Map<String, Object> jwk = rsa();
      jwk.remove("kid");
      assertEquals(Optional.empty(), admit(jwk).keyId());
    }

    @Test
    void mayBeAnyShortPrintableText() throws Exception {
      for (String kid : List.of("1", "2011-04-29", "../../etc/passwd", "a b", "x".repeat(256))) {
        assertEquals(Optional.of(kid), admit(rsa("kid", kid)).keyId());
      }
    }

    @Test
    void isRefusedOtherwise() {
      for (Object kid :
          List.of("", "x".repeat(257), "a\r\nb", "\u0000", "\u202e", "ü", 1, true, List.of("a"))) {
        assertRefused(JwkRefusal.KEY_ID, rsa("kid", kid));
      }
      assertRefused(JwkRefusal.KEY_ID, rsa("kid", Optional.empty().orElse(null)));
    }
  }

  @Nested
  class EllipticCurve {
    private Map<String, Object> changed(Consumer<Map<String, Object>> change) {
      Map<String, Object> jwk = TestKey.named("admission", Algorithm.ES256).jwk();
      change.accept(jwk);
      return jwk;
    }

    private byte[] bytes(Object text) {
      return Base64.getUrlDecoder().decode((String) text);
    }

    @Test
    void pointMustLieOnIt() {
      assertRefused(
          JwkRefusal.WEAK,
          changed(
              jwk -> {
                byte[] y = bytes(jwk.get("y"));
                y[31] ^= 1;
                jwk.put("y", BASE64URL.encodeToString(y));
              }));
      assertRefused(
          JwkRefusal.WEAK,
          changed(
              jwk -> {
                jwk.put("x", BASE64URL.encodeToString(new byte[32]));
                jwk.put("y", BASE64URL.encodeToString(new byte[32]));
              }));
    }

    @Test
    void coordinatesMustBeBelowThePrime() {
      byte[] high = new byte[32];
      Arrays.fill(high, (byte) 0xff);
      assertRefused(JwkRefusal.WEAK, changed(jwk -> jwk.put("x", BASE64URL.encodeToString(high))));
    }

    @Test
    void coordinatesMustHaveTheirFullLength() {
      assertRefused(
          JwkRefusal.MALFORMED,
          changed(jwk -> jwk.put("x", BASE64URL.encodeToString(new byte[31]))));
      assertRefused(
          JwkRefusal.MALFORMED,
          changed(jwk -> jwk.put("x", BASE64URL.encodeToString(new byte[33]))));
      assertRefused(JwkRefusal.MALFORMED, changed(jwk -> jwk.remove("y")));
    }

    @Test
    void curveMustBeTheOneThatThePointIsOn() {
      assertRefused(JwkRefusal.MALFORMED, changed(jwk -> jwk.put("crv", "P-384")));
    }
  }

  @Nested
  @DisplayName("Ed25519, RFC 8032 §5.1.3")
  class Edwards {
    private Map<String, Object> point(String hexLittleEndian) {
      byte[] bytes = new byte[hexLittleEndian.length() / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(hexLittleEndian.substring(2 * i, 2 * i + 2), 16);
      }
      return Map.of("kty", "OKP", "crv", "Ed25519", "x", BASE64URL.encodeToString(bytes));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          // order 1, 2, 4 and 8, each with both signs where they differ
          "0100000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000080",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          // the same again as y + p
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          // no point has this y
          "0200000000000000000000000000000000000000000000000000000000000000"
        })
    void refusesPointsOfSmallOrderAndNone(String point) {
      assertRefused(JwkRefusal.WEAK, point(point));
    }

    @Test
    void refusesAnotherLength() {
      assertRefused(JwkRefusal.MALFORMED, point("01".repeat(31)));
      assertRefused(JwkRefusal.MALFORMED, point("01".repeat(33)));
    }

    @Test
    void admitsKeysOfBothSigns() throws Exception {
      Set<Boolean> signs = new java.util.HashSet<>();
      for (int i = 0; signs.size() < 2; i++) {
        TestKey key = TestKey.named("sign " + i, Algorithm.EdDSA);
        assertEquals(key.publicKey(), admit(key.jwk()).key());
        signs.add(((java.security.interfaces.EdECPublicKey) key.publicKey()).getPoint().isXOdd());
      }
    }
  }
}
