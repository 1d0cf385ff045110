// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a file that JMH wrote.
 *
 * @param name class and method
 * @param parameters what varied
 * @param threads how many
 * @param score for one call
 * @param error half the width of the 99.9 % interval; 0 where one iteration gave none
 * @param unit of both, such as {@code us/op}
 * @param bytes allocated for one call; below 0 where nobody looked
 */
record JmhLine(
    String name,
    Map<String, String> parameters,
    int threads,
    double score,
    double error,
    String unit,
    double bytes) {
  /** The lines of a file's array. */
  static List<JmhLine> in(JsonNode array) {
    List<JmhLine> lines = new ArrayList<>();
    array.forEach(node -> lines.add(of(node)));
    return lines;
  }

  private static JmhLine of(JsonNode node) {
    String benchmark = node.path("benchmark").asText();
    int method = benchmark.lastIndexOf('.');
    String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    Map<String, String> parameters = new LinkedHashMap<>();
    node.path("params")
        .fields()
        .forEachRemaining(each -> parameters.put(each.getKey(), each.getValue().asText()));
    JsonNode metric = node.path("primaryMetric");
    double error = metric.path("scoreError").asDouble();
    JsonNode bytes = allocation(node.path("secondaryMetrics"));
    return new JmhLine(
        name,
        parameters,
        node.path("threads").asInt(),
        metric.path("score").asDouble(),
        Double.isFinite(error) ? error : 0,
        metric.path("scoreUnit").asText().replace("us/op", "µs").replace("ns/op", "ns"),
        bytes.path("score").asDouble(-1));
  }

  /** JMH has put a dot before the name in some versions. */
  private static JsonNode allocation(JsonNode secondary) {
    JsonNode plain = secondary.path("gc.alloc.rate.norm");
    return plain.isMissingNode() ? secondary.path("·gc.alloc.rate.norm") : plain;
  }

  /** The class alone. */
  String benchmark() {
    return name.substring(0, name.indexOf('.'));
  }
}
