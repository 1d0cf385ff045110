// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What became of a text: its object, or why there is none. */
record Reading(String verdict, Object value) {
  static final Reading MALFORMED = new Reading("MALFORMED", "");
  static final Reading LIMIT = new Reading("LIMIT", "");

  static Reading accepted(Object value) {
    return new Reading("ACCEPTED", value);
  }

  /** As a token's header or payload. */
  static Reading of(String text) {
    return of(text.getBytes(UTF_8), JsonLimits.TOKEN);
  }

  static Reading of(byte[] text, JsonLimits limits) {
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
