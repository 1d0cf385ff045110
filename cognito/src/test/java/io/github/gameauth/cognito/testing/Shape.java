// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which fields an object of a request has, and of what kind. Any other field is refused. */
final class Shape {
  private record Field(boolean needed, Consumer<JsonNode> check) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();

  /** Texts that must be there. */
  Shape needs(String... names) {
    for (String name : names) {
      fields.put(name, new Field(true, value -> checkText(name, value)));
    }
    return this;
  }

  /** Texts that may be there. */
  Shape may(String... names) {
    for (String name : names) {
      fields.put(name, new Field(false, value -> checkText(name, value)));
    }
    return this;
  }

  /** Objects from text to text that may be there. */
  Shape maps(String... names) {
    for (String name : names) {
      fields.put(name, new Field(false, value -> checkMap(name, value)));
    }
    return this;
  }

  Shape flag(String name) {
    fields.put(name, new Field(false, value -> expect(value.isBoolean(), name, "boolean")));
    return this;
  }

  Shape number(String name) {
    fields.put(name, new Field(false, value -> expect(value.isIntegralNumber(), name, "integer")));
    return this;
  }

  Shape texts(String name) {
    fields.put(
        name,
        new Field(
            false,
            value -> {
              expect(value.isArray(), name, "list");
              value.forEach(each -> expect(each.isTextual(), name, "list of strings"));
            }));
    return this;
  }

  Shape object(String name, Shape shape) {
    fields.put(name, new Field(false, shape::check));
    return this;
  }

  Shape objects(String name, Shape shape) {
    fields.put(
        name,
        new Field(
            false,
            value -> {
              expect(value.isArray(), name, "list");
              value.forEach(shape::check);
            }));
    return this;
  }

  /** Makes fields that were named before mandatory. */
  Shape must(String... names) {
    for (String name : names) {
      fields.computeIfPresent(name, (same, field) -> new Field(true, field.check));
    }
    return this;
  }

  void check(JsonNode object) {
    expect(object.isObject(), "request", "object");
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.containsKey(name)) {
                throw ServiceError.unreadable("Unexpected field: " + name);
              }
            });
    fields.forEach(
        (name, field) -> {
          JsonNode value = object.get(name);
          if (value != null) {
            expect(!value.isNull(), name, "value, or no such field");
            field.check.accept(value);
          } else if (field.needed) {
            throw Limits.refused(name, "Member must not be null");
          }
        });
  }

  private static void checkText(String name, JsonNode value) {
    expect(value.isTextual(), name, "string");
    Limits.check(name, value.textValue());
  }

  private static void checkMap(String name, JsonNode value) {
    expect(value.isObject(), name, "map");
    value.forEach(each -> expect(each.isTextual(), name, "map of strings"));
  }

  private static void expect(boolean held, String name, String kind) {
    if (!held) {
      throw ServiceError.unreadable(name + " is not a " + kind);
    }
  }
}
