// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the compact form itself, and JWE, numbered as in the attack catalogue. */
final class StructureAttacksTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final TestKey KEY = ISSUER.key();
  private static final Door DOOR = Door.with(KEY.forVerification());
  private static final String HONEST = ISSUER.token().signed();

  @Nested
  @DisplayName("F. base64url and structure")
  class Structure {
    @Test
    @DisplayName("F1: padding in any segment")
    void paddingIsMalformed() {
      DOOR.letsIn(HONEST);
      for (String padding : List.of("=", "==", "%3D")) {
        inEverySegment(segment -> segment + padding);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\n", "\r\n", "\u00a0", "\u0000", "\u000b", "\u2028"})
    @DisplayName("F2: white space inside or around")
    void whiteSpaceIsMalformed(String space) {
      inEverySegment(segment -> space + segment);
      inEverySegment(segment -> segment + space);
      inEverySegment(segment -> segment.substring(0, 4) + space + segment.substring(4));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "+",
          "/",
          "!",
          "?",
          "*",
          "~",
          "#",
          ",",
          ":",
          "@",
          "`",
          "[",
          "{",
          "\u007f",
          "\u0080",
          "\u00ff",
          "\u0141",
          "\u012e",
          "\uff21",
          "\ud83d\ude00",
          "\ud800"
        })
    @DisplayName("F3: characters of the other alphabet or of none, put in or instead of one")
    void characterOfNoAlphabetIsMalformed(String junk) {
      inEverySegment(segment -> segment.substring(0, 4) + junk + segment.substring(4));
      inEverySegment(segment -> segment.substring(0, 4) + junk + segment.substring(5));
      inEverySegment(segment -> segment + junk);
    }

    @Test
    @DisplayName("F4: unused bits of the last character")
    void unusedBitsAreMalformed() {
      String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      // 256 bytes of signature leave four unused bits.
      char last = HONEST.charAt(HONEST.length() - 1);
      String before = HONEST.substring(0, HONEST.length() - 1);
      int digit = alphabet.indexOf(last);

      for (int other = 0; other < 64; other++) {
        String token = before + alphabet.charAt(other);
        if (other == digit) {
          DOOR.letsIn(token);
        } else if (other >> 4 == digit >> 4) {
          DOOR.refuses(Reason.MALFORMED, token);
        } else {
          DOOR.refuses(token);
        }
      }
    }

    @Test
    @DisplayName("F5: a segment whose length is 1 mod 4")
    void impossibleLengthIsMalformed() {
      inEverySegment(
          segment ->
              segment.substring(0, segment.length() - Math.floorMod(segment.length() - 1, 4)));
      DOOR.refuses(Reason.MALFORMED, "A.A.A");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", ".", "..", "...", "....", ".....", "A", "AA", "a.b", ".a.b", "a..", "..a"})
    @DisplayName("F6: segments too few, too many or empty")
    void wrongNumberOfSegmentsIsMalformed(String text) {
      DOOR.refuses(Reason.MALFORMED, text);
    }

    @Test
    @DisplayName("F6: an honest token with a dot or segment too many or too few")
    void wrongNumberOfHonestSegmentsIsMalformed() {
      String[] s = HONEST.split("\\.");

      for (String token :
          List.of(
              s[0],
              s[0] + "." + s[1],
              "." + HONEST,
              HONEST + ".",
              "." + s[1] + "." + s[2],
              s[0] + ".." + s[2],
              HONEST + "." + s[2],
              HONEST + "." + s[1] + "." + s[2],
              s[0] + "." + s[1] + ".." + s[2],
              s[0] + "." + HONEST)) {
        DOOR.refuses(Reason.MALFORMED, token);
      }
      DOOR.refuses(Reason.SIGNATURE, s[0] + "." + s[1] + ".");
    }

    @Test
    @DisplayName("F7: 50 000 dots")
    void dotsAreNotSplit() {
      DOOR.refuses(Reason.LIMIT, ".".repeat(50_000));
      DOOR.refuses(Reason.MALFORMED, ".".repeat(8_192));
      DOOR.within(new TokenLimits(64 * 1024, 4096)).refuses(Reason.MALFORMED, ".".repeat(50_000));
      DOOR.refuses(Reason.MALFORMED, HONEST + ".".repeat(4_000));
    }

    @Test
    @DisplayName("F8: JSON serialisations, and a text that is both")
    void jsonSerialisationIsMalformed() {
      String[] s = HONEST.split("\\.");
      String flat =
          "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
              .formatted(s[0], s[1], s[2]);
      String both =
          "{\"%s.%s.\":\"\",\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
              .formatted(s[0], s[1], s[0], s[1], s[2]);

      for (String json : List.of(flat, both, "[" + flat + "]", "\"" + HONEST + "\"")) {
        DOOR.refuses(Reason.MALFORMED, json);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"Bearer %s", "bearer %s", "DPoP %s", "\"%s\"", "'%s'", "<%s>", "%s,%1$s", "%s;"})
    @DisplayName("F9: a token in wrapping paper")
    void nothingIsUnwrapped(String wrapping) {
      DOOR.refuses(Reason.MALFORMED, wrapping.formatted(HONEST));
      DOOR.refuses(Reason.MALFORMED, HONEST.replace(".", "%2E"));
    }

    @Test
    @DisplayName("F10: 8192 characters, 8193, a million")
    void longTokenIsOverALimit() {
      String longest = longest();

      assertEquals(8_192, longest.length());
      DOOR.letsIn(longest);
      DOOR.refuses(Reason.LIMIT, longest + "A");
      DOOR.refuses(Reason.LIMIT, "?".repeat(8_193));
      DOOR.refuses(Reason.LIMIT, "A".repeat(1_000_000));
      assertEquals(
          Reason.LIMIT,
          assertThrows(TokenRejectedException.class, () -> parse(new byte[8_193]))
              .rejection()
              .reason());
    }

    @Test
    @DisplayName("F10: a CharSequence too long is never read")
    void longCharSequenceIsNotRead() {
      CharSequence endless = new Text(Integer.MAX_VALUE, "");

      TokenRejectedException refusal =
          assertThrows(
              TokenRejectedException.class,
              () -> UnverifiedToken.parse(endless, TokenLimits.DEFAULT, DOOR.allowed()));

      assertEquals(Reason.LIMIT, refusal.rejection().reason());
    }

    @Test
    @DisplayName("F11: null is a mistake of the caller's")
    void nullIsNoToken() {
      assertThrows(
          NullPointerException.class,
          () -> UnverifiedToken.parse((String) null, TokenLimits.DEFAULT, DOOR.allowed()));
      assertThrows(
          NullPointerException.class, () -> TokenBytes.of((byte[]) null, TokenLimits.DEFAULT));
    }

    @Test
    @DisplayName("F11: a CharSequence that says another length than it holds")
    void charSequenceIsCopiedOnce() throws TokenRejectedException {
      for (int length : new int[] {0, 10, HONEST.length(), 8_000}) {
        UnverifiedToken token =
            UnverifiedToken.parse(new Text(length, HONEST), TokenLimits.DEFAULT, DOOR.allowed());
        token.verifiedBy(DOOR.keys(), SignatureProvider.platform());
      }
      TokenRejectedException refusal =
          assertThrows(
              TokenRejectedException.class,
              () ->
                  UnverifiedToken.parse(
                      new Text(10, "A".repeat(9_000)), TokenLimits.DEFAULT, DOOR.allowed()));
      assertEquals(Reason.LIMIT, refusal.rejection().reason());
    }

    @Test
    @DisplayName("F11: bytes that change after parsing change nothing")
    void bytesAreCopied() throws TokenRejectedException {
      byte[] bytes = HONEST.getBytes(US_ASCII);
      UnverifiedToken token = parse(bytes);

      Arrays.fill(bytes, (byte) 'A');

      Claims claims = token.verifiedBy(DOOR.keys(), SignatureProvider.platform());
      assertEquals("p-17", claims.subject().orElseThrow());
    }

    @Test
    @DisplayName("text and bytes of one token get one verdict")
    void bytesAreJudgedLikeText() throws TokenRejectedException {
      UnverifiedToken token = parse(HONEST.getBytes(US_ASCII));

      assertEquals(
          DOOR.letsIn(HONEST).asMap(),
          token.verifiedBy(DOOR.keys(), SignatureProvider.platform()).asMap());
      for (String junk : List.of("\u00e9", "\ufeff", "\uff21")) {
        assertThrows(TokenRejectedException.class, () -> parse((HONEST + junk).getBytes(UTF_8)));
      }
    }

    private static UnverifiedToken parse(byte[] bytes) throws TokenRejectedException {
      return UnverifiedToken.parse(bytes, TokenLimits.DEFAULT, DOOR.allowed());
    }

    /** Three bytes make four characters, so payload and header share what is left over. */
    private static String longest() {
      for (int inHeader = 1; inHeader <= 4; inHeader++) {
        TestToken token = ISSUER.token().type("t".repeat(inHeader)).claim("pad", "");
        int inPayload = (8_192 - token.signed().length()) * 3 / 4;
        for (int more = -2; more <= 2; more++) {
          String signed = token.claim("pad", "x".repeat(inPayload + more)).signed();
          if (signed.length() == 8_192) {
            return signed;
          }
        }
      }
      throw new AssertionError("no token of that length");
    }

    private void inEverySegment(UnaryOperator<String> change) {
      for (int i = 0; i < 3; i++) {
        String[] segments = HONEST.split("\\.");
        segments[i] = change.apply(segments[i]);
        DOOR.refuses(Reason.MALFORMED, String.join(".", segments));
      }
    }
  }

  @Nested
  @DisplayName("M. JWE")
  class Jwe {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
          "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128CBC-HS256\",\"p2c\":2147483647,\"p2s\":\"AA\"}",
          "{\"alg\":\"RSA1_5\",\"enc\":\"A128CBC-HS256\"}",
          "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}",
          "{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"cty\":\"JWT\"}",
        })
    @DisplayName("M1 to M5: five segments, whatever the header asks for")
    void fiveSegmentsAreMalformed(String header) {
      String encoded =
          Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));

      DOOR.refuses(Reason.MALFORMED, encoded + ".AAAA.AAAA.AAAA.AAAA");
      DOOR.refuses(Reason.MALFORMED, encoded + "....");
      DOOR.refuses(Reason.MALFORMED, encoded + "..AAAA.AAAA.AAAA");
    }

    @Test
    @DisplayName("M3, M4, M5: an encryption algorithm in three segments")
    void encryptionAlgorithmIsNotAllowed() {
      for (String alg : List.of("RSA1_5", "RSA-OAEP", "ECDH-ES", "dir", "PBES2-HS256+A128KW")) {
        DOOR.refuses(Reason.ALGORITHM, ISSUER.token().header("alg", alg).signed());
      }
    }

    @Test
    @DisplayName("M1: zip in three segments")
    void zipIsNeverInflated() {
      DOOR.refuses(Reason.HEADER, ISSUER.token().header("zip", "DEF").signed());
    }

    @Test
    @DisplayName("M5: a signed token of a signed token")
    void nestedTokenIsNoPayload() {
      DOOR.refuses(
          Reason.MALFORMED, ISSUER.token().header("cty", "JWT").rawPayload(HONEST).signed());
      DOOR.letsIn(ISSUER.token().claim("inner", Map.of("token", HONEST)).signed());
    }
  }

  /** A CharSequence that promises one length and holds another text. */
  private record Text(int length, String text) implements CharSequence {
    @Override
    public char charAt(int index) {
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
