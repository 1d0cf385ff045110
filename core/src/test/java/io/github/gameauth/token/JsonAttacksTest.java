// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks through JSON, numbered as in the attack catalogue, in header and payload of tokens that
 * are really signed.
 */
final class JsonAttacksTest {
  private static final TestIssuer ISSUER = TestIssuer.create();
  private static final TestKey KEY = ISSUER.key();
  private static final Door DOOR = Door.with(KEY.forVerification());

  @Nested
  @DisplayName("E. JSON")
  class Json {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"alg\":\"RS256\",\"alg\":\"RS256\"",
          "\"alg\":\"RS256\",\"alg\":\"none\"",
          "\"alg\":\"none\",\"alg\":\"RS256\"",
          "\"alg\":\"RS256\",\"kid\":\"a\",\"kid\":\"b\"",
          "\"alg\":\"RS256\",\"crit\":[\"x\"],\"crit\":[]",
          "\"alg\":\"RS256\",\"\\u0061lg\":\"none\"",
          "\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"kty\":\"oct\"}",
        })
    @DisplayName("E1: a member twice in the header")
    void memberTwiceInTheHeaderIsMalformed(String members) {
      DOOR.refuses(Reason.MALFORMED, token().rawHeader("{" + members + "}").signed());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"exp\":1,\"exp\":4102444800",
          "\"exp\":4102444800,\"\\u0065xp\":1",
          "\"sub\":\"p-1\",\"sub\":\"p-1\"",
          "\"sub\":\"p-1\",\"s\\u0075b\":\"p-2\"",
          "\"iss\":\"a\",\"iss\":\"b\"",
          "\"aud\":\"a\",\"aud\":[\"b\"]",
          "\"\":1,\"\":2",
          "\"a\":{\"b\":{\"c\":1,\"c\":2}}",
          "\"a\":[[{\"c\":1,\"\\u0063\":1}]]",
        })
    @DisplayName("E1: a claim twice, at any depth and in any spelling")
    void claimTwiceIsMalformed(String members) {
      DOOR.refuses(Reason.MALFORMED, payload("{" + members + "}"));
    }

    @Test
    @DisplayName("E1: the same name in two objects is no duplicate; nor is the seventeenth member")
    void sameNameInTwoObjectsIsLetIn() {
      DOOR.letsIn(payload("{\"a\":{\"x\":1},\"b\":{\"x\":1},\"c\":[{\"x\":1},{\"x\":1}]}"));
      DOOR.letsIn(payload(members(40)));
      DOOR.refuses(Reason.MALFORMED, payload(members(40).replace("\"m39\"", "\"m3\"")));
      DOOR.refuses(Reason.MALFORMED, payload(members(40).replace("\"m39\"", "\"m38\"")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}x",
          "{}{}",
          "{},",
          "{}]",
          "{}\u0000",
          "/**/{}",
          "{}//",
          "{'a':1}",
          "{a:1}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":-Infinity}",
          "{\"a\":01}",
          "{\"a\":-01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":5.}",
          "{\"a\":1e}",
          "{\"a\":0x1}",
          "{\"a\":-}",
          "{\"a\":1,}",
          "{,}",
          "{\"a\":[1,]}",
          "{\"a\":[,]}",
          "{\"a\" 1}",
          "{\"a\":}",
          "{\"a\":1 \"b\":2}",
          "{\"a\":tru}",
          "{\"a\":True}",
          "{\"a\":nul}",
          "{\"a\":undefined}",
          "{\"a\":\"\\ud800\"}",
          "{\"a\":\"\\udc00\"}",
          "{\"a\":\"\\ud800\\ud800\"}",
          "{\"a\":\"\\udc00\\ud800\"}",
          "{\"a\":\"\\udc00\\udc00\"}",
          "{\"a\":\"\\ud800x\"}",
          "{\"a\":\"\\x41\"}",
          "{\"a\":\"\\u12\"}",
          "{\"a\":\"\\u00g0\"}",
          "{\"a\":\"\\'\"}",
          "{\"a\":\"\n\"}",
          "{\"a\":\"\t\"}",
          "{\"a\":\"\u0000\"}",
          "{\"a\":\"",
          "{\"a\"",
          "{",
          "\ufeff{}",
          "\u00a0{}",
          "{\u000b}",
          "{\f}",
          "{}\u2028",
          "{\"a\":1}}",
          "{\"a\":\"\\uff11\\uff12\u0661\"",
          "{\"a\":\"\\u\u0661\u0661\u0661\u0661\"}",
        })
    @DisplayName("E2: everything that a lenient parser takes")
    void lenientJsonIsMalformed(String json) {
      DOOR.refuses(Reason.MALFORMED, payload(json));
      // The same mistake in the header: behind its members where it stands inside an object.
      String header =
          json.startsWith("{\"")
              ? "{\"alg\":\"RS256\"," + json.substring(1)
              : json.replace("{", "{\"alg\":\"RS256\"");
      DOOR.refuses(Reason.MALFORMED, token().rawHeader(header).signed());
    }

    @Test
    @DisplayName("E2: white space and escapes that the grammar allows")
    void strictJsonIsLetIn() {
      Claims claims =
          DOOR.letsIn(
              payload(
                  " \t\r\n{ \"a\" : [ ] , \"b\" : { } , \"c\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00\" }\n"));

      assertEquals(Optional.of("\"\\/\b\f\n\r\t\ud83d\ude00"), claims.text("c"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "80", "bf", "c0af", "c080", "c1bf", "e08080", "e0809f", "eda080", "edbfbf", "f08080af",
          "f4908080", "f5808080", "fe", "ff", "c3", "e282", "f09f98", "c328", "e228a1",
              "fc8080808080"
        })
    @DisplayName("E3: bytes that are no exact UTF-8")
    void inexactUtf8IsMalformed(String bytes) {
      byte[] wrong = HexFormat.of().parseHex(bytes);

      DOOR.refuses(Reason.MALFORMED, payload(around("{\"sub\":\"a", wrong, "b\"}")));
      DOOR.refuses(Reason.MALFORMED, payload(around("{\"a", wrong, "\":1}")));
      DOOR.refuses(Reason.MALFORMED, payload(around("{\"a\":\"\\n", wrong, "\"}")));
      DOOR.refuses(Reason.MALFORMED, payload(around("{}", wrong, "")));
    }

    @Test
    @DisplayName("E3: UTF-16 and UTF-32, with and without a mark")
    void otherEncodingsAreMalformed() {
      for (Charset charset :
          List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"))) {
        for (String mark : List.of("", "\ufeff")) {
          DOOR.refuses(Reason.MALFORMED, payload((mark + "{\"sub\":\"p-1\"}").getBytes(charset)));
        }
      }
    }

    @Test
    @DisplayName("E4: nested as deep as allowed, one deeper, thousands deep")
    void deepNestingIsOverALimit() {
      DOOR.letsIn(payload("{\"a\":" + nested(15) + "}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"a\":" + nested(16) + "}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"a\":" + nested(2_500) + "}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"a\":" + "[".repeat(5_000)));
      DOOR.refuses(Reason.LIMIT, payload("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)));
      DOOR.refuses(
          Reason.LIMIT,
          token().rawHeader("{\"alg\":\"RS256\",\"a\":" + nested(1_900) + "}").signed());
      Door wide = DOOR.within(new TokenLimits(64 * 1024, 32 * 1024));
      wide.refuses(Reason.LIMIT, payload("{\"a\":" + nested(20_000) + "}"));
      wide.refuses(Reason.LIMIT, payload("{\"a\":" + "[".repeat(1_000_000)));
      wide.refuses(
          Reason.LIMIT,
          token().rawHeader("{\"alg\":\"RS256\",\"a\":" + nested(15_000) + "}").signed());
    }

    @Test
    @DisplayName("E5: numbers of thousands of digits, of huge and tiny exponents")
    void monstrousNumbersAreOverALimit() {
      for (String number :
          List.of(
              "9".repeat(5_000),
              "0." + "9".repeat(5_000),
              "1e400",
              "1e-400",
              "-1e400",
              "1e309",
              "1E+309",
              "1e99999999999999999999",
              "1".repeat(41))) {
        DOOR.refuses(Reason.LIMIT, payload("{\"exp\":" + number + "}"));
        DOOR.refuses(Reason.LIMIT, payload("{\"a\":[" + number + "]}"));
      }
      DOOR.letsIn(payload("{\"a\":1e308,\"b\":1e-308,\"c\":" + "1".repeat(40) + "}"));
    }

    @Test
    @DisplayName("E5: minus zero is not zero, and no time")
    void minusZeroStaysWhatItIs() {
      for (String zero : List.of("-0", "-0.0", "-0e5")) {
        assertEquals(Optional.of(-0.0), DOOR.letsIn(payload("{\"a\":" + zero + "}")).value("a"));
        DOOR.refusesClaim("exp", payload("{\"exp\":" + zero + "}"));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[]", "[{}]", "\"a\"", "\"{}\"", "1", "null", "true", "", " ", "foo", "{}{}"})
    @DisplayName("E6: header or payload is no object")
    void textThatIsNoObjectIsMalformed(String json) {
      DOOR.refuses(Reason.MALFORMED, payload(json));
      DOOR.refuses(Reason.MALFORMED, token().rawHeader(json).signed());
    }

    @Test
    @DisplayName("E6: an empty payload object says nothing, an empty header names no algorithm")
    void emptyObjectSaysNothing() {
      assertEquals(Map.of(), DOOR.letsIn(payload("{}")).asMap());
      DOOR.refuses(Reason.HEADER, token().rawHeader("{}").signed());
    }

    @Test
    @DisplayName("E7: names that mean something elsewhere stay data")
    void namesAreData() {
      Claims claims =
          DOOR.letsIn(
              payload("{\"__proto__\":{\"admin\":true},\"constructor\":1,\"\":2,\"class\":3}"));

      assertEquals(4, claims.asMap().size());
      assertEquals(Optional.of(2L), claims.number(""));
      assertEquals(Optional.empty(), claims.flag("admin"));
    }

    @Test
    @DisplayName("E7: names of 256 and 257 characters, 256 and 257 members, colliding names")
    void namesAndMembersAreCounted() {
      DOOR.letsIn(payload("{\"" + "n".repeat(256) + "\":1}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"" + "n".repeat(257) + "\":1}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"" + "n".repeat(64 * 1024) + "\":1}"));
      DOOR.letsIn(payload(members(256)));
      DOOR.refuses(Reason.LIMIT, payload(members(257)));
      DOOR.letsIn(payload("{\"a\":[" + "1,".repeat(254) + "1]}"));
      DOOR.refuses(Reason.LIMIT, payload("{\"a\":[" + "1,".repeat(255) + "1]}"));
      DOOR.refuses(Reason.LIMIT, payload(members(100_000)));
      assertEquals(256, DOOR.letsIn(payload(collidingMembers())).asMap().size());
    }

    @Test
    @DisplayName("E8: type hints are data")
    void typeHintsAreData() {
      Claims claims =
          DOOR.letsIn(
              payload(
                  "{\"@class\":\"java.net.URL\",\"@type\":\"x\",\"a\":[\"java.io.File\",{\"path\":\"/\"}]}"));

      assertEquals(Optional.of("java.net.URL"), claims.text("@class"));
      assertEquals(List.of("java.io.File", Map.of("path", "/")), claims.asMap().get("a"));
    }

    private static String nested(int depth) {
      return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String members(int count) {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < count; i++) {
        json.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":1");
      }
      return json.append('}').toString();
    }

    /** 256 names of one hash code: each of eight places holds Aa or BB. */
    private static String collidingMembers() {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < 256; i++) {
        json.append(i == 0 ? "\"" : ",\"");
        for (int place = 0; place < 8; place++) {
          json.append((i >> place & 1) == 0 ? "Aa" : "BB");
        }
        json.append("\":1");
      }
      return json.append('}').toString();
    }

    private static byte[] around(String before, byte[] bytes, String after) {
      byte[] first = before.getBytes(UTF_8);
      byte[] last = after.getBytes(UTF_8);
      byte[] whole = new byte[first.length + bytes.length + last.length];
      System.arraycopy(first, 0, whole, 0, first.length);
      System.arraycopy(bytes, 0, whole, first.length, bytes.length);
      System.arraycopy(last, 0, whole, first.length + bytes.length, last.length);
      return whole;
    }
  }

  private static TestToken token() {
    return ISSUER.token();
  }

  private static String payload(String json) {
    return payload(json.getBytes(UTF_8));
  }

  private static String payload(byte[] json) {
    return token().rawPayload(json).signed();
  }
}
