// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what callers send: forms and JSON objects of texts, each name once. */
final class Requests {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, List<String>> values;

  private Requests(Map<String, List<String>> values) {
    this.values = values;
  }

  /** A form, in which nothing may be said twice (RFC 6749 §3.2). */
  static Requests form(Context context) {
    requireType(context, "application/x-www-form-urlencoded");
    Map<String, List<String>> values = new HashMap<>();
    for (String pair : Bodies.text(context).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (values.put(decoded(parts[0]), List.of(decoded(parts.length == 2 ? parts[1] : "")))
          != null) {
        throw Refusal.malformed("a parameter is there twice");
      }
    }
    return new Requests(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("a parameter is not encoded as it should be");
    }
  }

  /** A JSON object whose values are texts. No body at all is an empty one. */
  static Requests json(Context context) {
    String body = Bodies.text(context);
    if (body.isEmpty()) {
      return new Requests(Map.of());
    }
    requireType(context, "application/json");
    Map<String, List<String>> values = new HashMap<>();
    JsonNode node = parsed(body);
    node.properties()
        .forEach(
            member -> {
              if (!member.getValue().isTextual()) {
                throw Refusal.malformed("a member is no text");
              }
              values.put(member.getKey(), List.of(member.getValue().textValue()));
            });
    return new Requests(values);
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // The message would quote the body.
    }
    throw Refusal.malformed("the body is no JSON object");
  }

  private static void requireType(Context context, String type) {
    String given = Optional.ofNullable(context.contentType()).orElse("");
    String bare = given.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (!bare.equals(type)) {
      throw Refusal.of(415, "unsupported_media_type", "expected: " + type);
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .map(all -> all.get(0))
        .filter(text -> !text.isEmpty());
  }

  /** Everything, for whoever knows better what to make of it. */
  Map<String, List<String>> all() {
    return Collections.unmodifiableMap(values);
  }

  /** A text that has to be there. */
  String required(String name) {
    return text(name).orElseThrow(() -> Refusal.malformed("missing: " + name));
  }
}
