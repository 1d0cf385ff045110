// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of logins that arrive by a schedule.
 *
 * @param threads what they ran on, {@code PLATFORM} or {@code VIRTUAL}
 * @param perSecond how many came in a second, on the average
 * @param latencyMillis how long the platform took for each answer
 * @param logins how many came
 * @param told how many were told what
 * @param underWay how many had come and were not through, at most, in each second
 * @param millis how long they took from the moment when they were due, for each of {@link
 *     #PERCENTILES}
 * @param requests how often the platform was asked
 * @param connections over how many connections
 * @param mostAtHost how many questions the platform had before it at once, at most
 * @param idle how many connections were kept for later; 0 for what everybody has
 * @param loadAverage how busy the machine was when it began
 */
public record LoadRun(
    String threads,
    int perSecond,
    long latencyMillis,
    int logins,
    Map<String, Integer> told,
    List<Integer> underWay,
    List<Double> millis,
    int requests,
    int connections,
    int mostAtHost,
    int idle,
    double loadAverage) {
  /** What those are told who get in as who they are. */
  public static final String ACCEPTED = "ACCEPTED";

  /** Of which part of all it is said how long they took at most. */
  public static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

  /** Copies what it is given. */
  public LoadRun {
    told = Map.copyOf(told);
    underWay = List.copyOf(underWay);
    millis = List.copyOf(millis);
  }

  /** How many got in. */
  public int done() {
    return told.getOrDefault(ACCEPTED, 0);
  }

  /** How many were under way at most in the first third of the time. */
  public int mostAtFirst() {
    return most(underWay.subList(0, (underWay.size() + 2) / 3));
  }

  /** How many were under way at most in the last third of the time. */
  public int mostAtLast() {
    return most(underWay.subList(underWay.size() - (underWay.size() + 2) / 3, underWay.size()));
  }

  private static int most(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** What stands above its column. */
  String title() {
    return threads.toLowerCase(Locale.ROOT)
        + " threads"
        + (idle == 0 ? "" : ", " + idle + " connections kept");
  }

  /** Questions and answers, in the order in which they are read. */
  Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    int third = (underWay.size() + 2) / 3;
    answers.put("players who came", "%,d, %d a second".formatted(logins, perSecond));
    answers.put("the platform answered after", latencyMillis + " ms");
    answers.put("logins done", "%,d".formatted(done()));
    answers.put("refused, or told that nobody can tell", refusals());
    answers.put("under way at most, first " + third + " s", "" + mostAtFirst());
    answers.put("under way at most, last " + third + " s", "" + mostAtLast());
    for (int i = 0; i < millis.size(); i++) {
      String percent = PERCENTILES.get(i) == 100 ? "all" : PERCENTILES.get(i) + " %";
      answers.put(
          percent.replace(".0 ", " ") + " took at most",
          String.format(Locale.ROOT, "%.0f ms", millis.get(i)));
    }
    answers.put("the platform was asked", "%,d times".formatted(requests));
    answers.put("connections opened", "" + connections);
    answers.put("under way at the platform, at most", "" + mostAtHost);
    answers.put(
        "load average of the machine before", String.format(Locale.ROOT, "%.1f", loadAverage));
    return answers;
  }

  private String refusals() {
    String all =
        told.entrySet().stream()
            .filter(each -> !each.getKey().equals(ACCEPTED))
            .map(each -> each.getKey() + " " + each.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "0" : all;
  }
}
