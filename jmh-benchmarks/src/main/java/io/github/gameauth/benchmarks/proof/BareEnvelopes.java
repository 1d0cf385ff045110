// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RSA-OAEP of the key, HMAC-SHA-256, AES-128-CBC, and the signature of what is inside. */
final class BareEnvelopes {
  private final Cipher rsa;
  private final Cipher aes;
  private final Mac mac;
  private final BareSignatures signatures;

  BareEnvelopes(PrivateKey ours, BareSignatures signatures) {
    this.signatures = signatures;
    try {
      rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
      rsa.init(Cipher.DECRYPT_MODE, ours);
      aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      mac = Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  BareCrypto around(String envelope, String content) {
    String[] parts = envelope.split("\\.", -1);
    byte[] header = parts[0].getBytes(US_ASCII);
    byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(header.length * 8L).array();
    byte[] wrapped = bytes(parts[1]);
    byte[] iv = bytes(parts[2]);
    byte[] encrypted = bytes(parts[3]);
    byte[] tag = bytes(parts[4]);
    BareCrypto signature = signatures.over(content);
    return () -> {
      byte[] key = rsa.doFinal(wrapped);
      mac.init(new SecretKeySpec(key, 0, 16, "HmacSHA256"));
      mac.update(header);
      mac.update(iv);
      mac.update(encrypted);
      mac.update(length);
      if (!MessageDigest.isEqual(tag, Arrays.copyOf(mac.doFinal(), 16))) {
        throw new AEADBadTagException("another");
      }
      aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, 16, 16, "AES"), new IvParameterSpec(iv));
      aes.doFinal(encrypted);
      return signature.compute();
    };
  }

  private static byte[] bytes(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }
}
