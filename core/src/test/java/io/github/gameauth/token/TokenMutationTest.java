// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Some ten thousand inputs a step away from good ones, the same in every build. */
final class TokenMutationTest {
  private static final int ROUNDS = 20_000;

  private static final List<String> SEEDS =
      List.of(
          "{\"alg\":\"HS256\",\"kid\":\"k-1\",\"typ\":\"JWT\",\"cty\":\"x\"}",
          "{\"alg\":\"RS256\",\"kid\":\"\\u00e9\\ud83d\\ude00\",\"jwk\":{\"kty\":\"RSA\",\"x5c\":[\"MIIB\"]}}",
          "{\"iss\":\"https://id.mygame.example\",\"aud\":[\"a\",\"b\"],\"sub\":\"p-17\",\"exp\":1893456000.5,"
              + "\"iat\":1893455000,\"nbf\":1893455000,\"jti\":\"t-1\"}",
          "{\"exp\":1893456e3,\"nbf\":0,\"iat\":-0,\"n\":[1,-1,0.5,1e10,1E-10,9223372036854775807,"
              + "9223372036854775808,true,false,null]}",
          "{ \"a\" : { \"b\" : [ [ ] , { } ] } , \"\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\" }",
          "{\"sub\":\"\u5f20\u4e09 \ud83d\ude00\",\"name\":\"e\u0301\",\"aud\":\"\u00e9\"}",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwLTE3In0.AAAA",
          "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsifQ.eyJhIjpbMSwyLHsiYiI6bnVsbH1dfQ.-_8");

  private static final List<String> WORDS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          ".",
          "..",
          "=",
          "-",
          "_",
          "e",
          "E",
          "+",
          "0",
          "00",
          " ",
          "\n",
          "\t",
          "\u0000",
          "null",
          "true",
          "NaN",
          "1e308",
          "1e309",
          "-0",
          "0.0",
          "1e-308",
          "99999999999999999999999999999999999999999",
          "253402300799",
          "253402300800",
          "\\u0065",
          "\\ud800",
          "\\udc00",
          "\\ud83d\\ude00",
          "\\u0000",
          "\\u202e",
          "\ufeff",
          "\u00e9",
          "\u200b",
          "\ud83d\ude00",
          "\"exp\":1,",
          "\"alg\":\"none\",",
          "\"crit\":[],",
          "\"kid\":null,",
          "[[[[[[[[[[[[",
          "{\"a\":",
          "]]]]]]]]]]]]");

  private final Random random = new Random(7519);

  @Test
  void bothReadingsAgreeOnEveryMutation() {
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
      for (int steps = random.nextInt(2); steps >= 0; steps--) {
        input = mutated(input);
      }
      try {
        accepted += TwoReadings.judge(input);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("round " + round + ": " + new String(input, ISO_8859_1), e);
      }
    }

    // Neither reading may win by refusing everything. An input is good as one of three at most.
    assertTrue(accepted > ROUNDS / 20 && accepted < ROUNDS, "accepted: " + accepted);
  }

  @Test
  void everySeedIsGood() {
    for (String seed : SEEDS) {
      assertTrue(TwoReadings.judge(seed.getBytes(UTF_8)) > 0 || seed.contains("-0"), seed);
    }
    assertEquals(8, SEEDS.size());
  }

  private byte[] mutated(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + 1 + random.nextInt(8));
    byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8);
    byte[] any = {(byte) random.nextInt(256)};
    return switch (random.nextInt(7)) {
      case 0 -> spliced(input, at, at, word);
      case 1 -> spliced(input, at, to, word);
      case 2 -> spliced(input, at, at, any);
      case 3 -> spliced(input, at, Math.min(input.length, at + 1), any);
      case 4 -> spliced(input, at, to, new byte[0]);
      case 5 -> spliced(input, at, at, Arrays.copyOfRange(input, at, to));
      default -> {
        int from = random.nextInt(input.length + 1);
        byte[] piece =
            Arrays.copyOfRange(input, from, Math.min(input.length, from + random.nextInt(30)));
        yield spliced(input, at, at, piece);
      }
    };
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
    byte[] output = Arrays.copyOf(input, input.length - (to - from) + piece.length);
    System.arraycopy(piece, 0, output, from, piece.length);
    System.arraycopy(input, to, output, from + piece.length, input.length - to);
    return output;
  }
}
