// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.List;

/**
 * Rows of bars that share a scale.
 *
 * @param title what is shown, and in what unit
 * @param hint which way is better, or what else one must know
 * @param rows from top to bottom
 */
record Panel(String title, String hint, List<Row> rows) {
  /**
   * Somebody's bars.
   *
   * @param label who
   * @param isOurs whether it is us
   */
  record Row(String label, boolean isOurs, List<Bar> bars) {}

  /**
   * One bar.
   *
   * @param series which of the chart's series it belongs to, from 0
   * @param value its length
   * @param text what stands at its end
   */
  record Bar(int series, double value, String text) {}

  /** The longest bar's length; 1 where all are 0. */
  double longest() {
    double longest =
        rows.stream().flatMap(row -> row.bars().stream()).mapToDouble(Bar::value).max().orElse(0);
    return longest > 0 ? longest : 1;
  }
}
