// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an authenticator app needs to make codes for a player. Show it to that player and to nobody
 * else, and keep it nowhere: no service on the net draws the picture, {@link TotpQrCode} does.
 *
 * @param secret the key in base32, for those who type it in
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
public record TotpSetup(Secret secret) {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long STEP_SECONDS = 30;

  /**
   * The URL that authenticator apps open or read from a QR code.
   *
   * @param issuer the game, as the app shall show it
   * @param account the player, as the app shall show them
   * @throws IllegalArgumentException if one of them is empty or has a colon, which separates them,
   *     or a lone surrogate
   */
  public Secret otpauthUrl(String issuer, String account) {
    String game = encoded("issuer", issuer);
    return Secret.of(
        "otpauth://totp/"
            + game
            + ":"
            + encoded("account", account)
            + "?secret="
            + secret.reveal()
            + "&issuer="
            + game);
  }

  /** Percent-encoded; not by URLEncoder, which is for forms and makes a plus of a space. */
  private static String encoded(String name, String value) {
    if (value.isBlank() || value.indexOf(':') >= 0 || !UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          name + ": " + value.length() + " characters (expected: a text without colons)");
    }
    StringBuilder encoded = new StringBuilder();
    for (byte each : value.getBytes(UTF_8)) {
      if (each > 0 && UNRESERVED.indexOf(each) >= 0) {
        encoded.append((char) each);
      } else {
        encoded.append(String.format("%%%02X", each & 0xff));
      }
    }
    return encoded.toString();
  }

  /**
   * The code that an app shows at that time: six digits, by SHA-1, for 30 seconds. For tests and
   * for players that are programs; a server that keeps the key of a player's second factor makes a
   * first one of it.
   *
   * @throws IllegalStateException if the key is not base32
   */
  public Secret codeAt(Instant time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key(), "HmacSHA1"));
      long step = Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
      return Secret.of(digits(number % 1_000_000));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /** By hand: digits are Latin, whatever the locale. */
  private static String digits(int number) {
    String text = Integer.toString(number);
    return "0".repeat(6 - text.length()) + text;
  }

  private byte[] key() {
    String text = secret.reveal();
    ByteBuffer key = ByteBuffer.allocate(text.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = BASE32.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalStateException("secret: not base32 (expected: A to Z and 2 to 7)");
      }
      held = (held << 5 | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        key.put((byte) (held >> bits));
      }
    }
    return key.array();
  }

  /** {@code TotpSetup(…)}. */
  @Override
  public String toString() {
    return "TotpSetup(…)";
  }
}
