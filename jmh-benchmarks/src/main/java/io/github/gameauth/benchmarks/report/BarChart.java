// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Panels of bars as an SVG that can be read on white and on black, without any script. */
final class BarChart {
  private static final int WIDTH = 860;
  private static final int MARGIN = 16;
  private static final int GAP = 28;
  private static final int HEAD = 64;
  private static final int PANEL_HEAD = 46;
  private static final int LETTER = 7;
  private static final String STYLE =
      """
      text { font: 13px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328 }
      .title { font-size: 18px; font-weight: 600 }
      .panel { font-weight: 600 }
      .hint { fill: #59636e; font-size: 12px }
      .us { font-weight: 700 }
      .bar0 { fill: #8c959f } .bar1 { fill: #c3cad1 }
      .our0 { fill: #0969da } .our1 { fill: #54aeff }
      .axis { stroke: #8c959f }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .hint { fill: #9198a1 }
        .bar0 { fill: #7d8590 } .bar1 { fill: #484f58 }
        .our0 { fill: #4493f8 } .our1 { fill: #1f6feb }
      }
      """;

  private final StringBuilder svg = new StringBuilder();
  private final String title;
  private final String hint;
  private final List<String> series;

  /** One under these words; the names of series are shown if there are several. */
  BarChart(String title, String hint, List<String> series) {
    this.title = title;
    this.hint = hint;
    this.series = series;
  }

  /** The panels in rows of {@code columns}. */
  String svg(List<Panel> panels, int columns) {
    svg.setLength(0);
    int width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
    int y = HEAD + (series.size() > 1 ? 24 : 0);
    StringBuilder drawn = new StringBuilder();
    for (int first = 0; first < panels.size(); first += columns) {
      List<Panel> row = panels.subList(first, Math.min(panels.size(), first + columns));
      int tallest = 0;
      for (int i = 0; i < row.size(); i++) {
        draw(row.get(i), MARGIN + i * (width + GAP), y, width);
        tallest = Math.max(tallest, height(row.get(i)));
      }
      y += tallest + GAP;
    }
    drawn.append(svg);
    svg.setLength(0);
    head(y);
    return svg.append(drawn).append("</svg>\n").toString();
  }

  private void head(int height) {
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n"
            .formatted(WIDTH, height, WIDTH, height));
    svg.append("<title>").append(escaped(title)).append("</title>\n");
    svg.append("<style>\n").append(STYLE).append("</style>\n");
    text(MARGIN, 30, "title", title);
    text(MARGIN, 52, "hint", hint);
    if (series.size() > 1) {
      int x = MARGIN;
      for (int i = 0; i < series.size(); i++) {
        rect("our" + i, x, 62, 12, 12);
        rect("bar" + i, x + 14, 62, 12, 12);
        text(x + 32, 73, "", series.get(i));
        x += 56 + series.get(i).length() * LETTER;
      }
    }
  }

  private void draw(Panel panel, int x, int top, int width) {
    text(x, top + 14, "panel", panel.title());
    text(x, top + 32, "hint", panel.hint());
    int labels = 20 + LETTER * longestText(panel.rows().stream().map(Panel.Row::label).toList());
    int values =
        8
            + LETTER
                * longestText(
                    panel.rows().stream()
                        .flatMap(row -> row.bars().stream())
                        .map(Panel.Bar::text)
                        .toList());
    int left = x + labels;
    double scale = (width - labels - values) / panel.longest();
    int y = top + PANEL_HEAD;
    for (Panel.Row row : panel.rows()) {
      int height = rowHeight(row);
      text(x, y + height / 2 + 2, row.isOurs() ? "us" : "", row.label());
      for (Panel.Bar bar : row.bars()) {
        double length = Math.max(bar.value() * scale, 1);
        rect((row.isOurs() ? "our" : "bar") + bar.series(), left, y + 1, length, 13);
        text(left + length + 5, y + 12, row.isOurs() ? "us" : "", bar.text());
        y += 15;
      }
      y += height - 15 * row.bars().size();
    }
    svg.append(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n"
            .formatted(left, top + PANEL_HEAD - 4, left, y));
  }

  private static int longestText(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static int rowHeight(Panel.Row row) {
    return 15 * row.bars().size() + 8;
  }

  private static int height(Panel panel) {
    return PANEL_HEAD + panel.rows().stream().mapToInt(BarChart::rowHeight).sum();
  }

  private void rect(String style, double x, double y, double width, double height) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>%n",
            style,
            x,
            y,
            width,
            height));
  }

  private void text(double x, double y, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            style,
            x,
            y,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
