// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Random;

/** Changes that chance, a careless proxy or a forger makes to a token. */
final class TokenMutations {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000\u00e9";
  private static final String[] MEMBERS = {
    "\"alg\":\"none\"",
    "\"alg\":\"RS256\"",
    "\"alg\":\"ES256\"",
    "\"alg\":\"HS256\"",
    "\"kid\":\"x\"",
    "\"kid\":null",
    "\"crit\":[]",
    "\"typ\":\"at+jwt\"",
    "\"iss\":\"https://curve.example\"",
    "\"sub\":\"admin\"",
    "\"exp\":99999999999999999999",
    "\"exp\":1893500000",
    "\"aud\":[null]",
    "\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
    "\"x\":1e999",
    "\"x\":\"\\ud800\""
  };

  private TokenMutations() {}

  static String base64(String text) {
    return ENCODER.encodeToString(text.getBytes(UTF_8));
  }

  /** One change, made by chance; {@code other} is another token to take parts from. */
  static String any(Random random, String token, String other) {
    return switch (random.nextInt(9)) {
      case 0 -> withLetter(random, token);
      case 1 -> withBitFlipped(random, token);
      case 2 -> spliced(random, token, other);
      case 3 -> withMember(random, token, MEMBERS[random.nextInt(MEMBERS.length)]);
      case 4 -> withoutPart(random, token);
      case 5 -> token.substring(0, random.nextInt(token.length() + 1));
      case 6 -> withSegmentsSwapped(random, token);
      case 7 -> withRandomBytes(random, token);
      default -> insert(token, random.nextInt(token.length() + 1), letter(random));
    };
  }

  private static String letter(Random random) {
    return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
  }

  private static String insert(String text, int at, String what) {
    return text.substring(0, at) + what + text.substring(at);
  }

  private static String withLetter(Random random, String token) {
    if (token.isEmpty()) {
      return token;
    }
    int at = random.nextInt(token.length());
    return token.substring(0, at) + letter(random) + token.substring(at + 1);
  }

  private static String withoutPart(Random random, String token) {
    int from = random.nextInt(token.length() + 1);
    int to = from + random.nextInt(Math.min(8, token.length() - from) + 1);
    return token.substring(0, from) + token.substring(to);
  }

  private static String spliced(Random random, String token, String other) {
    String[] segments = token.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    int at = random.nextInt(Math.min(segments.length, others.length));
    segments[at] = others[at];
    return String.join(".", segments);
  }

  private static String withSegmentsSwapped(Random random, String token) {
    String[] segments = token.split("\\.", -1);
    int one = random.nextInt(segments.length);
    int two = random.nextInt(segments.length);
    String swap = segments[one];
    segments[one] = segments[two];
    segments[two] = swap;
    return String.join(".", segments);
  }

  /** Flips a bit of what a segment encodes, so that the base64url stays right. */
  private static String withBitFlipped(Random random, String token) {
    return decodedChange(
        token,
        random.nextInt(3),
        bytes -> {
          if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          return bytes;
        });
  }

  private static String withRandomBytes(Random random, String token) {
    return decodedChange(
        token,
        random.nextInt(3),
        bytes -> {
          byte[] noise = new byte[random.nextInt(2) == 0 ? bytes.length : random.nextInt(300)];
          random.nextBytes(noise);
          return noise;
        });
  }

  /** Puts a member in front of a header or payload, so that the JSON stays right or nearly so. */
  private static String withMember(Random random, String token, String member) {
    return decodedChange(
        token,
        random.nextInt(2),
        bytes -> {
          String json = new String(bytes, ISO_8859_1);
          return json.replaceFirst("\\{", "{" + member.replace("\\", "\\\\") + ",")
              .getBytes(ISO_8859_1);
        });
  }

  /** Puts a text that can be recognised into a header, a payload, or the raw token. */
  static String withMarker(Random random, String token, String marker) {
    return switch (random.nextInt(4)) {
      case 0 -> insert(token, random.nextInt(token.length()), marker);
      case 1 -> withMember(random, token, "\"" + marker + "\":\"" + marker + "\"");
      case 2 -> withMember(random, token, "\"kid\":\"" + marker + "\"");
      default ->
          decodedChange(
              token,
              1,
              bytes ->
                  new String(bytes, ISO_8859_1).replace("my-game", marker).getBytes(ISO_8859_1));
    };
  }

  static String withSignatureByteFlipped(String token, int index) {
    return decodedChange(
        token,
        2,
        bytes -> {
          bytes[index] ^= 1;
          return bytes;
        });
  }

  private interface Change {
    byte[] of(byte[] bytes);
  }

  private static String decodedChange(String token, int segment, Change change) {
    String[] segments = token.split("\\.", -1);
    if (segment >= segments.length) {
      return token;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segments[segment]);
      segments[segment] = ENCODER.encodeToString(change.of(bytes));
    } catch (IllegalArgumentException e) {
      return token; // an earlier change left no base64url to decode
    }
    return String.join(".", segments);
  }
}
