// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks a whole JSON text by the rules of {@link StrictJson}, and makes nothing of it but the
 * names of the outermost members and where their values begin. The values are made when somebody
 * asks for them; most claims of most tokens are never asked for.
 *
 * <p>One text after the other, by one thread at a time: it notes numbers alone, in an array that is
 * used again, so nothing of a text stays behind.
 */
public final class JsonOutline {
  /** In smaller objects every name is compared with every other; beyond, they are hashed. */
  private static final int FEW = 16;

  // What is noted of a member: its name's mark, where the name begins, where it ends (complemented
  // if it is not plain), and where the value begins.
  private static final int START = 1;
  private static final int END = 2;
  private static final int VALUE = 3;
  private static final int NOTES = 4;

  private static final int NOT_SHORT = -1;

  private final JsonLimits limits;
  private int membersLeft;

  /** The members of all objects now open, the innermost last. */
  private int[] notes = new int[2 * FEW * NOTES];

  private int noted;

  private int shortLength;

  /** Whether the string read last spells each character by itself: no escape, ASCII alone. */
  private boolean plain;

  /** An outline of texts within {@code limits}. */
  public JsonOutline(JsonLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks the object that {@code text} holds. The same texts pass as by {@link StrictJson#read}.
   *
   * @param text must not change any more: the answer reads its values out of it
   * @throws JsonRejectedException if it holds anything else, or more than the limits allow
   */
  public JsonObject read(byte[] text) throws JsonRejectedException {
    membersLeft = limits.members();
    noted = 0;
    int at = skipSpace(text, 0);
    if (at == text.length || text[at] != '{') {
      throw JsonRejectedException.malformed();
    }
    at = members(text, at + 1, 1);
    if (skipSpace(text, at) != text.length) {
      throw JsonRejectedException.malformed();
    }
    return outline(text);
  }

  private JsonObject outline(byte[] text) throws JsonRejectedException {
    int size = noted / NOTES;
    String[] names = new String[size];
    int[] values = new int[size];
    long bits = 0;
    for (int i = 0; i < size; i++) {
      int member = i * NOTES;
      String name = nameAt(text, notes[member + START], notes[member + END]);
      names[i] = name;
      values[i] = notes[member + VALUE];
      bits |= JsonObject.bit(name);
    }
    return new JsonObject(names, bits, new JsonValues.Written(text, values, limits));
  }

  // Each of the following reads from `at` and tells where what it read has ended.

  private int object(byte[] text, int at, int depth) throws JsonRejectedException {
    int outside = noted;
    int after = members(text, at, depth);
    noted = outside;
    return after;
  }

  private int members(byte[] text, int at, int depth) throws JsonRejectedException {
    limits.requireDepth(depth);
    at = skipSpace(text, at);
    if (at < text.length && text[at] == '}') {
      return at + 1;
    }
    int first = noted;
    Set<String> many = null;
    long marks = 0; // a bit for each mark so far; all, as soon as one name is not plain
    while (true) {
      if (at >= text.length || text[at] != '"') {
        throw JsonRejectedException.malformed();
      }
      countMember();
      int start = at + 1;
      int mark = shortName(text, start);
      int end;
      if (mark != NOT_SHORT) {
        end = start + shortLength;
        at = end + 1;
      } else {
        at = string(text, start);
        end = plain ? at - 1 : ~(at - 1);
        requireShort(text, start, end);
        mark = plain ? mark(KnownNames.word(text, start, end - start), end - start) : 0;
      }
      if (noted - first >= FEW * NOTES) {
        many = many == null ? names(text, first) : many;
        if (!many.add(nameAt(text, start, end))) {
          throw JsonRejectedException.malformed();
        }
      } else {
        long bit = 1L << mark;
        if (end < 0 || (marks & bit) != 0) {
          requireNew(text, first, mark, start, end);
        }
        marks |= end < 0 ? -1L : bit;
      }
      at = skipSpace(text, at);
      if (at >= text.length || text[at] != ':') {
        throw JsonRejectedException.malformed();
      }
      at = skipSpace(text, at + 1);
      note(mark, start, end, at);
      at = skipSpace(text, value(text, at, depth));
      if (at >= text.length || text[at] != ',') {
        return closed(text, at, '}');
      }
      at = skipSpace(text, at + 1);
    }
  }

  private int array(byte[] text, int at, int depth) throws JsonRejectedException {
    limits.requireDepth(depth);
    at = skipSpace(text, at);
    if (at < text.length && text[at] == ']') {
      return at + 1;
    }
    while (true) {
      countMember();
      at = skipSpace(text, value(text, at, depth));
      if (at >= text.length || text[at] != ',') {
        return closed(text, at, ']');
      }
      at = skipSpace(text, at + 1);
    }
  }

  private int value(byte[] text, int at, int depth) throws JsonRejectedException {
    if (at >= text.length) {
      throw JsonRejectedException.malformed();
    }
    byte first = text[at];
    if (first == '"') {
      return string(text, at + 1);
    }
    return switch (first) {
      case '{' -> object(text, at + 1, depth + 1);
      case '[' -> array(text, at + 1, depth + 1);
      case 't' -> word(text, at, "true");
      case 'f' -> word(text, at, "false");
      case 'n' -> word(text, at, "null");
      default -> number(text, at);
    };
  }

  private int word(byte[] text, int at, String word) throws JsonRejectedException {
    JsonText rest = textFrom(text, at + 1);
    rest.requireRest(word);
    return rest.position();
  }

  private int number(byte[] text, int at) throws JsonRejectedException {
    int after = JsonText.endOfWhole(text, at, text.length);
    if (after >= 0) {
      return after;
    }
    JsonText rest = textFrom(text, at + 1);
    rest.number(text[at] & 0xff);
    return rest.position();
  }

  /** The string after its opening quote; its characters end a byte before what is returned. */
  private int string(byte[] text, int start) throws JsonRejectedException {
    int at = JsonText.endOfPlain(text, start, text.length);
    plain = at < text.length && text[at] == '"';
    if (plain) {
      return at + 1;
    }
    JsonText rest = textFrom(text, start);
    rest.string();
    return rest.position();
  }

  private static int closed(byte[] text, int at, char bracket) throws JsonRejectedException {
    if (at >= text.length || text[at] != bracket) {
      throw JsonRejectedException.malformed();
    }
    return at + 1;
  }

  private static int skipSpace(byte[] text, int at) {
    return at < text.length && text[at] > ' ' ? at : JsonText.skipSpace(text, at, text.length);
  }

  private JsonText textFrom(byte[] text, int at) {
    return new JsonText(text, at, text.length, limits.nameLength());
  }

  // Names.

  /**
   * The mark of a plain name of up to seven characters, as nearly all are, and its length in {@link
   * #shortLength}; {@link #NOT_SHORT} if it is another.
   */
  private int shortName(byte[] text, int start) {
    if (start > text.length - Long.BYTES) {
      return NOT_SHORT;
    }
    long word = KnownNames.word(text, start, Long.BYTES);
    long special = JsonText.notPlain(word);
    int length = Long.numberOfTrailingZeros(special) >> 3;
    if (special == 0 || text[start + length] != '"') {
      return NOT_SHORT;
    }
    shortLength = length;
    return mark(word & ~(-1L << (8 * length)), length);
  }

  /** Equal for equal plain names, and seldom for others. */
  private static int mark(long word, int length) {
    return (int) (((word + length) * 0x9e37_79b9_7f4a_7c15L) >>> 40);
  }

  private void requireNew(byte[] text, int first, int mark, int start, int end)
      throws JsonRejectedException {
    for (int i = first; i < noted; i += NOTES) {
      if ((notes[i] == mark || end < 0 || notes[i + END] < 0)
          && isSame(text, notes[i + START], notes[i + END], start, end)) {
        throw JsonRejectedException.malformed();
      }
    }
  }

  /**
   * Names that are not plain are spelled in several ways; bytes do not tell whether two are one.
   */
  private boolean isSame(byte[] text, int oneStart, int oneEnd, int otherStart, int otherEnd)
      throws JsonRejectedException {
    if (oneEnd < 0 || otherEnd < 0) {
      return nameAt(text, oneStart, oneEnd).equals(nameAt(text, otherStart, otherEnd));
    }
    return Arrays.equals(text, oneStart, oneEnd, text, otherStart, otherEnd);
  }

  private Set<String> names(byte[] text, int first) throws JsonRejectedException {
    Set<String> names = new HashSet<>();
    for (int i = first; i < noted; i += NOTES) {
      names.add(nameAt(text, notes[i + START], notes[i + END]));
    }
    return names;
  }

  private String nameAt(byte[] text, int start, int end) throws JsonRejectedException {
    if (end < 0) {
      return textFrom(text, start).string();
    }
    String known = KnownNames.find(text, start, end);
    return known != null ? known : new String(text, start, end - start, ISO_8859_1);
  }

  private void requireShort(byte[] text, int start, int end) throws JsonRejectedException {
    int bytes = (end < 0 ? ~end : end) - start;
    // A name has no more characters than bytes.
    if (bytes > limits.nameLength() && nameAt(text, start, end).length() > limits.nameLength()) {
      throw JsonRejectedException.limit();
    }
  }

  private void note(int mark, int start, int end, int value) {
    if (noted == notes.length) {
      notes = Arrays.copyOf(notes, 2 * noted);
    }
    notes[noted] = mark;
    notes[noted + START] = start;
    notes[noted + END] = end;
    notes[noted + VALUE] = value;
    noted += NOTES;
  }

  private void countMember() throws JsonRejectedException {
    if (--membersLeft < 0) {
      throw JsonRejectedException.limit();
    }
  }
}
