// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Users' attributes, which the service writes as lists of names and values. */
public final class Attributes {
  private Attributes() {}

  /** The attributes in their order, those without a value as empty; cannot be changed. */
  public static Map<String, String> read(JsonNode list) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (JsonNode each : list) {
      if (each.path("Name").isTextual()) {
        attributes.put(each.path("Name").textValue(), each.path("Value").asText(""));
      }
    }
    return Collections.unmodifiableMap(attributes);
  }

  /** Adds the attributes in their order. */
  public static void write(Map<String, String> attributes, ArrayNode list) {
    attributes.forEach((name, value) -> list.addObject().put("Name", name).put("Value", value));
  }
}
