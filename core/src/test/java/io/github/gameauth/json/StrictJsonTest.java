// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static io.github.gameauth.json.Reading.LIMIT;
import static io.github.gameauth.json.Reading.MALFORMED;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  private static final String BOM = "\ufeff";

  private static String nested(int depth, String open, String close) {
    return open.repeat(depth) + close.repeat(depth);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Reading documentOf(byte[] text) {
    return Reading.of(text, JsonLimits.TOKEN);
  }

  @Test
  void readsAnObjectInTheOrderOfItsText() {
    Reading reading =
        Reading.of("\t{ \"z\" : \"x\" ,\r\n\"b\":[1,true,null,{}],\"a\":{\"c\":false}}\n ");

    Map<?, ?> object = (Map<?, ?>) reading.value();
    assertEquals(List.of("z", "b", "a"), new ArrayList<>(object.keySet()));
    assertEquals("x", object.get("z"));
    assertEquals(Arrays.asList(1L, true, null, Map.of()), object.get("b"));
    assertEquals(Map.of("c", false), object.get("a"));
  }

  @Test
  void readsItsPartOfTheBytesAndNothingBeside() throws JsonRejectedException {
    byte[] bytes = "]]{\"a\":1}}}".getBytes(UTF_8);

    assertEquals(Map.of("a", 1L), StrictJson.read(bytes, 2, 7, JsonLimits.TOKEN));
    for (int length = 0; length < 7; length++) {
      int cut = length;
      assertThrows(
          JsonRejectedException.class, () -> StrictJson.read(bytes, 2, cut, JsonLimits.TOKEN));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"\\u00e9\\ud83d\\ude00\",\"n\":[-1.5e-3,true,false,null]}",
        "{\"s\":\"\u00e9\u20ac\ud83d\ude00\\n\\\\\"}"
      })
  void refusesEveryTextThatIsCutShort(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(MALFORMED, documentOf(Arrays.copyOf(bytes, length)), "after " + length);
    }
    assertEquals("ACCEPTED", documentOf(bytes).verdict());
  }

  @Nested
  @DisplayName("E1: duplicate members")
  class Duplicates {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"exp\":1,\"exp\":1}",
          "{\"exp\":1,\"a\":{},\"exp\":null}",
          "{\"exp\":1,\"\\u0065xp\":2}",
          "{\"\\u0065xp\":1,\"exp\":2}",
          "{\"a\":{\"\\u0065xp\":1,\"b\":0,\"exp\":2}}",
          "{\"\\u0065xp\":1,\"e\\u0078p\":2}",
          "{\"\":1,\"\":2}",
          "{\"a\":{\"exp\":1,\"exp\":2}}",
          "{\"a\":[[{\"x\":{\"exp\":1,\"exp\":2}}]]}",
          "{\"\\ud83d\\ude00\":1,\"\ud83d\ude00\":2}",
          "{\"/\":1,\"\\/\":2}"
        })
    void refusesThemAtEveryDepthAndInEverySpelling(String text) {
      assertEquals(MALFORMED, Reading.of(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18, 33, 200})
    void findsThemAmongManyMembers(int count) {
      String text = members(count);
      for (int twice : new int[] {0, count / 2, count - 1}) {
        assertEquals(MALFORMED, Reading.of(text.replace("}", ",\"m" + twice + "\":0}")));
      }
      assertEquals("ACCEPTED", Reading.of(text.replace("}", ",\"M0\":0}")).verdict());
    }

    @Test
    void allowsOneNameInSeveralObjectsAndNamesThatOnlyLookAlike() {
      assertEquals("ACCEPTED", Reading.of("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}").verdict());
      assertEquals("ACCEPTED", Reading.of("{\"exp\":1,\"Exp\":1,\"exp \":1}").verdict());
      assertEquals("ACCEPTED", Reading.of("{\"\u00e9\":1,\"e\u0301\":1}").verdict());
    }
  }

  @Nested
  @DisplayName("E2: what lenient parsers let pass")
  class Leniency {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}{}",
          "{} {}",
          "{}x",
          "{},",
          "{}\u0000",
          "{}]",
          "{}}",
          "x{}",
          ",{}",
          "{}//",
          "/**/{}",
          "{/**/}",
          "{#\n}",
          "{'a':1}",
          "{a:1}",
          "{\"a\":'b'}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":-Infinity}",
          "{\"a\":undefined}",
          "{\"a\":True}",
          "{\"a\":TRUE}",
          "{\"a\":tru}",
          "{\"a\":truee}",
          "{\"a\":nul}",
          "{\"a\":nulll}",
          "{\"a\":fals}",
          "{\"a\":0x10}",
          "{\"a\":1,}",
          "{,\"a\":1}",
          "{\"a\":1,,\"b\":2}",
          "{\"a\":1;\"b\":2}",
          "{\"a\":1 \"b\":2}",
          "{\"a\":[1,]}",
          "{\"a\":[,1]}",
          "{\"a\":[1 2]}",
          "{\"a\":[}",
          "{\"a\":[1}",
          "{\"a\":{]}",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\" 1}",
          "{\"a\"=1}",
          "{\"a\"::1}",
          "{:1}",
          "{1:1}",
          "{null:1}",
          "{true:1}",
          "{[]:1}",
          "{\"a\":\"b\"\"c\"}",
          "{\"a\":\"b\"+\"c\"}",
          "\u00a0{}",
          "{\u00a0}",
          "{}\u2028",
          "{\u000b}",
          "{\f}"
        })
    void isRefused(String text) {
      assertEquals(MALFORMED, Reading.of(text));
    }

    @Test
    void refusesByteOrderMarks() {
      assertEquals(MALFORMED, Reading.of(BOM + "{}"));
      assertEquals(MALFORMED, Reading.of("{}" + BOM));
      assertEquals(MALFORMED, Reading.of("{" + BOM + "}"));
    }

    @Test
    void keepsByteOrderMarkInsideStringAsData() {
      assertEquals(BOM, Reading.valueOf("\"" + BOM + "\""));
    }

    @Test
    void refusesControlCharactersInStrings() {
      for (char c = 0; c < 0x20; c++) {
        assertEquals(MALFORMED, Reading.of("{\"a\":\"x" + c + "\"}"), "value with " + (int) c);
        assertEquals(MALFORMED, Reading.of("{\"a\":\"\\n" + c + "\"}"), "escaped with " + (int) c);
        assertEquals(MALFORMED, Reading.of("{\"a" + c + "\":1}"), "name with " + (int) c);
      }
      assertEquals("\u007f", Reading.valueOf("\"\u007f\""));
    }

    @Test
    void takesFourCharactersForWhiteSpaceAndNoOther() {
      for (char c = 0; c < 0x100; c++) {
        boolean white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        assertEquals(
            white ? "ACCEPTED" : "MALFORMED",
            Reading.of("{" + c + "}").verdict(),
            "with " + (int) c);
      }
    }
  }

  @Nested
  @DisplayName("E2: escapes")
  class Escapes {
    @Test
    void readsEveryEscape() {
      assertEquals(
          "\"\\/\b\f\n\r\t\u00e9\u0000",
          Reading.valueOf("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\u0000\""));
      assertEquals("x\ud83d\ude00y", Reading.valueOf("\"x\\ud83d\\uDE00y\""));
      assertEquals("\u00e9\nx\ud83d\ude00\t", Reading.valueOf("\"\u00e9\\nx\ud83d\ude00\\t\""));
      assertEquals("\udbff\udfff", Reading.valueOf("\"\\udbff\\udfff\""));
      assertEquals("\ud7ff\ue000\uffff", Reading.valueOf("\"\\ud7ff\\ue000\\uffff\""));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\\x41",
          "\\0",
          "\\'",
          "\\a",
          "\\v",
          "\\N",
          "\\U0041",
          "\\",
          "\\u",
          "\\u0",
          "\\u00e",
          "\\u00g0",
          "\\u 041",
          "\\u+041",
          "\\u-041",
          "\\u0x41",
          "\\u{41}",
          "\\uuuu",
          "\\u\u0660\u0660\u0664\u0661",
          "\\u\uff10\uff10\uff14\uff11",
          "\\u004\u0661"
        })
    void refusesEveryOther(String escape) {
      assertEquals(MALFORMED, Reading.of("{\"a\":\"" + escape + "\"}"));
      assertEquals(MALFORMED, Reading.of("{\"" + escape + "\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\\ud800",
          "\\udbff",
          "\\udc00",
          "\\udfff",
          "\\ud83dx",
          "\\ud83d\\n",
          "\\ud83d\\u0041",
          "\\ud83d\\ud83d",
          "\\ude00\\ud83d",
          "\\ud83d\\ud83d\\ude00",
          "\\ud83d\ud83d\ude00",
          "\\ud83d\\ude0",
          "\\ud83d\\",
          "\\ud83d\\u",
          "\\ud83dude00",
          "\\ud83d\\xde00"
        })
    void refusesHalfACharacter(String escape) {
      assertEquals(MALFORMED, Reading.of("{\"a\":\"" + escape + "\"}"));
      assertEquals(MALFORMED, Reading.of("{\"" + escape + "\":1}"));
    }
  }

  @Nested
  @DisplayName("E3: encodings")
  class Encodings {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void refusesEveryEncodingButUtf8(String charset) {
      assertEquals(MALFORMED, documentOf("{\"a\":1}".getBytes(Charset.forName(charset))));
      assertEquals(MALFORMED, documentOf("{}".getBytes(Charset.forName(charset))));
      assertEquals(MALFORMED, documentOf((BOM + "{}").getBytes(Charset.forName(charset))));
    }

    @Test
    void refusesStringsInOtherEncodings() {
      assertEquals(MALFORMED, documentOf(around("\u00e9".getBytes(UTF_16BE))));
      assertEquals(MALFORMED, documentOf(around("\u00e9".getBytes(UTF_16LE))));
      assertEquals(MALFORMED, documentOf(around((byte) 0xe9)));
    }

    static byte[] around(byte... string) {
      byte[] text = Arrays.copyOf("{\"a\":\"".getBytes(UTF_8), 6 + string.length + 2);
      System.arraycopy(string, 0, text, 6, string.length);
      text[text.length - 2] = '"';
      text[text.length - 1] = '}';
      return text;
    }
  }

  @Nested
  @DisplayName("E4 and E7: depth and count")
  class Limits {
    @Test
    void readsSixteenLevelsAndNotOneMore() {
      String deepest = nested(15, "[", "]");

      assertEquals("ACCEPTED", Reading.of("{\"a\":" + deepest + "}").verdict());
      assertEquals(LIMIT, Reading.of("{\"a\":[" + deepest + "]}"));
      assertEquals(LIMIT, Reading.of("{\"a\":{\"a\":" + deepest + "}}"));
      assertEquals(
          "ACCEPTED",
          Reading.of("{\"a\":" + "{\"a\":".repeat(14) + "{}" + "}".repeat(15)).verdict());
      assertEquals(LIMIT, Reading.of("{\"a\":" + "{\"a\":".repeat(15) + "{}" + "}".repeat(16)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 1_000_000})
    void refusesDeepNestsWithoutFollowingThem(int depth) {
      assertEquals(LIMIT, Reading.of("{\"a\":" + nested(depth, "[", "]") + "}"));
      assertEquals(LIMIT, Reading.of("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)));
      assertEquals(LIMIT, Reading.of("{\"a\":" + "[{\"a\":".repeat(depth)));
      assertEquals(MALFORMED, Reading.of(nested(depth, "[", "]")));
    }

    @Test
    void counts256MembersAndElementsInTheWholeText() {
      assertEquals("ACCEPTED", Reading.of(members(256)).verdict());
      assertEquals(LIMIT, Reading.of(members(257)));
      String elements = "[" + "0,".repeat(254) + "0]";
      assertEquals("ACCEPTED", Reading.of("{\"a\":" + elements + "}").verdict());
      assertEquals(LIMIT, Reading.of("{\"a\":" + elements + ",\"b\":0}"));
      assertEquals(LIMIT, Reading.of("{\"a\":[" + elements + "]}"));
      assertEquals(LIMIT, Reading.of("{\"a\":[" + "{},".repeat(255) + "{}]}"));
    }

    @Test
    void refusesCrowdsOfMembers() {
      assertEquals(LIMIT, Reading.of(members(100_000)));
      assertEquals(LIMIT, Reading.of("{\"a\":[" + "0,".repeat(1_000_000) + "0]}"));
    }

    @Test
    void refusesLongNames() {
      assertEquals("ACCEPTED", Reading.of("{\"" + "n".repeat(256) + "\":1}").verdict());
      assertEquals(LIMIT, Reading.of("{\"" + "n".repeat(257) + "\":1}"));
      assertEquals(LIMIT, Reading.of("{\"" + "\\n".repeat(257) + "\":1}"));
      assertEquals(LIMIT, Reading.of("{\"" + "n".repeat(65_536) + "\":1}"));
    }

    @Test
    void keepsStrangeNamesAsData() {
      Reading reading = Reading.of("{\"__proto__\":{\"admin\":true},\"\":1,\"constructor\":2}");

      assertEquals(
          Map.of("__proto__", Map.of("admin", true), "", 1L, "constructor", 2L), reading.value());
    }

    @Test
    void keepsNamesApartWhoseHashesCollide() {
      List<String> names = List.of("");
      for (int i = 0; i < 7; i++) {
        names = names.stream().flatMap(name -> List.of(name + "Aa", name + "BB").stream()).toList();
      }
      assertEquals(1, names.stream().mapToInt(String::hashCode).distinct().count());

      Reading reading =
          Reading.of(
              names.stream()
                  .map(name -> "\"" + name + "\":\"" + name + "\"")
                  .collect(Collectors.joining(",", "{", "}")));

      Map<?, ?> object = (Map<?, ?>) reading.value();
      assertEquals(128, object.size());
      names.forEach(name -> assertEquals(name, object.get(name)));
    }
  }

  @Nested
  @DisplayName("E6 and E8: other values")
  class OtherValues {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "", " ", "[]", "[{}]", "\"{}\"", "\"\"", "1", "-1", "0", "null", "true", "false"
        })
    void refusesWhatIsNoObject(String text) {
      assertEquals(MALFORMED, Reading.of(text));
    }

    @Test
    void readsTheEmptyObject() {
      assertEquals(Reading.accepted(Map.of()), Reading.of("{}"));
    }

    @Test
    void takesTypeHintsForData() {
      assertEquals(
          Reading.accepted(Map.of("@class", "java.net.URL", "val", List.of("java.net.URL", "x"))),
          Reading.of("{\"@class\":\"java.net.URL\",\"val\":[\"java.net.URL\",\"x\"]}"));
    }
  }
}
