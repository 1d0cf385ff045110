// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON file, over which the environment has the last word: {@code listen.port} is also
 * {@code GAMEAUTH_LISTEN_PORT}. Goes on after a complaint, so that all of them are told at once; a
 * name that nobody asked for is one, too. Secrets come from the environment, or from a file that it
 * names, and are never repeated.
 */
final class Settings {
  private static final String PREFIX = "GAMEAUTH_";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, JsonNode> values = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private final Set<String> secrets = new TreeSet<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> trees = new TreeSet<>();
  private JsonNode root = MAPPER.createObjectNode();

  private Settings() {}

  /**
   * Settings.
   *
   * @param json the file's text
   * @param environment of which names that begin with {@code GAMEAUTH_} count
   */
  static Settings of(String json, Map<String, String> environment) {
    Settings settings = new Settings();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            settings.environment.put(name, value);
          }
        });
    try {
      settings.root = MAPPER.readTree(json);
      settings.flatten("", settings.root);
    } catch (JsonProcessingException e) {
      // The message would quote the file.
      settings.complain(
          "configuration: line " + e.getLocation().getLineNr() + " is no JSON (expected: JSON)");
    }
    return settings;
  }

  private void flatten(String path, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                      member.getValue()));
    } else {
      values.put(path, node);
    }
  }

  private static String variable(String name) {
    return PREFIX
        + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]", "_")
            .toUpperCase(Locale.ROOT);
  }

  private Optional<String> raw(String name) {
    known.add(name);
    variables.add(variable(name));
    String over = environment.get(variable(name));
    JsonNode node = values.get(name);
    if (over != null) {
      return Optional.of(over);
    }
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isValueNode()) {
      complain(name + ": a list (expected: one value)");
      return Optional.empty();
    }
    return Optional.of(node.asText());
  }

  private <T> T parsed(String name, T otherwise, String expected, Function<String, T> parser) {
    Optional<String> raw = raw(name);
    if (raw.isEmpty()) {
      return otherwise;
    }
    try {
      return parser.apply(raw.get().trim());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      complain(name + ": " + raw.get() + " (expected: " + expected + ")");
      return otherwise;
    }
  }

  /** A text; what its parser refuses is a complaint. */
  <T> T value(String name, T otherwise, String expected, Function<String, T> parser) {
    return parsed(name, otherwise, expected, parser);
  }

  Optional<String> text(String name) {
    return raw(name).filter(text -> !text.isBlank());
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** A text that has to be there. */
  String required(String name, String expected) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      complain(name + ": missing (expected: " + expected + ")");
    }
    return text.orElse("missing");
  }

  int number(String name, int otherwise, int least, int most) {
    return parsed(
        name,
        otherwise,
        least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException();
          }
          return number;
        });
  }

  boolean flag(String name, boolean otherwise) {
    return parsed(
        name,
        otherwise,
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  /** A span, such as {@code PT15M}. */
  Duration span(String name, Duration otherwise, Duration least, Duration most) {
    return parsed(
        name,
        otherwise,
        least + " to " + most,
        text -> {
          Duration span = Duration.parse(text);
          if (span.compareTo(least) < 0 || span.compareTo(most) > 0) {
            throw new IllegalArgumentException();
          }
          return span;
        });
  }

  /** A list of texts; in the environment, separated by commas. */
  List<String> texts(String name, List<String> otherwise) {
    JsonNode node = values.get(name);
    if (node != null && node.isArray() && !environment.containsKey(variable(name))) {
      known.add(name);
      List<String> texts = new ArrayList<>();
      node.forEach(each -> texts.add(each.asText()));
      return List.copyOf(texts);
    }
    return raw(name)
        .map(text -> List.of(text.isBlank() ? new String[0] : text.trim().split("\\s*,\\s*")))
        .orElse(otherwise);
  }

  /** A secret: from the environment, or from the file that {@code …_FILE} names. */
  Optional<Secret> secret(String name) {
    String variable = variable(name);
    secrets.add(name);
    variables.addAll(Set.of(variable, variable + "_FILE"));
    if (values.containsKey(name)) {
      complain(
          name + ": in the configuration file (expected: in the environment, " + variable + ")");
    }
    String file = environment.get(variable + "_FILE");
    String value = environment.get(variable);
    if (file != null) {
      value = read(variable + "_FILE", Path.of(file));
    }
    return Optional.ofNullable(value)
        .map(String::trim)
        .filter(text -> !text.isEmpty())
        .map(Secret::of);
  }

  private @Nullable String read(String variable, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      complain(variable + ": " + file + " (expected: a file that can be read)");
      return null;
    }
  }

  /** A whole section, for somebody else to read; the environment has no word in it. */
  Optional<JsonNode> tree(String section) {
    trees.add(section);
    JsonNode tree = root.path(section);
    if (tree.isMissingNode()) {
      return Optional.empty();
    }
    if (!tree.isObject()) {
      complain(section + ": no object (expected: a JSON object)");
      return Optional.empty();
    }
    return Optional.of(tree);
  }

  /** The text of an object with one member. */
  static String object(String name, JsonNode value) {
    return MAPPER.createObjectNode().set(name, value).toString();
  }

  /** The names of the objects within {@code section}. */
  Set<String> within(String section) {
    Set<String> names = new TreeSet<>();
    for (String name : values.keySet()) {
      if (name.startsWith(section + '.')) {
        String rest = name.substring(section.length() + 1);
        if (rest.indexOf('.') > 0) {
          names.add(rest.substring(0, rest.indexOf('.')));
        }
      }
    }
    return Collections.unmodifiableSet(names);
  }

  /** Every name that somebody asked for. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(known);
    names.addAll(secrets);
    trees.forEach(section -> names.add(section + ".NAME"));
    return names;
  }

  void complain(String complaint) {
    complaints.add(complaint);
  }

  /** All complaints, those about names that nobody asked for included. */
  List<String> complaints() {
    List<String> all = new ArrayList<>(complaints);
    for (String name : values.keySet()) {
      boolean read = trees.contains(name.split("\\.", 2)[0]);
      if (!read && !known.contains(name) && !secrets.contains(name)) {
        all.add(name + ": unknown (expected: " + neighbours(name) + ")");
      }
    }
    for (String name : environment.keySet()) {
      if (!variables.contains(name)) {
        all.add(name + ": unknown (expected: a name that the README lists)");
      }
    }
    return all;
  }

  private String neighbours(String name) {
    String section = name.substring(0, name.lastIndexOf('.') + 1);
    Set<String> names = new TreeSet<>();
    known.stream()
        .filter(each -> each.startsWith(section))
        .forEach(each -> names.add(each.substring(section.length()).split("\\.", 2)[0]));
    return names.isEmpty() ? "a name that the README lists" : String.join(", ", names);
  }
}
