// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, a line at a time. */
public final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  /** One with these words above its columns. */
  Table(List<String> columns) {
    lines.add(List.copyOf(columns));
  }

  /** One with these words above its columns. */
  Table(String... columns) {
    this(List.of(columns));
  }

  Table line(List<String> cells) {
    if (cells.size() != lines.get(0).size()) {
      throw new IllegalArgumentException(
          "cells: " + cells.size() + " (expected: " + lines.get(0).size() + ")");
    }
    lines.add(List.copyOf(cells));
    return this;
  }

  Table line(String... cells) {
    return line(List.of(cells));
  }

  boolean isEmpty() {
    return lines.size() == 1;
  }

  /** What it looks like in a file. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(lines.get(0).size())).append("|\n");
      }
    }
    return text.toString();
  }
}
