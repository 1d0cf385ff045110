// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * What {@code KeySets} found out on one kind of threads.
 *
 * @param threads {@code PLATFORM} or {@code VIRTUAL}
 * @param callers how many asked at once
 */
public record KeySetRun(String threads, int callers, List<Answer> answers) {
  /**
   * One client's answer to one question.
   *
   * @param question its title
   * @param client the client's title
   * @param value a count, or seconds
   * @param text what the table says
   */
  public record Answer(String question, String client, double value, String text) {}

  /** Every question once, in the order in which they were asked. */
  List<String> questions() {
    return answers.stream().map(Answer::question).distinct().toList();
  }

  /** Every client once. */
  List<String> clients() {
    return answers.stream().map(Answer::client).distinct().toList();
  }

  /** The answer, unless that client was not asked. */
  Optional<Answer> answer(String question, String client) {
    return answers.stream()
        .filter(each -> each.question().equals(question) && each.client().equals(client))
        .findFirst();
  }
}
