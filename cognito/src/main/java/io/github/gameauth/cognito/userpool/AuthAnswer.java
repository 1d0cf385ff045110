// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the service answers to steps of a sign-in. */
final class AuthAnswer {
  private AuthAnswer() {}

  /** The members that are texts; whatever else there is, is left out. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isTextual()) {
        texts.put(member.getKey(), member.getValue().textValue());
      }
    }
    return texts;
  }

  /** The elements that are texts. */
  static List<String> list(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(
        element -> {
          if (array.isArray() && element.isTextual()) {
            texts.add(element.textValue());
          }
        });
    return texts;
  }
}
