// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command line of {@code name=value}. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  private Options() {}

  static Options of(String... arguments) {
    Options options = new Options();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("argument: " + argument + " (expected: name=value)");
      }
      options.values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return options;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    @Nullable String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + ": none (expected: " + name + "=…)");
    }
    return value;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
  }

  /** Those that are named, separated by commas, or all there are. */
  <E extends Enum<E>> E[] several(String name, Class<E> type) {
    E[] all = type.getEnumConstants();
    if (!has(name)) {
      return all;
    }
    return Arrays.stream(text(name).split(",", -1))
        .map(each -> Enum.valueOf(type, each))
        .toArray(length -> Arrays.copyOf(all, length));
  }
}
