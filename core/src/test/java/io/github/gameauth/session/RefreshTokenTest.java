// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RefreshTokenTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final SecretGenerator generator = new SecretGenerator();

  @Test
  void consistsOfFamilyGenerationAndSecret() {
    RefreshToken token = RefreshToken.first(generator).successor(generator);

    String text = token.text().reveal();

    assertTrue(text.startsWith("gr1."));
    ByteBuffer parts = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(4)));
    assertEquals(52, parts.remaining());
    byte[] family = new byte[16];
    parts.get(family);
    assertArrayEquals(token.familyBytes(), family);
    assertEquals(1, parts.getInt());
    byte[] secret = new byte[32];
    parts.get(secret);
    assertEquals(token.hash(), Fingerprint.of(secret));
  }

  @Test
  void isReadBackAsItWasWritten() {
    RefreshToken token = RefreshToken.first(generator).successor(generator);

    RefreshToken read = RefreshToken.parse(token.text()).orElseThrow();

    assertEquals(token.family(), read.family());
    assertEquals(1, read.generation());
    assertArrayEquals(token.secret(), read.secret());
  }

  @Test
  void readsAGenerationWithoutASign() {
    byte[] parts = new byte[52];
    Arrays.fill(parts, (byte) 0xff);

    RefreshToken token = RefreshToken.parse(spelled(parts)).orElseThrow();

    assertEquals(0xffffffffL, Integer.toUnsignedLong(token.generation()));
  }

  private static Secret spelled(byte[] parts) {
    return Secret.of("gr1." + Base64.getUrlEncoder().withoutPadding().encodeToString(parts));
  }

  @Test
  void hasOneSpelling() {
    String good = RefreshToken.first(generator).text().reveal();
    String cut = good.substring(0, good.length() - 1);
    // Four bits of the last character are unused: fifteen others would decode to the same bytes.
    int last = ALPHABET.indexOf(good.charAt(good.length() - 1));
    assertEquals(0, last % 16);
    for (int unused = 1; unused < 16; unused++) {
      assertRefused(cut + ALPHABET.charAt(last + unused));
    }
    assertRefused(cut);
    assertRefused(cut + "=");
    assertRefused(good + "=");
    assertRefused(good + "==");
    assertRefused(good + "A");
    assertRefused(" " + good);
    assertRefused(good + "\n");
    assertRefused(good.replace("gr1.", "gr2."));
    assertRefused(good.replace("gr1.", "GR1."));
    assertRefused(good.replace("gr1.", "gr1_"));
    assertRefused(cut.substring(0, 40) + "+" + good.substring(41));
    assertRefused(cut.substring(0, 40) + "/" + good.substring(41));
    assertRefused(cut.substring(0, 40) + "\n" + good.substring(41));
    assertRefused(cut.substring(0, 40) + "ü" + good.substring(42));
  }

  @Test
  void isNothingElse() {
    for (String other :
        List.of(
            "x", "gr1.", ".".repeat(74), "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "a".repeat(100_000))) {
      assertRefused(other);
    }
    assertEquals(Optional.empty(), RefreshToken.parse(Secret.ofBytes(new byte[74])));
  }

  private static void assertRefused(String text) {
    assertEquals(Optional.empty(), RefreshToken.parse(Secret.of(text)));
  }

  @Test
  void isAnotherOneEachTime() {
    RefreshToken one = RefreshToken.first(generator);
    RefreshToken other = RefreshToken.first(generator);

    assertNotEquals(one.family(), other.family());
    assertNotEquals(one.hash(), other.hash());
    assertNotEquals(one.hash(), one.successor(generator).hash());
  }

  @Test
  void tellsNothingWhenPrinted() {
    RefreshToken token = RefreshToken.first(generator);

    assertEquals("RefreshToken(…)", token.toString());
    assertEquals("FamilyId(…)", token.family().toString());
  }

  @Test
  void namesItsSessionByAHashOfTheFamily() {
    // printf 'sid\x00\x01…\x0f' | sha256sum, the first 16 bytes
    byte[] parts = new byte[52];
    for (int i = 0; i < 16; i++) {
      parts[i] = (byte) i;
    }
    FamilyId family = RefreshToken.parse(spelled(parts)).orElseThrow().family();

    assertEquals("AAECAwQFBgcICQoLDA0ODw", family.value());
    assertEquals(SID_OF_0_TO_15, SessionIds.of(family));
    assertEquals(SID_OF_0_TO_15.substring(0, 8), SessionIds.start(family));
  }

  private static final String SID_OF_0_TO_15 = "ovww1xK0UKzLP8SCbNTwXA";
}
