// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.testing.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts as Xbox does, by the JCA and not by our own code: right at first, so that a test changes
 * the one thing it is about. Not safe to share.
 */
final class XboxEncryptor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, Object> header = new LinkedHashMap<>();
  private byte[] content;
  private byte[] contentKey = new byte[32];
  private TestCertificate recipient;
  private String wrapping = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
  private boolean draft;
  private boolean compressed = true;
  private int tagLength = 16;

  /** For a relying party's certificate. */
  XboxEncryptor(TestCertificate recipient, String content) {
    this.recipient = recipient;
    this.content = content.getBytes(ISO_8859_1);
    new SecureRandom().nextBytes(contentKey);
    header.put("enc", "A128CBC-HS256");
    header.put("alg", "RSA-OAEP");
    header.put("cty", "JWT");
    header.put("zip", "DEF");
    header.put("x5t", XboxTokens.thumbprint(recipient));
  }

  /** In the older form. */
  XboxEncryptor draft() {
    draft = true;
    tagLength = 32;
    header.put("enc", "A128CBC+HS256");
    return this;
  }

  /** For another relying party, whom the header names. */
  XboxEncryptor recipient(TestCertificate other) {
    recipient = other;
    return header("x5t", XboxTokens.thumbprint(other));
  }

  /** Wraps the content key by another cipher of the JCA. */
  XboxEncryptor wrapping(String cipher) {
    wrapping = cipher;
    return this;
  }

  /** Any member of the header. */
  XboxEncryptor header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** Leaves a member of the header out. */
  XboxEncryptor without(String name) {
    header.remove(name);
    return this;
  }

  /** This as the content key, be it of another length; the missing bytes count as zeros. */
  XboxEncryptor contentKey(byte[] key) {
    contentKey = key.clone();
    return this;
  }

  /** Does not compress, whatever the header says. */
  XboxEncryptor uncompressed() {
    compressed = false;
    return this;
  }

  /** Puts so many zeros where the content would be. */
  XboxEncryptor zeros(int length) {
    content = new byte[length];
    return this;
  }

  /** Takes away the end of what is encrypted. */
  XboxEncryptor halved() {
    compressed = false;
    byte[] whole = deflated(content);
    content = Arrays.copyOf(whole, whole.length / 2);
    return this;
  }

  /** The token. */
  String token() {
    try {
      String first = BASE64URL.encodeToString(JSON.writeValueAsBytes(header));
      Cipher rsa = Cipher.getInstance(wrapping);
      rsa.init(Cipher.ENCRYPT_MODE, recipient.keys().getPublic());
      byte[] wrapped = rsa.doFinal(contentKey);
      byte[] key = Arrays.copyOf(contentKey, 32);
      byte[] iv = new byte[16];
      new SecureRandom().nextBytes(iv);
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      byte[] aesKey =
          draft
              ? Arrays.copyOf(derived(key, 128, "Encryption"), 16)
              : Arrays.copyOfRange(key, 16, 32);
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(iv));
      byte[] ciphertext = aes.doFinal(compressed ? deflated(content) : content);
      String beforeTag =
          String.join(
              ".",
              first,
              BASE64URL.encodeToString(wrapped),
              BASE64URL.encodeToString(iv),
              BASE64URL.encodeToString(ciphertext));
      byte[] tag =
          draft
              ? hmac(derived(key, 256, "Integrity"), beforeTag.getBytes(US_ASCII))
              : hmac(
                  Arrays.copyOf(key, 16),
                  first.getBytes(US_ASCII),
                  iv,
                  ciphertext,
                  ByteBuffer.allocate(8).putLong(first.length() * 8L).array());
      return beforeTag + "." + BASE64URL.encodeToString(Arrays.copyOf(tag, tagLength));
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflater.write(content);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] derived(byte[] key, int bits, String label)
      throws GeneralSecurityException {
    ByteBuffer input = ByteBuffer.allocate(128).putInt(1).put(key).putInt(bits);
    input.put("A128CBC+HS256".getBytes(US_ASCII)).putInt(0).putInt(0);
    input.put(label.getBytes(US_ASCII));
    return MessageDigest.getInstance("SHA-256")
        .digest(Arrays.copyOf(input.array(), input.position()));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
