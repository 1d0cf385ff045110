// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request whose form has been checked. */
record Call(String operation, ObjectNode body) {
  /** A text that the operation's shape demands. */
  String text(String name) {
    return body.required(name).textValue();
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(body.get(name)).map(JsonNode::textValue);
  }

  boolean flag(String name) {
    return body.path(name).asBoolean(false);
  }

  /** An object from text to text, in the order of the request; empty when it is left out. */
  Map<String, String> map(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    body.path(name)
        .properties()
        .forEach(each -> texts.put(each.getKey(), each.getValue().textValue()));
    return texts;
  }

  /** A list of {@code {Name, Value}}; an absent value is empty. */
  Map<String, String> attributes(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    body.path(name)
        .forEach(
            each -> texts.put(each.required("Name").textValue(), each.path("Value").asText("")));
    return texts;
  }

  /** An answer without even a pair of braces. */
  static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }
}
