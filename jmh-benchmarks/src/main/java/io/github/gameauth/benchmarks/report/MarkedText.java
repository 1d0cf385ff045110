// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for tables: {@code <!-- table: cold-17 -->}, what stands there now, {@code
 * <!-- end -->}.
 */
public final class MarkedText {
  private static final Pattern PLACE =
      Pattern.compile("(<!-- table: ([a-z0-9-]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private final String text;

  /** Over a text with places in it, or none. */
  public MarkedText(String text) {
    this.text = text;
  }

  /** The text with {@code tables} in their places; a place whose table is not there stays. */
  public String with(Map<String, String> tables) {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      String name = places.group(2);
      String whole =
          tables.containsKey(name)
              ? places.group(1) + "\n" + tables.get(name) + "\n" + places.group(3)
              : places.group();
      places.appendReplacement(filled, Matcher.quoteReplacement(whole));
    }
    return places.appendTail(filled).toString();
  }

  /** Which tables it has places for. */
  public Set<String> places() {
    Set<String> names = new TreeSet<>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      names.add(places.group(2));
    }
    return names;
  }
}
