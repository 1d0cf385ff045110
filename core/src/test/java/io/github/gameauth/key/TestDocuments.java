// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Writes key set documents. */
final class TestDocuments {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestDocuments() {}

  @SafeVarargs
  static String keySet(Map<String, Object>... entries) {
    return json(Map.of("keys", List.of(entries)));
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
