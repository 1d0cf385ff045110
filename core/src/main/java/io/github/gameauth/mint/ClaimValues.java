// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the values of claims into plain maps, lists, texts, longs, doubles and booleans, and
 * refuses what two readers could understand in two ways, or one of them not at all. No complaint
 * shows a value.
 */
final class ClaimValues {
  /** Beyond it, readers with doubles for numbers read another number (RFC 8259 §6). */
  static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 8;
  private static final int MAX_MEMBERS = 200;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_NAME = 255;

  private final String claim;
  private int members;

  private ClaimValues(String claim) {
    this.claim = claim;
  }

  /**
   * A copy that nobody can change.
   *
   * @throws IllegalArgumentException if the value cannot stand in a token
   */
  static Object copyOf(String claim, @Nullable Object value) {
    return new ClaimValues(claim).copy(value, 1);
  }

  private Object copy(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused("nested deeper than " + MAX_DEPTH, "an acyclic value of less depth");
    }
    if (++members > MAX_MEMBERS) {
      throw refused("more than " + MAX_MEMBERS + " values", "fewer");
    }
    if (value instanceof String text) {
      return wellFormed(text, MAX_TEXT);
    }
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      return integer(((Number) value).longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      // By way of the text, so that 0.1f becomes 0.1 and not its neighbour.
      return finite(Double.parseDouble(value.toString()));
    }
    if (value instanceof Map<?, ?> object) {
      return object(object, depth);
    }
    if (value instanceof Collection<?> array) {
      List<Object> copy = new ArrayList<>();
      for (Object element : array) {
        copy.add(copy(element, depth + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    throw refused(
        value == null ? "null" : "of type " + value.getClass().getName(),
        "text, boolean, int, long, double, a map or a collection");
  }

  private Map<String, Object> object(Map<?, ?> object, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      if (!(member.getKey() instanceof String name)) {
        throw refused("a member's name that is no text", "text");
      }
      copy.put(wellFormed(name, MAX_NAME), copy(member.getValue(), depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }

  private Long integer(long value) {
    if (value < -MAX_INTEGER || value > MAX_INTEGER) {
      throw refused("an integer of more than 53 bits", "a smaller one, or its digits as text");
    }
    return value;
  }

  private Double finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw refused("NaN or infinite", "a number");
    }
    return value;
  }

  private String wellFormed(String text, int longest) {
    if (text.length() > longest) {
      throw refused("a text of " + text.length() + " characters", "at most " + longest);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw refused("half a surrogate pair", "whole characters");
        }
        i++;
      }
    }
    return text;
  }

  private IllegalArgumentException refused(String what, String expected) {
    return new IllegalArgumentException(
        "claim " + claim + ": " + what + " (expected: " + expected + ")");
  }
}
