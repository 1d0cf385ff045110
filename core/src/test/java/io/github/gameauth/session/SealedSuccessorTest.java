// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.gameauth.seal.Hkdf;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class SealedSuccessorTest {
  private final SecretGenerator generator = new SecretGenerator();
  private final RefreshToken before = RefreshToken.first(generator);
  private final RefreshToken next = before.successor(generator);
  private final String sealed = SealedSuccessor.seal(before, next, generator);

  @Test
  void isOpenedByTheTokenBefore() {
    RefreshToken opened = SealedSuccessor.open(sealed, before).orElseThrow();

    assertEquals(next.text(), opened.text());
  }

  @Test
  void isOpenedByNoOther() {
    assertRefused(sealed, next);
    assertRefused(sealed, RefreshToken.first(generator));
    assertRefused(sealed, before.successor(before.secret())); // of another generation
    assertRefused(sealed, inAnotherFamily(before));
  }

  private RefreshToken inAnotherFamily(RefreshToken token) {
    byte[] parts =
        ByteBuffer.allocate(52)
            .put(generator.bytes(16))
            .putInt(token.generation())
            .put(token.secret())
            .array();
    String text = "gr1." + Base64.getUrlEncoder().withoutPadding().encodeToString(parts);
    return RefreshToken.parse(Secret.of(text)).orElseThrow();
  }

  @Test
  void isOpenedOnlyAsItWasSealed() {
    byte[] bytes = Base64.getUrlDecoder().decode(sealed);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), before);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(cut), before);
    }
    assertRefused("", before);
    assertRefused("no base64url!", before);
  }

  private static void assertRefused(String sealed, RefreshToken before) {
    assertEquals(Optional.empty(), SealedSuccessor.open(sealed, before));
  }

  @Test
  void isAnotherOneEachTime() {
    assertNotEquals(sealed, SealedSuccessor.seal(before, next, generator));
  }

  @Test
  void isMadeAsWritten() throws Exception {
    // By hand, so that servers of two versions understand each other.
    byte[] all = Base64.getUrlDecoder().decode(sealed);
    byte[] key =
        Hkdf.derive(
            before.secret(),
            before.familyBytes(),
            "rt-successor/v1".getBytes(StandardCharsets.US_ASCII),
            32);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, Arrays.copyOf(all, 12)));
    cipher.updateAAD(ByteBuffer.allocate(20).put(before.familyBytes()).putInt(1).array());

    assertEquals(60, all.length);
    assertArrayEquals(next.secret(), cipher.doFinal(all, 12, 48));
  }
}
