// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.SecretGenerator;

/**
 * The name of an account. It tells nothing about its player and is never shown to game services,
 * which know personas.
 *
 * @param value 1 to 32 of {@code a-z 0-9 . _ -}
 */
public record AccountId(String value) {
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  /** Checks the value. */
  public AccountId {
    Require.word("account", value, 1, 32);
  }

  /** A new one: 128 random bits, 26 characters of base32. It is not derived from anything. */
  public static AccountId random(SecretGenerator generator) {
    return new AccountId(base32(generator.bytes(16)));
  }

  /** Lower-case base32 without padding (RFC 4648 §6). */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int bits = 0;
    int buffer = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32[(buffer >>> bits) & 31]);
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(BASE32[(buffer << (5 - bits)) & 31]);
    }
    return text.toString();
  }

  /** {@code AccountId(…)}: it stays out of logs. */
  @Override
  public String toString() {
    return "AccountId(…)";
  }
}
