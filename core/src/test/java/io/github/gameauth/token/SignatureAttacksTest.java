// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the algorithm and on the signature's value, numbered as in the attack catalogue. */
final class SignatureAttacksTest {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final TestKey KEY = ISSUER.key();
  private static final RSAPublicKey RSA = (RSAPublicKey) KEY.publicKey();
  private static final Door DOOR = Door.with(KEY.forVerification());
  private static final Door OPEN_DOOR = DOOR.allowing(Algorithm.values());

  @Test
  void honestTokenIsLetIn() {
    assertEquals("p-17", DOOR.letsIn(token().signed()).subject().orElseThrow());
  }

  @Nested
  @DisplayName("A. Algorithm")
  class OfTheAlgorithm {
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    @DisplayName("A1: alg none in any spelling, with no, an empty or a borrowed signature")
    void unsecuredTokenIsRefused(String alg) {
      String signed = token().signed();
      String unsecured = content(token().header("alg", alg).signed());

      OPEN_DOOR.refuses(Reason.ALGORITHM, unsecured + ".");
      OPEN_DOOR.refuses(Reason.ALGORITHM, unsecured + signed.substring(signed.lastIndexOf('.')));
      OPEN_DOOR.refuses(Reason.MALFORMED, unsecured);
    }

    @Test
    @DisplayName("A2: a signature that is empty or cut short")
    void signatureCutShortDoesNotFit() {
      String signed = token().signed();
      byte[] signature = signature(signed);

      for (int length : new int[] {0, 1, 2, 32, 255}) {
        DOOR.refuses(Reason.SIGNATURE, with(signed, Arrays.copyOf(signature, length)));
      }
    }

    @Test
    @DisplayName("A3: HS256 keyed with the public key in every spelling")
    void publicKeyIsNoSharedSecret() {
      byte[] der = RSA.getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----";
      List<byte[]> secrets =
          List.of(
              pem.getBytes(UTF_8),
              (pem + "\n").getBytes(UTF_8),
              (" " + pem).getBytes(UTF_8),
              pem.replace("\n", "\r\n").getBytes(UTF_8),
              der,
              Base64.getEncoder().encode(der),
              KEY.jwk().toString().getBytes(UTF_8),
              RSA.getModulus().toString().getBytes(UTF_8),
              RSA.getModulus().toString(16).getBytes(UTF_8),
              RSA.getModulus().toByteArray());

      for (byte[] secret : secrets) {
        String forged =
            token().signedWith(TestKey.sharedSecret(secret)).header("kid", ISSUER.kid()).signed();
        DOOR.refuses(Reason.ALGORITHM, forged);
        OPEN_DOOR.refuses(Reason.ALGORITHM, forged);
      }
    }

    @ParameterizedTest
    @EnumSource(names = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    @DisplayName("A6: a correct signature by another algorithm of the key's family")
    void algorithmIsNotForTheTokenToChoose(Algorithm other) {
      String token = token().signedWith(KEY.signingBy(other)).signed();

      VerificationKey versatile =
          new VerificationKey(KEY.keyId(), KEY.verificationKey(), Set.of(Algorithm.RS256, other));
      Door.with(versatile).refuses(Reason.ALGORITHM, token); // the issuer's choice
      OPEN_DOOR.refuses(Reason.ALGORITHM, token); // the key's own
      Door.with(KEY.signingBy(other).forVerification()).allowing(other).letsIn(token);
    }

    @Test
    @DisplayName("A6, A7: SHA-1 under its own name and under RS256")
    void sha1FitsNothing() throws GeneralSecurityException {
      for (String alg : List.of("RS1", "RS256")) {
        String content = content(token().header("alg", alg).signed());
        Signature sha1 = Signature.getInstance("SHA1withRSA");
        sha1.initSign((PrivateKey) KEY.signingKey());
        sha1.update(content.getBytes(UTF_8));

        OPEN_DOOR.refuses(
            alg.equals("RS1") ? Reason.ALGORITHM : Reason.SIGNATURE,
            content + "." + BASE64URL.encodeToString(sha1.sign()));
      }
    }

    @ParameterizedTest
    @EnumSource(names = {"RS384", "RS512", "PS256", "PS512"})
    @DisplayName("A7: the header says RS256, the signature was made otherwise")
    void mislabelledSignatureDoesNotFit(Algorithm real) {
      DOOR.refuses(
          Reason.SIGNATURE,
          token().signedWith(KEY.signingBy(real)).header("alg", "RS256").signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "256", "true", "[\"RS256\"]", "{\"RS256\":\"RS256\"}"})
    @DisplayName("A8: alg is no text")
    void algThatIsNoTextIsRefused(String alg) {
      OPEN_DOOR.refuses(
          Reason.HEADER,
          token().rawHeader("{\"alg\":" + alg + ",\"kid\":\"" + ISSUER.kid() + "\"}").signed());
    }

    @Test
    @DisplayName("A8: alg is missing")
    void missingAlgIsRefused() {
      OPEN_DOOR.refuses(Reason.HEADER, token().withoutHeader("alg").signed());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "rs256",
          "Rs256",
          "RS256 ",
          " RS256",
          "RS256\u0000",
          "RS-256",
          "RSA",
          "EDDSA"
        })
    @DisplayName("A8: alg almost names an algorithm")
    void algIsComparedLetterByLetter(String alg) {
      OPEN_DOOR.refuses(Reason.ALGORITHM, token().header("alg", alg).signed());
    }

    @Test
    @DisplayName("A9: alg in an unprotected header")
    void unprotectedHeaderIsMalformed() {
      String[] segments = token().signed().split("\\.");
      OPEN_DOOR.refuses(
          Reason.MALFORMED,
          "{\"payload\":\"%s\",\"header\":{\"alg\":\"RS256\"},\"signature\":\"%s\"}"
              .formatted(segments[1], segments[2]));
    }

    @Test
    @DisplayName("A10: no key at all opens nothing")
    void withoutKeysNothingIsVerified() throws TokenRejectedException {
      OPEN_DOOR.refuses(Reason.ALGORITHM, content(token().header("alg", "none").signed()) + ".");
      UnverifiedToken honest =
          UnverifiedToken.parse(token().signed(), TokenLimits.DEFAULT, Set.of(Algorithm.RS256));

      TokenRejectedException refusal =
          assertThrows(
              TokenRejectedException.class,
              () -> honest.verifiedBy(List.of(), SignatureProvider.platform()));

      assertEquals(Reason.ALGORITHM, refusal.rejection().reason());
    }

    @Test
    @DisplayName("A12: an unsecured token inside a signed one")
    void nestedTokenIsNoPayload() {
      String unsecured = content(token().header("alg", "none").signed()) + ".";

      DOOR.refuses(Reason.MALFORMED, token().rawPayload(unsecured).header("cty", "JWT").signed());
    }
  }

  @Nested
  @DisplayName("B. Signature value")
  class OfTheSignature {
    private final BigInteger n = RSA.getModulus();

    @Test
    @DisplayName("B1: s is 0, 1, n-1, n or n+1")
    void degenerateSignatureDoesNotFit() {
      String signed = token().signed();

      for (BigInteger s :
          List.of(
              BigInteger.ZERO,
              BigInteger.ONE,
              n.subtract(BigInteger.ONE),
              n,
              n.add(BigInteger.ONE))) {
        DOOR.refuses(Reason.SIGNATURE, with(signed, octets(s, 256)));
      }
    }

    @Test
    @DisplayName("B2: s + n in as many octets as s")
    void signatureBeyondTheModulusDoesNotFit() {
      // A modulus in the lower half of its length leaves room above it.
      TestKey roomy = KEY;
      for (int i = 0; modulus(roomy).testBit(2046); i++) {
        roomy = TestKey.named("roomy " + i, Algorithm.RS256);
      }
      Door door = Door.with(roomy.forVerification());
      BigInteger modulus = modulus(roomy);
      String signed;
      BigInteger second;
      int attempt = 0;
      do {
        signed = token().claim("jti", "t-" + attempt++).signedWith(roomy).signed();
        second = new BigInteger(1, signature(signed)).add(modulus);
      } while (second.bitLength() > 2048);

      door.letsIn(signed);
      door.refuses(Reason.SIGNATURE, with(signed, octets(second, 256)));
    }

    @Test
    @DisplayName("B2: an octet of zero before the signature, or the leading zero dropped")
    void signatureIsExactlyAsLongAsTheModulus() {
      String signed = token().signed();
      byte[] signature = signature(signed);
      byte[] longer = new byte[257];
      System.arraycopy(signature, 0, longer, 1, 256);
      String shortest = signed;
      for (int i = 0; signature(shortest)[0] != 0; i++) {
        shortest = token().claim("jti", "t-" + i).signed();
      }

      DOOR.refuses(Reason.SIGNATURE, with(signed, longer));
      DOOR.refuses(Reason.SIGNATURE, with(signed, Arrays.copyOf(signature, 257)));
      DOOR.letsIn(shortest);
      DOOR.refuses(
          Reason.SIGNATURE, with(shortest, Arrays.copyOfRange(signature(shortest), 1, 256)));
    }

    @Test
    @DisplayName("B3, B4: encoded messages that a careless check takes for the right one")
    void wholeEncodedMessageIsCompared() throws GeneralSecurityException {
      String signed = token().signed();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content(signed).getBytes(UTF_8));
      String digestInfo = "3031300d060960864801650304020105000420" + hex(hash);
      String right = "0001" + "ff".repeat(256 - 3 - digestInfo.length() / 2) + "00" + digestInfo;
      String shortPadding = "0001" + "ff".repeat(8) + "00" + digestInfo;
      List<String> wrong =
          List.of(
              padded(shortPadding, "00"), // garbage of zeros behind the hash
              padded(shortPadding, "5a"),
              right.replaceFirst("0001ffff", "0001ff7f"),
              right.replaceFirst("^0001", "0002"),
              right.replaceFirst("^0001ff", "000100"),
              right.replace("05000420", "05010420"), // the NULL claims a length
              right.replace("30313", "30323"), // and the sequence another
              right.replace("0304020105", "0304020305"), // the OID of SHA-512
              "0001" + "ff".repeat(256 - 3 - 32) + "00" + hex(hash), // no DigestInfo
              "00".repeat(256 - 32) + hex(hash));

      DOOR.letsIn(with(signed, raw(right)));
      for (String encoded : wrong) {
        DOOR.refuses(Reason.SIGNATURE, with(signed, raw(encoded)));
      }
    }

    @Test
    @DisplayName("B5: any one character changed")
    void noChangedCharacterIsLetIn() {
      String signed = token().signed();

      for (int i = 0; i < signed.length(); i++) {
        char changed = signed.charAt(i) == 'A' ? 'B' : 'A';
        DOOR.refuses(signed.substring(0, i) + changed + signed.substring(i + 1));
      }
    }

    @Test
    @DisplayName("B5: segments of two tokens mixed")
    void segmentsOfTwoTokensDoNotFit() {
      String[] one = token().subject("p-1").signed().split("\\.");
      String[] two = token().subject("p-2").type("at+jwt").signed().split("\\.");

      DOOR.refuses(Reason.SIGNATURE, one[0] + "." + two[1] + "." + one[2]);
      DOOR.refuses(Reason.SIGNATURE, two[0] + "." + one[1] + "." + one[2]);
      DOOR.refuses(Reason.SIGNATURE, one[0] + "." + one[1] + "." + two[2]);
    }

    @Test
    @DisplayName("B6: a stranger's key under a trusted kid, a trusted key under another's kid")
    void kidBindsTheKey() {
      TestKey stranger = TestKey.named("a stranger", Algorithm.RS256);
      TestKey other = TestKey.named("another of ours", Algorithm.RS256);
      Door door = Door.with(KEY.forVerification(), other.forVerification());

      door.refuses(Reason.KEY_UNKNOWN, token().signedWith(stranger).signed());
      door.refuses(
          Reason.SIGNATURE, token().signedWith(stranger).header("kid", ISSUER.kid()).signed());
      door.refuses(
          Reason.SIGNATURE, token().signedWith(other).header("kid", ISSUER.kid()).signed());
      door.letsIn(token().signedWith(other).signed());
    }

    private static String padded(String hex, String filler) {
      return hex + filler.repeat(256 - hex.length() / 2);
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }

    /** What comes out of the key itself, with no padding of the library's in between. */
    private static byte[] raw(String encodedMessage) throws GeneralSecurityException {
      Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
      rsa.init(Cipher.DECRYPT_MODE, KEY.signingKey());
      return rsa.doFinal(HexFormat.of().parseHex(encodedMessage));
    }

    private static BigInteger modulus(TestKey key) {
      return ((RSAPublicKey) key.publicKey()).getModulus();
    }

    private static byte[] octets(BigInteger value, int length) {
      byte[] octets = new byte[length];
      byte[] bytes = value.toByteArray();
      int count = Math.min(bytes.length, length);
      assertTrue(value.bitLength() <= length * 8);
      System.arraycopy(bytes, bytes.length - count, octets, length - count, count);
      return octets;
    }
  }

  private static TestToken token() {
    return ISSUER.token();
  }

  private static String content(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static byte[] signature(String token) {
    return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
  }

  private static String with(String token, byte[] signature) {
    return content(token) + "." + BASE64URL.encodeToString(signature);
  }
}
