// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;

/**
 * Time-based codes as authenticator apps make them: SHA-1, six digits, 30 seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-4">RFC 6238 §4</a>
 */
final class Totp {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DRIFT = 1;

  private Totp() {}

  /** A code of that moment. */
  static String code(String secret, Instant time) {
    return code(secret, step(time));
  }

  /** The time step whose code this is, the current one or a neighbour; -1 for none. */
  static long stepOf(String secret, String typed, Instant now) {
    for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
      if (code(secret, step).equals(typed)) {
        return step;
      }
    }
    return -1;
  }

  private static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 30);
  }

  private static String code(String secret, long step) {
    byte[] counter = ByteBuffer.allocate(8).putLong(step).array();
    byte[] hash = SrpNumbers.hmac("HmacSHA1", bytes(secret), counter);
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  /** Base32 without padding. */
  static String text(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte each : secret) {
      held = held << 8 | each & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(held >> bits & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(held << (5 - bits) & 31));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    int held = 0;
    int bits = 0;
    for (char each : text.toCharArray()) {
      int value = ALPHABET.indexOf(each);
      if (value < 0) {
        throw new IllegalArgumentException("secret: not base32 (expected: A to Z, 2 to 7)");
      }
      held = held << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
        held &= (1 << bits) - 1;
      }
    }
    return bytes.array();
  }
}
