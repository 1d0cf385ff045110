// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals private keys by AES-256-GCM under one key of 32 bytes, which the host keeps in its secret
 * manager, apart from the store. Issuer, algorithm and key id are authenticated with the key, so a
 * seal fits one row only.
 *
 * <p>A sealed key is {@code v1.}, the start of the sealing key's fingerprint, and base64url of
 * nonce, ciphertext and tag. Immutable and safe to share.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
public final class AesGcmKeyProtector implements KeyProtector {
  /** How many bytes a sealing key has. */
  public static final int KEY_LENGTH = 32;

  private static final String VERSION = "v1";
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;

  /** The newest first; the others only open. */
  private final List<SealingKey> keys;

  private final SecretGenerator random = new SecretGenerator();

  private record SealingKey(String name, SecretKeySpec key) {}

  private AesGcmKeyProtector(List<SealingKey> keys) {
    this.keys = keys;
  }

  /**
   * Seals under {@code key}.
   *
   * @param key {@value #KEY_LENGTH} random bytes
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static AesGcmKeyProtector under(Secret key) {
    return new AesGcmKeyProtector(List.of(sealingKey(key)));
  }

  /**
   * The same, which also opens what was sealed under an earlier key, while that one is replaced.
   */
  public AesGcmKeyProtector alsoOpening(Secret earlierKey) {
    List<SealingKey> more = new ArrayList<>(keys);
    more.add(sealingKey(earlierKey));
    return new AesGcmKeyProtector(List.copyOf(more));
  }

  private static SealingKey sealingKey(Secret key) {
    if (key.length() != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "sealing key: " + key.length() + " bytes (expected: " + KEY_LENGTH + ")");
    }
    return new SealingKey(Fingerprint.of(key).start(), new SecretKeySpec(key.revealBytes(), "AES"));
  }

  @Override
  public Secret seal(Secret privateKey, Purpose purpose) {
    SealingKey key = keys.get(0);
    byte[] nonce = random.bytes(NONCE_LENGTH);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(privateKey.revealBytes());
      byte[] whole =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return Secret.of(
          VERSION
              + '.'
              + key.name()
              + '.'
              + Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    } catch (GeneralSecurityException e) {
      throw new KeyProtectionException("key " + purpose.keyId() + ": could not be sealed", e);
    }
  }

  @Override
  public Secret open(Secret sealedKey, Purpose purpose) {
    String[] parts = sealedKey.reveal().split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw refused(purpose, "of another format (expected: " + VERSION + ".<key>.<sealed>)");
    }
    SealingKey key =
        keys.stream()
            .filter(candidate -> candidate.name().equals(parts[1]))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        purpose,
                        "sealed under another key (expected: one of "
                            + keys.stream().map(SealingKey::name).toList()
                            + ")"));
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw refused(purpose, "damaged (expected: base64url)");
    }
    if (whole.length <= NONCE_LENGTH + TAG_BITS / 8) {
      throw refused(purpose, "damaged (expected: more bytes)");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_LENGTH);
    try {
      return Secret.ofBytes(
          cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
              .doFinal(whole, NONCE_LENGTH, whole.length - NONCE_LENGTH));
    } catch (AEADBadTagException e) {
      throw refused(purpose, "changed, or sealed for another issuer, algorithm or key id");
    } catch (GeneralSecurityException e) {
      throw new KeyProtectionException(
          "sealed key " + purpose.keyId() + ": could not be opened", e);
    }
  }

  private static KeyProtectionException refused(Purpose purpose, String why) {
    return new KeyProtectionException("sealed key " + purpose.keyId() + ": " + why);
  }

  private static Cipher cipher(int mode, SealingKey key, byte[] nonce, Purpose purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    // An issuer may hold a bar; algorithm and thumbprint cannot, and they come last.
    cipher.updateAAD(
        String.join("|", purpose.issuer(), purpose.algorithm().name(), purpose.keyId())
            .getBytes(US_ASCII));
    return cipher;
  }

  /** The names of its keys, and nothing of the keys. */
  @Override
  public String toString() {
    return "AesGcmKeyProtector" + keys.stream().map(SealingKey::name).toList();
  }
}
