// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyProtector.Purpose;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AesGcmKeyProtectorTest {
  private static final Purpose PURPOSE =
      new Purpose("https://id.mygame.example", Algorithm.RS256, "kid-1");

  private final SecretGenerator random = new SecretGenerator();
  private final Secret key = Secret.ofBytes(random.bytes(32));
  private final Secret otherKey = Secret.ofBytes(random.bytes(32));
  private final Secret privateKey = Secret.ofBytes(random.bytes(1200));
  private final AesGcmKeyProtector protector = AesGcmKeyProtector.under(key);

  @Test
  void opensWhatItSealed() {
    Secret sealed = protector.seal(privateKey, PURPOSE);

    assertEquals(privateKey, protector.open(sealed, PURPOSE));
    assertEquals(privateKey, AesGcmKeyProtector.under(key).open(sealed, PURPOSE));
    assertTrue(sealed.reveal().matches("v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+"), "format");
  }

  @Test
  void sealsEachTimeInAnotherWay() {
    assertNotEquals(protector.seal(privateKey, PURPOSE), protector.seal(privateKey, PURPOSE));
  }

  @Test
  void opensForTheSamePurposeOnly() {
    Secret sealed = protector.seal(privateKey, PURPOSE);

    for (Purpose other :
        List.of(
            new Purpose("https://other.example", PURPOSE.algorithm(), PURPOSE.keyId()),
            new Purpose(PURPOSE.issuer(), Algorithm.PS256, PURPOSE.keyId()),
            new Purpose(PURPOSE.issuer(), PURPOSE.algorithm(), "kid-2"))) {
      refused("changed, or sealed for another issuer, algorithm or key id", sealed, other);
    }
  }

  @Test
  void refusesWhatAnotherKeySealed() {
    Secret sealed = AesGcmKeyProtector.under(otherKey).seal(privateKey, PURPOSE);

    refused("sealed under another key", sealed, PURPOSE);
  }

  @Test
  void opensUnderAnEarlierKeyWhenTold() {
    Secret sealed = AesGcmKeyProtector.under(otherKey).seal(privateKey, PURPOSE);
    AesGcmKeyProtector both = protector.alsoOpening(otherKey);

    assertEquals(privateKey, both.open(sealed, PURPOSE));
    assertEquals(privateKey, protector.open(both.seal(privateKey, PURPOSE), PURPOSE));
  }

  @Test
  void noticesEveryChange() {
    String sealed = protector.seal(Secret.of("short"), PURPOSE).reveal();
    int start = sealed.lastIndexOf('.') + 1;
    byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(start));

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Secret tampered =
          Secret.of(
              sealed.substring(0, start)
                  + Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
      refused("changed", tampered, PURPOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "v1", "v1.a.b.c", "v2.aaaaaaaa.AAAA", "unprotected.AAAA"})
  void refusesOtherFormats(String text) {
    refused("of another format", Secret.of(text), PURPOSE);
  }

  @Test
  void refusesDamage() {
    String start = protector.seal(privateKey, PURPOSE).reveal().substring(0, 12);

    refused("damaged", Secret.of(start + "!!!!"), PURPOSE);
    refused("damaged", Secret.of(start + "AAAA"), PURPOSE);
    refused("damaged", Secret.of(start), PURPOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 33})
  void needsAKeyOfExactly32Bytes(int length) {
    Secret wrong = Secret.ofBytes(new byte[length]);

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> AesGcmKeyProtector.under(wrong));

    assertEquals("sealing key: " + length + " bytes (expected: 32)", refusal.getMessage());
  }

  @Test
  void noProtectionDoesNotOpenWhatIsProtected() {
    Secret sealed = protector.seal(privateKey, PURPOSE);
    KeyProtector none = KeyProtector.noneForKeysInMemoryOnly();

    assertThrows(KeyProtectionException.class, () -> none.open(sealed, PURPOSE));
    assertEquals(privateKey, none.open(none.seal(privateKey, PURPOSE), PURPOSE));
  }

  private void refused(String why, Secret sealed, Purpose purpose) {
    KeyProtectionException refusal =
        assertThrows(KeyProtectionException.class, () -> protector.open(sealed, purpose));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    String secretPart = sealed.reveal().substring(sealed.reveal().lastIndexOf('.') + 1);
    assertFalse(secretPart.length() > 8 && refusal.toString().contains(secretPart));
  }
}
