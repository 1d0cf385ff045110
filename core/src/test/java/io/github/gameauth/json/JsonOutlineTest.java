// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the outline's own; that it passes the same texts, {@link Reading} sees to everywhere. */
final class JsonOutlineTest {
  private static JsonObject outlineOf(String text) throws JsonRejectedException {
    return new JsonOutline(JsonLimits.TOKEN).read(text.getBytes(UTF_8));
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void makesValuesWhenTheyAreAskedForAndAnewEachTime() throws JsonRejectedException {
    JsonObject object = outlineOf("{\"sub\":\"p-1\",\"o\":{\"l\":[1,\"x\"]},\"n\":null}");

    assertEquals("p-1", object.get("sub"));
    assertEquals(Map.of("l", List.of(1L, "x")), object.get("o"));
    assertNotSame(object.get("o"), object.get("o"));
    assertTrue(object.containsKey("n"));
    assertNull(object.get("n"));
    assertNull(object.get("absent"));
    assertNull(object.get(null));
  }

  @Test
  void tellsAMemberThatIsNullFromOneThatSaysSomething() throws JsonRejectedException {
    JsonObject object = outlineOf("{\"a\":null,\"b\":\"null\",\"c\":false}");

    assertFalse(object.has("a"));
    assertTrue(object.has("b"));
    assertTrue(object.has("c"));
    assertFalse(object.has("d"));
  }

  @Test
  void readsDatesWithoutMakingAnything() throws JsonRejectedException {
    JsonObject object =
        outlineOf(
            "{\"exp\":1893499800,\"iat\":1.8e9,\"nbf\":0,\"s\":\"12\",\"big\":1234567890123456789}");

    assertEquals(1893499800L, object.whole("exp"));
    for (String other : List.of("iat", "nbf", "s", "big", "absent")) {
      assertEquals(-1, object.whole(other), other);
    }
    assertEquals(0L, object.get("nbf"));
    assertEquals(1234567890123456789L, object.get("big"));
  }

  @Test
  void usesTheNamesThatAreKnownBeforehand() throws JsonRejectedException {
    List<String> names =
        new ArrayList<>(outlineOf("{\"iss\":1,\"entitlements\":2,\"entitlementz\":3}").keySet());

    assertEquals(List.of("iss", "entitlements", "entitlementz"), names);
    assertSame("iss", names.get(0));
    assertSame("entitlements", names.get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 18, 33, 100})
  void findsTwoOfANameAmongManyInAnInnerObject(int count) {
    String text = members(count);
    assertEquals("ACCEPTED", Reading.of("{\"a\":[" + text + "],\"m0\":" + text + "}").verdict());
    for (int twice : new int[] {0, count / 2, count - 1}) {
      String again = text.replace("}", ",\"m" + twice + "\":0}");
      assertEquals(Reading.MALFORMED, Reading.of("{\"a\":" + again + "}"));
      String escaped = text.replace("}", ",\"\\u006d" + twice + "\":0}");
      assertEquals(Reading.MALFORMED, Reading.of("{\"a\":" + escaped + "}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"abcdefgh1\":1,\"abcdefgh2\":2}",
        "{\"a\":{\"abcdefgh1\":1,\"abcdefgh2\":2}}",
        "{\"\":1,\"\\u0000\":2}",
        "{\"a\":{\"e\":1,\"\u00e9\":2,\"e\u0301\":3}}"
      })
  void takesNamesThatBeginAlikeForSeveral(String text) {
    assertEquals("ACCEPTED", Reading.of(text).verdict());
  }

  @Test
  void keepsNothingOfATextThatItRefused() throws JsonRejectedException {
    JsonOutline outline = new JsonOutline(JsonLimits.TOKEN);
    for (String broken : List.of("{\"a\":1,\"b\":{\"c\":2,", "{\"a\":1,\"a\":2}", "{\"b\":[[[")) {
      try {
        outline.read(broken.getBytes(UTF_8));
      } catch (JsonRejectedException expected) {
        assertEquals(Map.of("a", 1L), outline.read("{\"a\":1}".getBytes(UTF_8)), broken);
        continue;
      }
      throw new AssertionError("accepted: " + broken);
    }
  }
}
