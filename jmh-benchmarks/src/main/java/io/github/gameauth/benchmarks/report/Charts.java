// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import io.github.gameauth.benchmarks.keyset.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is worth a picture, losses as large as wins. */
public final class Charts {
  private Charts() {}

  /** Cold verifications of everybody, on both providers where both were measured. */
  public static Optional<String> cold(String jdk, Results results) {
    Optional<RatioRun> own = results.ratios("VERIFY", "JDK", 1);
    Optional<RatioRun> corretto = results.ratios("VERIFY", "CORRETTO", 1);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<String> series = new ArrayList<>(List.of("the JDK's provider"));
    corretto.ifPresent(run -> series.add("Amazon Corretto Crypto Provider"));
    List<Panel.Row> rows = new ArrayList<>();
    own.get().lines().stream()
        .filter(line -> isCold(line.name()))
        .sorted(Comparator.comparing(RatioRun.Line::ratio))
        .forEach(line -> rows.add(row(line, corretto.map(run -> run.line(line.name())))));
    Panel panel =
        new Panel(
            "Microseconds of processor time for one token, and beside the bare signature check",
            "shorter is better; the quickest on the JDK's provider first",
            rows);
    return Optional.of(
        new BarChart(
                "A token verified for the first time",
                "RS256, 2048 bits, 1,129 characters; signature, iss, aud, exp and sub; one thread, JDK "
                    + jdk,
                series)
            .svg(List.of(panel), 1));
  }

  private static boolean isCold(String name) {
    return !Names.isHit(name) && !name.equals(Names.SHA_256);
  }

  private static Panel.Row row(RatioRun.Line line, Optional<RatioRun.Line> corretto) {
    List<Panel.Bar> bars = new ArrayList<>(List.of(bar(0, line)));
    corretto.ifPresent(other -> bars.add(bar(1, other)));
    return new Panel.Row(Names.plain(line.name()), Names.isOurs(line.name()), bars);
  }

  private static Panel.Bar bar(int series, RatioRun.Line line) {
    return new Panel.Bar(
        series,
        line.micros(),
        Figures.micros(line.micros()) + " µs  (× " + Figures.ratio(line.ratio()) + ")");
  }

  /** Four of the questions that are put to clients with keys to fetch. */
  public static Optional<String> keySets(String jdk, Results results) {
    return results
        .keySets("PLATFORM")
        .map(
            run ->
                new BarChart(
                        "When keys must be fetched",
                        "an issuer on loopback that takes 50 ms to answer; each library's own"
                            + " defaults, or its own setting of 10 s to live; JDK "
                            + jdk,
                        List.of("clients"))
                    .svg(
                        List.of(
                            panel(
                                run,
                                Question.FLOOD_FETCHES,
                                "Fetches in 10 s, random kids flooding in",
                                "fewer are better"),
                            panel(
                                run,
                                Question.FLOOD_SECONDS,
                                "A new key, in the midst of that flood",
                                "until it is accepted; sooner is better"),
                            panel(
                                run,
                                Question.OUTAGE_ACCEPTED,
                                "Good tokens, keys expired, issuer failing",
                                "accepted; more is better"),
                            panel(
                                run,
                                Question.WITHDRAWN_SECONDS,
                                "A key withdrawn, with 10 s to live",
                                "still accepted for; shorter is safer")),
                        2));
  }

  private static Panel panel(KeySetRun run, Question question, String title, String hint) {
    List<Panel.Row> rows = new ArrayList<>();
    for (String client : run.clients()) {
      run.answer(question.title(run.callers()), client)
          .ifPresent(
              answer ->
                  rows.add(
                      new Panel.Row(
                          client,
                          client.equals("GameAuth"),
                          List.of(new Panel.Bar(0, answer.value(), answer.text())))));
    }
    return new Panel(title, hint, rows);
  }
}
