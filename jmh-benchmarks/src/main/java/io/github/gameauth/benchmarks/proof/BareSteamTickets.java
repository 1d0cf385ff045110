// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The IV deciphered, then the rest; a sum of what comes out, and a digest of most of it. */
final class BareSteamTickets {
  private static final int BLOCK = 16;

  /** The hash itself and what follows it. */
  private static final int UNHASHED = 24;

  private final SecretKeySpec key;
  private final Cipher first;
  private final Cipher rest;
  private final MessageDigest sha1;

  BareSteamTickets(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      first = Cipher.getInstance("AES/ECB/NoPadding");
      first.init(Cipher.DECRYPT_MODE, this.key);
      rest = Cipher.getInstance("AES/CBC/PKCS5Padding");
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  BareCrypto over(String ticket) {
    byte[] encrypted = encrypted(HexFormat.of().parseHex(ticket));
    return () -> {
      byte[] iv = first.doFinal(encrypted, 0, BLOCK);
      rest.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      byte[] plain = rest.doFinal(encrypted, BLOCK, encrypted.length - BLOCK);
      CRC32 sum = new CRC32();
      sum.update(plain);
      sha1.update(plain, 0, plain.length - UNHASHED);
      return sum.getValue() + sha1.digest()[0];
    };
  }

  /** Four numbers with their tags come first, then a tag, a length and what it is the length of. */
  private static byte[] encrypted(byte[] ticket) {
    ByteBuffer in = ByteBuffer.wrap(ticket);
    for (int number = 0; number < 10; number++) {
      while (in.get() < 0) {
        // the last byte of a number is the one that is not negative
      }
    }
    byte[] encrypted = new byte[in.remaining()];
    in.get(encrypted);
    return encrypted;
  }
}
