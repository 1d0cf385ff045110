// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that one JDK's directory holds. */
public final class Results {
  private final List<ResultFile> files = new ArrayList<>();
  private final List<JmhLine> jmh = new ArrayList<>();

  private Results() {}

  /**
   * Reads every {@code .json} file there.
   *
   * @throws IOException if one cannot be read; half a report would look like a whole one
   */
  public static Results in(Path directory) throws IOException {
    Results results = new Results();
    List<Path> found;
    try (Stream<Path> paths = Files.list(directory)) {
      found = paths.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
    for (Path path : found) {
      JsonNode root = ResultFile.JSON.readTree(path.toFile());
      if (root.isArray()) {
        results.jmh.addAll(JmhLine.in(root));
      } else {
        results.files.add(ResultFile.JSON.treeToValue(root, ResultFile.class));
      }
    }
    return results;
  }

  /** Where and when, if our own programs measured anything. */
  Optional<String> circumstances() {
    return files.stream()
        .map(file -> "JDK " + file.jdk() + ", " + file.machine() + ", " + file.date() + ".\n")
        .findFirst();
  }

  /** The comparison of that question, provider and number of threads, over access tokens. */
  Optional<RatioRun> ratios(String question, String provider, int threads) {
    return files.stream()
        .flatMap(file -> file.ratios().stream())
        .filter(
            run ->
                run.question().equals(question)
                    && run.provider().equals(provider)
                    && run.token().equals("ACCESS")
                    && run.threads() == threads)
        .findFirst();
  }

  /** What clients did on threads of that kind. */
  Optional<KeySetRun> keySets(String threads) {
    return files.stream()
        .flatMap(file -> file.keySets().stream())
        .filter(run -> run.threads().equals(threads))
        .findFirst();
  }

  /** What entries weigh. */
  List<MemoryLine> memory() {
    return files.stream().flatMap(file -> file.memory().stream()).toList();
  }

  /** What adapters took by that provider. */
  Optional<RatioRun> adapters(String provider) {
    return files.stream()
        .flatMap(file -> file.ratios().stream())
        .filter(run -> run.question().equals("ADAPTERS") && run.provider().equals(provider))
        .findFirst();
  }

  /** What came of logins under load. */
  List<LoadRun> loads() {
    return files.stream().flatMap(file -> file.loads().stream()).toList();
  }

  /** What JMH said about these classes. */
  List<JmhLine> jmh(String... benchmarks) {
    List<String> wanted = List.of(benchmarks);
    return jmh.stream().filter(line -> wanted.contains(line.benchmark())).toList();
  }
}
