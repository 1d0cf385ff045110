// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What became of a text: its object, or why there is none. */
record Reading(String verdict, Object value) {
  static final Reading MALFORMED = new Reading("MALFORMED", "");
  static final Reading LIMIT = new Reading("LIMIT", "");

  private static final JsonOutline REUSED = new JsonOutline(JsonLimits.TOKEN);

  static Reading accepted(Object value) {
    return new Reading("ACCEPTED", value);
  }

  /** As a token's header or payload. */
  static Reading of(String text) {
    return of(text.getBytes(UTF_8), JsonLimits.TOKEN);
  }

  /** Both readers' reading, which must be the same. */
  static Reading of(byte[] text, JsonLimits limits) {
    Reading whole = whole(text, limits);
    assertEquals(whole, outlined(text, limits), "the outline of the same text");
    return whole;
  }

  /** One outline for all texts, as there is when it is used again and again. */
  private static synchronized Reading outlined(byte[] text, JsonLimits limits) {
    try {
      JsonOutline outline = limits.equals(JsonLimits.TOKEN) ? REUSED : new JsonOutline(limits);
      return accepted(outline.read(text));
    } catch (JsonRejectedException e) {
      return e.isLimit() ? LIMIT : MALFORMED;
    }
  }

  private static Reading whole(byte[] text, JsonLimits limits) {
    try {
      return accepted(StrictJson.read(text, 0, text.length, limits));
    } catch (JsonRejectedException e) {
      return e.isLimit() ? LIMIT : MALFORMED;
    }
  }

  /** The value of the member {@code "a"}, whose text is {@code value}. */
  static Object valueOf(String value) {
    return of("{\"a\":" + value + "}").member("a");
  }

  private Object member(String name) {
    return value instanceof JsonObject object ? object.get(name) : verdict;
  }
}
