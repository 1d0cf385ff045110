// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one measurement leaves: what it was, where, and its runs. JMH writes files of its own kind.
 *
 * @param jdk the version of the JVM that measured
 * @param machine what it ran on
 * @param date the day, as ISO 8601 writes it
 */
public record ResultFile(
    String jdk,
    String machine,
    String date,
    List<RatioRun> ratios,
    List<KeySetRun> keySets,
    List<MemoryLine> memory,
    @Nullable List<LoadRun> loads) {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the runs; files of an earlier day know nothing of loads. */
  public ResultFile {
    ratios = List.copyOf(ratios);
    keySets = List.copyOf(keySets);
    memory = List.copyOf(memory);
    loads = loads == null ? List.of() : List.copyOf(loads);
  }

  /** The result of one comparison. */
  public static ResultFile of(RatioRun run) {
    return here(List.of(run), List.of(), List.of(), List.of());
  }

  /** What clients did. */
  public static ResultFile ofKeySets(List<KeySetRun> runs) {
    return here(List.of(), runs, List.of(), List.of());
  }

  /** What entries weigh. */
  public static ResultFile ofMemory(List<MemoryLine> lines) {
    return here(List.of(), List.of(), lines, List.of());
  }

  /** What came of logins under load. */
  public static ResultFile ofLoads(List<LoadRun> runs) {
    return here(List.of(), List.of(), List.of(), runs);
  }

  private static ResultFile here(
      List<RatioRun> ratios,
      List<KeySetRun> keySets,
      List<MemoryLine> memory,
      List<LoadRun> loads) {
    String machine =
        Runtime.getRuntime().availableProcessors()
            + " processors, "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch");
    return new ResultFile(
        Runtime.version().toString(),
        machine,
        LocalDate.now(ZoneOffset.UTC).toString(),
        ratios,
        keySets,
        memory,
        loads);
  }

  /** Writes it down. */
  public void writeTo(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    JSON.writeValue(file.toFile(), this);
  }
}
