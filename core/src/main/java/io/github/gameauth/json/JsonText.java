// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/** The letters of a JSON text: white space, names, strings and numbers (RFC 8259 §2, §6, §7). */
final class JsonText {
  /** Longer numbers mean nothing that a claim or a key could say. */
  private static final int MAX_NUMBER_LENGTH = 40;

  /** Larger exponents leave the range of every number that a claim may hold. */
  private static final int MAX_EXPONENT = 308;

  /** Every number of so many digits fits a {@code long}. */
  private static final int LONG_DIGITS = 18;

  private static final int END = -1;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = EACH << 7;
  private static final long SPACES = EACH * ' ';
  private static final long QUOTES = EACH * '"';
  private static final long BACKSLASHES = EACH * '\\';

  private final byte[] source;
  private final int end;
  private final int nameLength;
  private int at;

  JsonText(byte[] source, int start, int end, int nameLength) {
    this.source = source;
    this.at = start;
    this.end = end;
    this.nameLength = nameLength;
  }

  /** Where the next byte that is not white space stands, or {@code end}. */
  static int skipSpace(byte[] source, int at, int end) {
    while (at < end) {
      byte next = source[at];
      if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
        return at;
      }
      at++;
    }
    return end;
  }

  /**
   * Where the first byte stands that is not a character of its own within a string: a quote, a
   * backslash, a control or part of a letter beyond ASCII; or {@code end}. Eight at a time.
   */
  static int endOfPlain(byte[] source, int at, int end) {
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long found = notPlain((long) WORDS.get(source, at));
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < end && source[at] >= ' ' && source[at] != '"' && source[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * The high bit of each byte of {@code word} that is no such character; the lowest is surely
   * right, and those above it may come of a borrow.
   */
  static long notPlain(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    return ((((word - SPACES) | (quote - EACH) | (backslash - EACH)) & ~word) | word) & HIGH_BITS;
  }

  /**
   * Where the positive whole number ends that begins at {@code at}, or -1 if something else begins
   * there, or one of more digits than every {@code long} has: dates and levels are such numbers.
   */
  static int endOfWhole(byte[] source, int at, int end) {
    int next = at;
    if (source[at] == '0') {
      return -1;
    }
    while (next < end && source[next] >= '0' && source[next] <= '9') {
      next++;
    }
    boolean goesOn = next < end && (source[next] == '.' || (source[next] | 0x20) == 'e');
    return goesOn || next == at || next - at > LONG_DIGITS ? -1 : next;
  }

  /** What such digits say. */
  static long whole(byte[] source, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + (source[i] - '0');
    }
    return value;
  }

  /** How far it was read. */
  int position() {
    return at;
  }

  /** The next byte that is not white space, read; below zero at the end. */
  int nextToken() {
    at = skipSpace(source, at, end);
    return at < end ? source[at++] & 0xff : END;
  }

  void requireEnd() throws JsonRejectedException {
    if (nextToken() != END) {
      throw JsonRejectedException.malformed();
    }
  }

  /** Reads what is left of {@code word}, whose first letter was the last token. */
  void requireRest(String word) throws JsonRejectedException {
    for (int i = 1; i < word.length(); i++) {
      if (at >= end || source[at++] != word.charAt(i)) {
        throw JsonRejectedException.malformed();
      }
    }
  }

  /** The member name whose opening quote was the last token. */
  String name() throws JsonRejectedException {
    int start = at;
    int close = start;
    while (close < end && source[close] >= 'A') { // letters and the underscore, as in most names
      close++;
    }
    if (close < end && source[close] == '"') {
      String known = KnownNames.find(source, start, close);
      if (known != null) {
        at = close + 1;
        return known;
      }
    }
    String name = string();
    if (name.length() > nameLength) {
      throw JsonRejectedException.limit();
    }
    return name;
  }

  /** The string whose opening quote was the last token. */
  String string() throws JsonRejectedException {
    int start = at;
    boolean ascii = true;
    at = endOfPlain(source, at, end);
    while (at < end) {
      int next = source[at];
      if (next == '"') {
        return new String(source, start, at++ - start, ascii ? ISO_8859_1 : UTF_8);
      }
      if (next == '\\') {
        return escapedString(start);
      }
      if (next >= 0x20) {
        at++;
      } else if (next >= 0) {
        throw JsonRejectedException.malformed();
      } else {
        ascii = false;
        at = Utf8.endOfCharacter(source, at, end);
      }
    }
    throw JsonRejectedException.malformed();
  }

  /** The same string from its first escape on; the bytes before it are checked already. */
  private String escapedString(int start) throws JsonRejectedException {
    StringBuilder string = new StringBuilder(new String(source, start, at - start, UTF_8));
    while (at < end) {
      int next = source[at];
      if (next == '"') {
        at++;
        return string.toString();
      }
      if (next == '\\') {
        at++;
        escape(string);
      } else if (next >= 0x20) {
        string.append((char) next);
        at++;
      } else if (next >= 0) {
        throw JsonRejectedException.malformed();
      } else {
        int after = Utf8.endOfCharacter(source, at, end);
        string.append(new String(source, at, after - at, UTF_8));
        at = after;
      }
    }
    throw JsonRejectedException.malformed();
  }

  private void escape(StringBuilder string) throws JsonRejectedException {
    int letter = at < end ? source[at++] : END;
    switch (letter) {
      case '"', '\\', '/' -> string.append((char) letter);
      case 'b' -> string.append('\b');
      case 'f' -> string.append('\f');
      case 'n' -> string.append('\n');
      case 'r' -> string.append('\r');
      case 't' -> string.append('\t');
      case 'u' -> unicodeEscape(string);
      default -> throw JsonRejectedException.malformed();
    }
  }

  /** One unit, or the two of a pair: half a pair is no character, and readers disagree about it. */
  private void unicodeEscape(StringBuilder string) throws JsonRejectedException {
    char unit = fourHexDigits();
    string.append(unit);
    if (!Character.isSurrogate(unit)) {
      return;
    }
    if (Character.isLowSurrogate(unit)
        || end - at < 6
        || source[at] != '\\'
        || source[at + 1] != 'u') {
      throw JsonRejectedException.malformed();
    }
    at += 2;
    char low = fourHexDigits();
    if (!Character.isLowSurrogate(low)) {
      throw JsonRejectedException.malformed();
    }
    string.append(low);
  }

  private char fourHexDigits() throws JsonRejectedException {
    if (end - at < 4) {
      throw JsonRejectedException.malformed();
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int letter = source[at++];
      // Character.digit alone would take the digits of other scripts; bytes below zero are none.
      int digit = letter < 0 ? -1 : Character.digit(letter, 16);
      if (digit < 0) {
        throw JsonRejectedException.malformed();
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /**
   * The number that began with {@code first}: a {@link Long} where it is an integer that fits, a
   * {@link Double} for a negative zero, which no integer can tell from zero, else a {@link
   * BigDecimal}.
   */
  Object number(int first) throws JsonRejectedException {
    int start = at - 1;
    boolean negative = first == '-';
    if (negative) {
      first = at < end ? source[at++] : END;
    }
    if (first < '0' || first > '9') {
      throw JsonRejectedException.malformed();
    }
    if (first == '0' && isDigitNext()) {
      throw JsonRejectedException.malformed();
    }
    int integerStart = at - 1;
    skipDigits();
    int integerEnd = at;
    boolean integer = true;
    if (at < end && source[at] == '.') {
      integer = false;
      at++;
      requireDigits();
    }
    if (at < end && (source[at] | 0x20) == 'e') {
      integer = false;
      at++;
      if (at < end && (source[at] == '+' || source[at] == '-')) {
        at++;
      }
      int exponentStart = at;
      requireDigits();
      requireExponent(exponentStart);
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw JsonRejectedException.limit();
    }
    if (integer && integerEnd - integerStart <= LONG_DIGITS) {
      long value = whole(source, integerStart, integerEnd);
      return value == 0 && negative ? (Object) (-0.0) : (Object) (negative ? -value : value);
    }
    return decimal(
        new BigDecimal(new String(source, start, at - start, ISO_8859_1)), integer, negative);
  }

  private static Object decimal(BigDecimal value, boolean integer, boolean negative) {
    if (negative && value.signum() == 0) {
      return -0.0;
    }
    return integer && value.precision() <= 19 && fitsLong(value)
        ? (Object) value.longValue()
        : value;
  }

  private static boolean fitsLong(BigDecimal integer) {
    return integer.toBigInteger().bitLength() < Long.SIZE;
  }

  private void requireExponent(int start) throws JsonRejectedException {
    int exponent = 0;
    for (int i = start; i < at; i++) {
      exponent = exponent * 10 + (source[i] - '0');
      if (exponent > MAX_EXPONENT) {
        throw JsonRejectedException.limit();
      }
    }
  }

  private void requireDigits() throws JsonRejectedException {
    if (!isDigitNext()) {
      throw JsonRejectedException.malformed();
    }
    skipDigits();
  }

  private void skipDigits() {
    while (isDigitNext()) {
      at++;
    }
  }

  private boolean isDigitNext() {
    return at < end && source[at] >= '0' && source[at] <= '9';
  }
}
