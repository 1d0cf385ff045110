// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {
  private static JsonObject object(String text) {
    return (JsonObject) Reading.of(text).value();
  }

  @Test
  void isAnOrdinaryMap() {
    JsonObject object = object("{\"b\":1,\"a\":null}");
    Map<String, Object> same = new HashMap<>();
    same.put("a", null);
    same.put("b", 1L);

    assertEquals(same, object);
    assertEquals(object, same);
    assertEquals(same.hashCode(), object.hashCode());
    assertEquals(2, object.size());
    assertTrue(object.containsKey("a"));
    assertNull(object.get("a"));
    assertFalse(object.containsKey("c"));
    assertNull(object.get("c"));
    assertNull(object.get(null));
  }

  @Test
  void endsItsIterationProperly() {
    Iterator<?> entries = object("{\"a\":1}").entrySet().iterator();
    entries.next();

    assertFalse(entries.hasNext());
    assertThrows(NoSuchElementException.class, entries::next);
  }

  @Test
  void cannotBeChangedAtAnyDepth() { // K12
    JsonObject object = object("{\"a\":{\"b\":[1]},\"c\":[],\"d\":[{\"e\":1}]}");

    List<Runnable> changes =
        List.of(
            () -> object.put("a", 1L),
            () -> object.put("x", 1L),
            () -> object.remove("a"),
            object::clear,
            () -> object.keySet().remove("a"),
            () -> object.values().clear(),
            () -> object.entrySet().iterator().next().setValue(1L),
            () -> ((Map<?, ?>) object.get("a")).clear(),
            () -> ((List<?>) ((Map<?, ?>) object.get("a")).get("b")).remove(0),
            () -> add(object.get("c")),
            () -> add(object.get("d")),
            () -> ((Map<?, ?>) ((List<?>) object.get("d")).get(0)).remove("e"));

    changes.forEach(change -> assertThrows(UnsupportedOperationException.class, change::run));
    assertEquals(object("{\"a\":{\"b\":[1]},\"c\":[],\"d\":[{\"e\":1}]}"), object);
  }

  @SuppressWarnings("unchecked") // the list holds what we put there: nothing
  private static void add(Object list) {
    ((List<Object>) list).add(1L);
  }

  @Test
  void isMadeOfAMapInItsOrder() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("z", 1L);
    members.put("a", null);

    JsonObject object = JsonObject.of(members);
    members.clear();

    assertEquals(List.of("z", "a"), new ArrayList<>(object.keySet()));
    assertEquals(Arrays.asList(1L, null), new ArrayList<>(object.values()));
  }

  @Nested
  @DisplayName("read isolating faults")
  class IsolatingFaults {
    private static JsonObject read(String text) throws JsonRejectedException {
      return StrictJson.readIsolatingFaults(text.getBytes(UTF_8), JsonLimits.DOCUMENT);
    }

    @Test
    void replacesAnInnerObjectThatNamesAMemberTwice() throws JsonRejectedException {
      JsonObject set =
          read(
              "{\"keys\":[{\"kid\":\"a\"},{\"kid\":\"b\",\"n\":1,\"kid\":\"c\"},{\"kid\":\"d\"}]}");

      List<?> keys = (List<?>) set.get("keys");
      assertEquals(Map.of("kid", "a"), keys.get(0));
      assertInstanceOf(FaultyObject.class, keys.get(1));
      assertEquals(Map.of("kid", "d"), keys.get(2));
      assertEquals("FaultyObject(duplicate member)", keys.get(1).toString());
    }

    @Test
    void blamesTheObjectThatIsAtFaultAndNotTheOneAround() throws JsonRejectedException {
      Map<?, ?> outer = (Map<?, ?>) read("{\"a\":{\"x\":{\"n\":1,\"n\":2},\"y\":1}}").get("a");

      assertInstanceOf(FaultyObject.class, outer.get("x"));
      assertEquals(1L, outer.get("y"));
    }

    @Test
    void refusesTheTextIfTheOutermostObjectIsAtFault() {
      assertThrows(JsonRejectedException.class, () -> read("{\"keys\":[],\"keys\":[{}]}"));
    }

    @Test
    void refusesEveryOtherFaultAllTheSame() {
      assertThrows(JsonRejectedException.class, () -> read("{\"keys\":[{\"n\":1,\"n\":}]}"));
      assertThrows(JsonRejectedException.class, () -> read("{\"keys\":[{\"n\":1,\"n\":2]}"));
      assertThrows(JsonRejectedException.class, () -> read("{\"keys\":[{\"n\":1,\"n\":01}]}"));
      assertThrows(JsonRejectedException.class, () -> read("{\"keys\":[{\"n\":1,\"n\":2}]} x"));
    }

    @Test
    void countsWhatItLeavesOut() {
      String members = "\"n\":0,".repeat(20_000);

      JsonRejectedException refusal =
          assertThrows(JsonRejectedException.class, () -> read("{\"a\":{" + members + "\"n\":0}}"));

      assertTrue(refusal.isLimit());
    }
  }

  @Test
  void isRefusedWithoutStackTraceAndWithoutTheText() { // N1, N5
    byte[] text = "{\"sub\":\"player-4711\",}".getBytes(UTF_8);

    JsonRejectedException refusal =
        assertThrows(
            JsonRejectedException.class,
            () -> StrictJson.read(text, 0, text.length, JsonLimits.TOKEN));

    assertEquals(0, refusal.getStackTrace().length);
    assertFalse(refusal.toString().contains("4711"));
  }
}
