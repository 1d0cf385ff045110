// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ReportTest {
  private final Results results = read();
  private final Map<String, String> tables = Sections.of("17", results);

  private static Results read() {
    try {
      return Results.in(Path.of(ReportTest.class.getResource("/results/17").toURI()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void coldTableStandsInOrderOfCostWithoutHits() {
    String expected =
        """
        |  | µs | beside the bare signature | nimbus takes | bytes allocated |
        |---|---|---|---|---|
        | bare `Signature.verify` | 40.0 | 1.00 | 2.00 times as long | 6,100 |
        | vertx-auth-jwt | 44.0 | 1.10 ± 0.02 | 1.82 times as long | 18,000 |
        | **GameAuth** | 50.0 | 1.25 ± 0.01 | 1.60 times as long | 9,000 |
        | nimbus-jose-jwt | 80.0 | 2.00 ± 0.03 | 1.00 times as long | 37,000 |
        """;

    assertEquals(expected, tables.get("cold-17"));
  }

  @Test
  void hitTableStandsBesideTheDigest() {
    String expected =
        """
        |  | µs | beside SHA-256 | bytes allocated |
        |---|---|---|---|
        | SHA-256 of the same bytes | 0.80 | 1.00 | 0 |
        | **GameAuth, remembered, bytes in** | 0.90 | 1.13 ± 0.02 | 0 |
        """;

    assertEquals(expected, tables.get("hit-17"));
  }

  @Test
  void jmhTableNamesWhatVariesAndClaimsNoErrorThatNobodyKnows() {
    String expected =
        """
        | benchmark | refusal | time | bytes allocated |
        |---|---|---|---|
        | `RejectionBenchmark.reject` | EXPIRED | 2.50 ± 0.25 µs | 4,200 |
        | `RejectionBenchmark.reject` | ALG_NONE | 0.50 µs | – |
        """;

    assertEquals(expected, tables.get("rejections-17"));
  }

  @Test
  void keySetTableLeavesOutWhatWasNotAsked() {
    String table = tables.get("keysets-17");

    assertTrue(table.contains("| flood of random kids: fetches in 10 s | 2 | 100 |"), table);
    assertTrue(table.contains("| key withdrawn: still accepted for | 8.0 s | – |"), table);
  }

  @Test
  void whatWasNotMeasuredMakesNoTable() {
    assertFalse(tables.containsKey("mint-17"));
    assertFalse(tables.containsKey("cold-17-corretto"));
  }

  @Test
  void coldChartHasABarForEveryoneAsLongAsItTook() throws Exception {
    List<Element> bars = bars(Charts.cold("17", results).orElseThrow(), "bar0", "our0");

    double[] lengths = bars.stream().mapToDouble(ReportTest::length).toArray();

    assertEquals(4, lengths.length);
    assertEquals("our0", bars.get(2).getAttribute("class"));
    assertEquals(44.0 / 40.0, lengths[1] / lengths[0], 0.01);
    assertEquals(80.0 / 40.0, lengths[3] / lengths[0], 0.01);
  }

  @Test
  void keySetChartEscapesNamesAndDrawsEveryAnswer() throws Exception {
    List<Element> bars = bars(Charts.keySets("17", results).orElseThrow(), "bar0", "our0");

    assertEquals(3, bars.size());
    assertEquals(50.0, length(bars.get(1)) / length(bars.get(0)), 1.0);
  }

  private static double length(Element bar) {
    return Double.parseDouble(bar.getAttribute("width"));
  }

  private static List<Element> bars(String svg, String... classes) throws Exception {
    NodeList rectangles =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
            .getElementsByTagName("rect");
    List<Element> bars = new ArrayList<>();
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (List.of(classes).contains(rectangle.getAttribute("class"))) {
        bars.add(rectangle);
      }
    }
    return bars;
  }

  @Test
  void tableGoesToItsPlaceAndOtherPlacesStay() {
    String before =
        """
        a
        <!-- table: cold-17 -->
        old
        <!-- end -->
        b
        <!-- table: mint-17 -->
        kept
        <!-- end -->
        """;

    String after = new MarkedText(before).with(Map.of("cold-17", "| $1 |\n"));

    assertEquals(before.replace("old\n", "\n| $1 |\n\n"), after);
    assertEquals(after, new MarkedText(after).with(Map.of("cold-17", "| $1 |\n")));
  }
}
