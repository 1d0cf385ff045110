// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.json.SettingsJson;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * An XSTS token as it travels: a compact JWE, encrypted for the certificate of a relying party. It
 * hides the claims from the client and proves nothing, since anybody can encrypt for a certificate;
 * who made the token is proved by the signed one inside.
 *
 * <p>Whatever keeps it from being opened comes out as the same, after the same work: a content key
 * that cannot be unwrapped is replaced by a random one, and so ends at the tag.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-5.2">RFC 7516 §5.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-11.5">RFC 7516 §11.5</a>
 */
final class XboxEnvelope {
  /** Ample for every user of a console; a small token can hold a thousand times its size. */
  static final int LONGEST_CONTENT = 64 * 1024;

  private static final int LONGEST_HEADER = 4096;
  private static final int LONGEST_KEY = 1024;
  private static final int LONGEST_TAG = 32;
  private static final int LONGEST_IV = 16;
  private static final SettingsJson JSON = SettingsJson.ofStrangers();
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What a tag is computed over. A class, since records compare arrays by identity. */
  static final class Parts {
    private final String header;
    private final byte[] iv;
    private final byte[] ciphertext;
    private final String textBeforeTag;

    /**
     * The parts.
     *
     * @param header the first part as it was written
     * @param textBeforeTag the first four parts as they were written, dots included
     */
    Parts(String header, byte[] iv, byte[] ciphertext, String textBeforeTag) {
      this.header = header;
      this.iv = iv;
      this.ciphertext = ciphertext;
      this.textBeforeTag = textBeforeTag;
    }

    String header() {
      return header;
    }

    byte[] iv() {
      return iv;
    }

    byte[] ciphertext() {
      return ciphertext;
    }

    String textBeforeTag() {
      return textBeforeTag;
    }
  }

  private final XboxEncryption encryption;
  private final boolean compressed;
  private final String thumbprint;
  private final byte[] wrappedKey;
  private final Parts parts;
  private final byte[] tag;

  private XboxEnvelope(JsonNode header, byte[] wrappedKey, Parts parts, byte[] tag)
      throws NotProvedException {
    if (!text(header, "alg").equals("RSA-OAEP") || header.has("crit")) {
      throw invalid();
    }
    this.encryption = XboxEncryption.named(text(header, "enc")).orElseThrow(XboxEnvelope::invalid);
    this.compressed =
        switch (header.has("zip") ? text(header, "zip") : "NONE") {
          case "DEF" -> true;
          case "NONE" -> false;
          default -> throw invalid();
        };
    if (header.has("cty") && !text(header, "cty").equals("JWT")) {
      throw invalid();
    }
    this.thumbprint = text(header, "x5t");
    this.wrappedKey = wrappedKey;
    this.parts = parts;
    this.tag = tag;
    if (thumbprint.isEmpty()) {
      throw invalid();
    }
  }

  /** Takes a token apart; all that can be said of it without a key is looked at. */
  static XboxEnvelope read(String token) throws NotProvedException {
    String[] texts = token.split("\\.", 6);
    if (texts.length != 5) {
      throw invalid();
    }
    return new XboxEnvelope(
        json(CredentialText.base64Url(texts[0], LONGEST_HEADER)),
        CredentialText.base64Url(texts[1], LONGEST_KEY),
        new Parts(
            texts[0],
            CredentialText.base64Url(texts[2], LONGEST_IV),
            CredentialText.base64Url(texts[3], XboxAuthorization.LONGEST_TOKEN),
            token.substring(0, token.lastIndexOf('.'))),
        CredentialText.base64Url(texts[4], LONGEST_TAG));
  }

  /** A JSON object that a stranger wrote. */
  static JsonNode json(byte[] bytes) throws NotProvedException {
    try {
      return JSON.read("header", new String(bytes, UTF_8));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static String text(JsonNode header, String name) {
    return header.path(name).asText("");
  }

  private static NotProvedException invalid() {
    return NotProvedException.rejected(Reason.INVALID);
  }

  /** How the token is encrypted, as far as it says. */
  XboxEncryption encryption() {
    return encryption;
  }

  /** For which certificate the token is, as far as it says: its SHA-1 in base64url. */
  String thumbprint() {
    return thumbprint;
  }

  /**
   * The signed token inside; empty if this is not what was encrypted for the key.
   *
   * @param tagIgnored whether it may have another tag than it must
   */
  Optional<Secret> open(PrivateKey key, boolean tagIgnored) {
    byte[] contentKey = contentKey(key);
    // Before anything is decrypted: whoever cannot make a tag learns nothing of the padding.
    boolean genuine = MessageDigest.isEqual(encryption.tag(contentKey, parts), tag);
    return genuine || tagIgnored ? content(contentKey) : Optional.empty();
  }

  private byte[] contentKey(PrivateKey key) {
    byte[] instead = new byte[XboxEncryption.KEY];
    RANDOM.nextBytes(instead);
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(
          Cipher.DECRYPT_MODE,
          key,
          new OAEPParameterSpec(
              "SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
      byte[] unwrapped = rsa.doFinal(wrappedKey);
      return unwrapped.length == XboxEncryption.KEY ? unwrapped : instead;
    } catch (GeneralSecurityException e) {
      return instead;
    }
  }

  private Optional<Secret> content(byte[] contentKey) {
    try {
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(encryption.cipherKey(contentKey), "AES"),
          new IvParameterSpec(parts.iv()));
      byte[] plain = aes.doFinal(parts.ciphertext());
      byte[] content = compressed ? inflated(plain) : plain;
      String text = new String(content, ISO_8859_1);
      return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    } catch (GeneralSecurityException | DataFormatException e) {
      return Optional.empty();
    }
  }

  /** Never makes more than {@link #LONGEST_CONTENT} bytes, whatever went in. */
  private static byte[] inflated(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] room = new byte[LONGEST_CONTENT];
      int length = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(room, length, room.length - length);
        if (more == 0 && !inflater.finished()) {
          throw new DataFormatException("half or too large");
        }
        length += more;
      }
      return Arrays.copyOf(room, length);
    } finally {
      inflater.end();
    }
  }

  /** {@code XboxEnvelope(…)}. */
  @Override
  public String toString() {
    return "XboxEnvelope(…)";
  }
}
