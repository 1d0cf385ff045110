// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static io.github.gameauth.cognito.srp.SrpVectors.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.gameauth.secret.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SrpRejectionsTest {
  private static final String B = "9f2dd1851a14b0f3";
  private static final String SALT = "c4aff2620b248a0c";
  private static final String BLOCK = "c2VjcmV0IGJsb2Nr";

  private final SrpClient client = SrpClient.start(new SecureRandom());

  private SrpProof answer(String srpB, String salt, String block) throws SrpRejectedException {
    return client.answer(
        "AbCdEf123",
        "player_one",
        Secret.of("pass-word"),
        srpB,
        salt,
        block,
        "Wed May 7 00:09:40 UTC 2025");
  }

  private String complaint(String srpB, String salt, String block) {
    SrpRejectedException rejected =
        assertThrows(SrpRejectedException.class, () -> answer(srpB, salt, block));
    assertEquals(0, rejected.getStackTrace().length);
    return rejected.getMessage();
  }

  @TestFactory
  Stream<DynamicTest> refusesEachPublicValueThatMustBeRefused() {
    assertEquals(7, SrpVectors.all("must_reject").count());
    return SrpVectors.all("must_reject")
        .map(
            vector ->
                dynamicTest(
                    text(vector, "/id"),
                    () -> {
                      String complaint = complaint(text(vector, "/SRP_B"), SALT, BLOCK);
                      assertTrue(complaint.startsWith("SRP_B: "), complaint);
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1f", "+1f", "0x1f", " 1f", "1f\n", "1_f", "１f", "٣", "xyz", ""})
  void takesNothingButHexDigits(String number) {
    assertTrue(complaint(number, SALT, BLOCK).startsWith("SRP_B: "));
    assertTrue(complaint(B, number, BLOCK).startsWith("SALT: "));
  }

  @Test
  void takesUpperCaseLeadingZerosAndOddLengths() throws Exception {
    SrpProof proof = answer("abc", "123", BLOCK);

    assertEquals(proof, answer("00ABC", "0123", BLOCK));
  }

  @Test // a hostile endpoint could otherwise make us compute with megabytes
  void takesNumbersOfALimitedLength() throws Exception {
    String longest = "0".repeat(1020) + "1234";
    assertEquals(answer("1234", "1234", BLOCK), answer(longest, longest, BLOCK));

    assertEquals(
        "SRP_B: 1025 characters (expected: 1 to 1024)", complaint("0" + longest, SALT, BLOCK));
    assertEquals("SALT: 1025 characters (expected: 1 to 1024)", complaint(B, "0" + longest, BLOCK));
  }

  @Test
  void takesASecretBlockThatCanBeDecoded() throws Exception {
    assertFalse(answer(B, SALT, "A".repeat(16 * 1024)).signature().isEmpty());

    assertEquals(
        "SECRET_BLOCK: 16385 characters (expected: 1 to 16384)",
        complaint(B, SALT, "A".repeat(16 * 1024 + 1)));
    assertEquals("SECRET_BLOCK: 0 characters (expected: 1 to 16384)", complaint(B, SALT, ""));
    assertEquals("SECRET_BLOCK: something else (expected: base64)", complaint(B, SALT, "c2Vj-_8="));
    assertEquals(
        "SECRET_BLOCK: something else (expected: base64)", complaint(B, SALT, "c2Vj\r\ncmV0"));
  }

  @Test // no two inputs are known that hash to zero, so the check stands alone
  void refusesAScramblerOfZero() {
    assertThrows(SrpRejectedException.class, () -> SrpGroup.requireUsable("u", BigInteger.ZERO));
    assertThrows(SrpRejectedException.class, () -> SrpGroup.requireUsable("u", SrpGroup.N));
  }

  @Test
  void startsDifferentlyEachTime() {
    SecureRandom random = new SecureRandom();

    assertNotEquals(SrpClient.start(random).publicHex(), SrpClient.start(random).publicHex());
  }

  @Test
  void drawsAgainRatherThanStartAtZero() {
    int[] draws = {0};
    SecureRandom zeroAtFirst =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            assertEquals(128, bytes.length);
            bytes[127] = (byte) draws[0]++;
          }
        };

    assertEquals("2", SrpClient.start(zeroAtFirst).publicHex());
    assertEquals(2, draws[0]);
  }

  @Test
  void printsNothingOfItself() throws Exception {
    assertEquals("SrpClient(…)", client.toString());
    assertEquals("SrpProof(…)", answer(B, SALT, BLOCK).toString());
  }
}
