// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What was measured, as people read it: the quickest first, ours where it falls. */
public final class Tables {
  private Tables() {}

  /** All of a run, hits included. */
  public static Table ratios(RatioRun run) {
    if (run.question().equals("ADAPTERS")) {
      return adapters(run);
    }
    return run.question().equals("MINT") ? minting(run) : compared(run, name -> true);
  }

  /** Cold verifications beside the bare signature. */
  static Table cold(RatioRun run) {
    return compared(run, name -> !Names.isHit(name) && !name.equals(Names.SHA_256));
  }

  /** Minting beside the bare signature. */
  static Table minting(RatioRun run) {
    return compared(run, name -> true);
  }

  private static Table compared(RatioRun run, Predicate<String> wanted) {
    Table table =
        new Table("", "µs", "beside the bare signature", "nimbus takes", "bytes allocated");
    double nimbus = run.line(Names.NIMBUS).ratio();
    for (RatioRun.Line line : sorted(run, wanted)) {
      table.line(
          Names.title(line.name()),
          Figures.micros(line.micros()),
          Figures.withError(line.ratio(), line.ratioError()),
          Figures.ratio(nimbus / line.ratio()) + " times as long",
          Figures.bytes(line.bytes()));
    }
    return table;
  }

  /** Remembered tokens beside a digest of the same bytes. */
  static Table hits(RatioRun run) {
    Table table = new Table("", "µs", "beside SHA-256", "bytes allocated");
    for (RatioRun.Line line :
        sorted(run, name -> Names.isHit(name) || name.equals(Names.SHA_256))) {
      table.line(
          Names.title(line.name()),
          Figures.micros(line.micros()),
          Figures.withError(line.besideDigest(), line.digestError()),
          Figures.bytes(line.bytes()));
    }
    return table;
  }

  /** What two threads do beside one. */
  static Table threads(RatioRun run) {
    Table table =
        new Table(
            "",
            "beside the bare signature",
            "together " + run.threads() + " do as much as one, times");
    for (RatioRun.Line line : sorted(run, name -> true)) {
      table.line(
          Names.title(line.name()),
          Names.isHit(line.name()) || line.name().equals(Names.SHA_256)
              ? "–"
              : Figures.withError(line.ratio(), line.ratioError()),
          Figures.ratio(line.scaling()));
    }
    return table;
  }

  private static List<RatioRun.Line> sorted(RatioRun run, Predicate<String> wanted) {
    return run.lines().stream()
        .filter(line -> wanted.test(line.name()))
        .sorted(Comparator.comparing(RatioRun.Line::ratio))
        .toList();
  }

  /** Proofs, each beside its own cryptography, in the order in which they were measured. */
  static Table adapters(RatioRun run) {
    Table table =
        new Table(
            "",
            "in a second",
            "µs",
            "its cryptography alone, µs",
            "beside that",
            "bytes allocated",
            "of them by the cryptography");
    for (RatioRun.Line line : run.lines()) {
      if (!Names.isBare(line.name())) {
        RatioRun.Line bare = run.line(Names.bareOf(line.name()));
        table.line(
            Names.title(line.name()),
            Figures.bytes(1e6 / line.micros()),
            Figures.micros(line.micros()),
            Figures.micros(bare.micros()),
            Figures.withError(line.ratio(), line.ratioError()),
            Figures.bytes(line.bytes()),
            Figures.bytes(bare.bytes()));
      }
    }
    return table;
  }

  /** Questions down, runs across. */
  public static Table loads(List<LoadRun> runs) {
    List<String> columns = new ArrayList<>(runs.stream().map(LoadRun::title).toList());
    columns.add(0, "");
    Table table = new Table(columns);
    for (String question : runs.get(0).answers().keySet()) {
      List<String> cells = new ArrayList<>(List.of(question));
      runs.forEach(run -> cells.add(run.answers().getOrDefault(question, "–")));
      table.line(cells);
    }
    return table;
  }

  /** Questions down, clients across. */
  public static Table keySets(KeySetRun run) {
    List<String> clients = run.clients();
    List<String> columns = new ArrayList<>(clients);
    columns.add(0, run.threads().equals("VIRTUAL") ? "virtual threads" : "platform threads");
    Table table = new Table(columns);
    for (String question : run.questions()) {
      List<String> cells = new ArrayList<>(List.of(question));
      for (String client : clients) {
        cells.add(run.answer(question, client).map(KeySetRun.Answer::text).orElse("–"));
      }
      table.line(cells);
    }
    return table;
  }

  /** What a remembered token weighs. */
  static Table memory(List<MemoryLine> lines) {
    Table table = new Table("tokens", "remembered", "bytes of heap for each");
    for (MemoryLine line : lines) {
      table.line(
          line.token().toLowerCase(Locale.ROOT),
          Figures.bytes(line.entries()),
          Figures.bytes(line.bytes()));
    }
    return table;
  }

  /** What JMH measured: one column for each parameter that varies. */
  static Table jmh(List<JmhLine> lines) {
    List<String> parameters =
        lines.stream()
            .flatMap(line -> line.parameters().keySet().stream())
            .distinct()
            .filter(
                name ->
                    lines.stream().map(line -> line.parameters().get(name)).distinct().count() > 1)
            .toList();
    List<String> columns = new ArrayList<>(List.of("benchmark"));
    columns.addAll(parameters);
    columns.addAll(List.of("time", "bytes allocated"));
    Table table = new Table(columns);
    for (JmhLine line : lines) {
      List<String> cells = new ArrayList<>(List.of("`" + line.name() + "`"));
      parameters.forEach(name -> cells.add(Names.title(line.parameters().getOrDefault(name, "–"))));
      cells.add(Figures.withError(line.score(), line.error()) + " " + line.unit());
      cells.add(line.bytes() < 0 ? "–" : Figures.bytes(line.bytes()));
      table.line(cells);
    }
    return table;
  }
}
