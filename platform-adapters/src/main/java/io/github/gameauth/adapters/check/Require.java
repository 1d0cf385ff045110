// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.check;

import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of settings, with complaints of one shape. They never repeat a text that they refuse. */
public final class Require {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https://([a-z0-9]+(-+[a-z0-9]+)*\\.)+[a-z][a-z0-9]*(-+[a-z0-9]+)*"
              + "(/[A-Za-z0-9._~!$&'()*+,;=:@/-]*)?");

  private Require() {}

  /** 1 to {@code most} characters of printable ASCII without spaces. */
  public static String printable(String name, String value, int most) {
    if (!isPrintable(value, most)) {
      throw new IllegalArgumentException(
          name + ": " + seen(value) + " (expected: 1 to " + most + " printable, no spaces)");
    }
    return value;
  }

  /** Whether {@code value} has 1 to {@code most} characters, all printable ASCII, no spaces. */
  public static boolean isPrintable(String value, int most) {
    return !value.isEmpty()
        && value.length() <= most
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * A text of a certain form.
   *
   * @param expected the form in words
   */
  public static String matching(String name, String value, Pattern form, String expected) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + ": " + seen(value) + " (expected: " + expected + ")");
    }
    return value;
  }

  /**
   * An https address that can be asked: a host name in lower case and a path, without user, port,
   * query or fragment; up to 2048 characters.
   */
  public static String address(String name, String value) {
    if (value.length() > 2048) {
      throw new IllegalArgumentException(
          name + ": " + seen(value) + " (expected: up to 2048 characters)");
    }
    return matching(name, value, ADDRESS, "https://host/path, no port or query");
  }

  /** At least one text, at most {@code most}; each printable and of up to 255 characters. */
  public static List<String> printables(String name, List<String> values, int most) {
    requireCount(name, values, most);
    values.forEach(value -> printable(name, value, 255));
    return distinct(name, values);
  }

  /** At least one value and at most {@code most}, none of them twice. */
  public static <T> List<T> some(String name, List<T> values, int most) {
    requireCount(name, values, most);
    return distinct(name, values);
  }

  private static <T> List<T> distinct(String name, List<T> values) {
    Set<T> distinct = new LinkedHashSet<>(values);
    if (distinct.size() != values.size()) {
      throw new IllegalArgumentException(name + ": one of them twice (expected: each once)");
    }
    return List.copyOf(values);
  }

  private static void requireCount(String name, Collection<?> values, int most) {
    if (values.isEmpty() || values.size() > most) {
      throw new IllegalArgumentException(
          name + ": " + values.size() + " (expected: 1 to " + most + ")");
    }
  }

  /** A secret of {@code least} to {@code most} bytes, all printable ASCII without spaces. */
  public static Secret printable(String name, Secret value, int least, int most) {
    int length = value.length();
    if (length < least || length > most || !isPrintable(value.reveal(), most)) {
      throw new IllegalArgumentException(
          name + ": a secret (expected: " + least + " to " + most + " printable, no spaces)");
    }
    return value;
  }

  /** A span from {@code least} to {@code most}, both included. */
  public static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  /** A number from {@code least} to {@code most}, both included. */
  public static long between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  private static String seen(String value) {
    return value.isEmpty() ? "empty" : value.length() + " characters";
  }
}
