// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object from UTF-8 bytes, in one pass, or refuses. Stricter than RFC 8259 asks of a
 * parser: no member may come twice in one object at any depth (RFC 8259 §4 leaves that open, and
 * two parsers then read two tokens), UTF-8 is exact, escapes form whole characters, nothing follows
 * the object, and depth, count and number size are limited before anything is built.
 *
 * <p>A reader of our own, because it stands in the way of a flood: it makes no exception with a
 * stack trace, guesses no encoding, and remembers no name that a stranger chose.
 */
public final class StrictJson {
  private final JsonLimits limits;
  private final boolean isolateFaults;
  private final JsonText text;
  private int membersLeft;

  private StrictJson(byte[] source, int offset, int length, JsonLimits limits, boolean isolate) {
    this.limits = limits;
    this.isolateFaults = isolate;
    this.text = new JsonText(source, offset, offset + length, limits.nameLength());
    this.membersLeft = limits.members();
  }

  /**
   * Reads the object that {@code length} bytes from {@code offset} hold.
   *
   * @throws JsonRejectedException if they hold anything else, or more than {@code limits} allow
   */
  public static JsonObject read(byte[] source, int offset, int length, JsonLimits limits)
      throws JsonRejectedException {
    return whole(new StrictJson(source, offset, length, limits, false));
  }

  /**
   * Reads like {@link #read}, but puts a {@link FaultyObject} where an inner object names a member
   * twice; twice in the outermost object still refuses the whole text.
   */
  public static JsonObject readIsolatingFaults(byte[] source, JsonLimits limits)
      throws JsonRejectedException {
    return whole(new StrictJson(source, 0, source.length, limits, true));
  }

  /** A value within an object that passed these limits before. */
  static @Nullable Object valueAt(byte[] source, int start, JsonLimits limits) {
    StrictJson reader = new StrictJson(source, start, source.length - start, limits, false);
    try {
      return reader.value(reader.text.nextToken(), 1);
    } catch (JsonRejectedException e) {
      throw new IllegalStateException("a text that was checked has changed", e);
    }
  }

  private static JsonObject whole(StrictJson reader) throws JsonRejectedException {
    if (reader.text.nextToken() != '{') {
      throw JsonRejectedException.malformed();
    }
    Object object = reader.object(1);
    reader.text.requireEnd();
    if (object instanceof JsonObject whole) {
      return whole;
    }
    throw JsonRejectedException.malformed();
  }

  /** The object whose opening brace was just read. */
  private Object object(int depth) throws JsonRejectedException {
    limits.requireDepth(depth);
    JsonObject.Builder members = new JsonObject.Builder();
    boolean faulty = false;
    int token = text.nextToken();
    if (token == '}') {
      return members.build();
    }
    while (true) {
      if (token != '"') {
        throw JsonRejectedException.malformed();
      }
      countMember();
      String name = text.name();
      if (!members.isNew(name)) {
        if (!isolateFaults) {
          throw JsonRejectedException.malformed();
        }
        faulty = true;
      }
      if (text.nextToken() != ':') {
        throw JsonRejectedException.malformed();
      }
      Object value = value(text.nextToken(), depth);
      if (!faulty) {
        members.add(name, value);
      }
      int separator = text.nextToken();
      if (separator == '}') {
        return faulty ? FaultyObject.DUPLICATE_MEMBER : members.build();
      }
      if (separator != ',') {
        throw JsonRejectedException.malformed();
      }
      token = text.nextToken();
    }
  }

  /** The array whose opening bracket was just read. */
  private List<@Nullable Object> array(int depth) throws JsonRejectedException {
    limits.requireDepth(depth);
    int token = text.nextToken();
    if (token == ']') {
      return Collections.emptyList();
    }
    List<@Nullable Object> elements = new ArrayList<>(4);
    while (true) {
      countMember();
      elements.add(value(token, depth));
      int separator = text.nextToken();
      if (separator == ']') {
        return Collections.unmodifiableList(elements);
      }
      if (separator != ',') {
        throw JsonRejectedException.malformed();
      }
      token = text.nextToken();
    }
  }

  private @Nullable Object value(int token, int depth) throws JsonRejectedException {
    return switch (token) {
      case '"' -> text.string();
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> text.number(token);
    };
  }

  private @Nullable Object word(String word, @Nullable Boolean value) throws JsonRejectedException {
    text.requireRest(word);
    return value;
  }

  private void countMember() throws JsonRejectedException {
    if (--membersLeft < 0) {
      throw JsonRejectedException.limit();
    }
  }
}
