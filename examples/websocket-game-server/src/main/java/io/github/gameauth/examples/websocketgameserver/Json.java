// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** JSON as this server speaks it: objects of texts, each name once. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static String text(Map<String, ?> members) {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers and lists can be written", e);
    }
  }

  /** The members of an object of texts; empty if it is anything else. */
  static Optional<Map<String, String>> texts(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!node.isObject()) {
        return Optional.empty();
      }
      Map<String, String> members = new HashMap<>();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (!member.getValue().isTextual()) {
          return Optional.empty();
        }
        members.put(member.getKey(), member.getValue().textValue());
      }
      return Optional.of(members);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // The message would quote what a stranger sent.
    }
  }
}
