// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.benchmarks.report.Charts;
import io.github.gameauth.benchmarks.report.MarkedText;
import io.github.gameauth.benchmarks.report.Results;
import io.github.gameauth.benchmarks.report.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of it all? Makes tables and charts of the files that {@code measure.sh} left, and puts
 * them where the README has places for them.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Report
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Report \
 *     results=jmh-benchmarks/target/results readme= charts=
 * }</pre>
 */
public final class Report {
  private Report() {}

  /**
   * Reads, prints and writes.
   *
   * @param arguments {@code results=} a directory with one of results for each JDK, named by its
   *     feature number; {@code readme=} the text to fill in, {@code charts=} where charts go, each
   *     by default those of this module, and none if nothing follows; {@code chart=} whose results
   *     are drawn, the newest JDK's by default
   */
  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    Path results = Path.of(options.text("results", "jmh-benchmarks/target/results"));
    Map<String, String> tables = new LinkedHashMap<>();
    Map<String, Results> byJdk = new LinkedHashMap<>();
    for (Path directory : directories(results)) {
      String jdk = directory.getFileName().toString();
      byJdk.put(jdk, Results.in(directory));
      tables.putAll(Sections.of(jdk, byJdk.get(jdk)));
    }
    tables.forEach((name, table) -> System.out.println("## " + name + "\n\n" + table));
    String readme = options.text("readme", "jmh-benchmarks/README.md");
    if (!readme.isEmpty()) {
      fill(Path.of(readme), tables);
    }
    String charts = options.text("charts", "jmh-benchmarks/charts");
    String drawn = options.text("chart", byJdk.keySet().stream().reduce("", (a, b) -> b));
    if (!charts.isEmpty() && byJdk.containsKey(drawn)) {
      draw(Path.of(charts), drawn, byJdk.get(drawn));
    }
  }

  private static List<Path> directories(Path results) throws IOException {
    try (Stream<Path> all = Files.list(results)) {
      return all.filter(Files::isDirectory)
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .sorted(Comparator.comparing(path -> Integer.valueOf(path.getFileName().toString())))
          .toList();
    }
  }

  private static void fill(Path readme, Map<String, String> tables) throws IOException {
    MarkedText text = new MarkedText(Files.readString(readme, UTF_8));
    Files.writeString(readme, text.with(tables), UTF_8);
    List<String> missing = new ArrayList<>(text.places());
    missing.removeAll(tables.keySet());
    if (!missing.isEmpty()) {
      System.err.println("Left as they were, since nothing was measured: " + missing);
    }
  }

  private static void draw(Path charts, String jdk, Results results) throws IOException {
    Files.createDirectories(charts);
    write(charts.resolve("cold.svg"), Charts.cold(jdk, results).orElse(""));
    write(charts.resolve("keysets.svg"), Charts.keySets(jdk, results).orElse(""));
  }

  private static void write(Path file, String chart) throws IOException {
    if (!chart.isEmpty()) {
      Files.writeString(file, chart, UTF_8);
    }
  }
}
