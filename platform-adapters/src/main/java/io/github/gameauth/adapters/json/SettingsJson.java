// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of JSON, strictly: no member too many, none missing that is not optional, and
 * nothing taken for what it is not. Complaints name the member by its path and say what is
 * expected; values, which may be secrets in the wrong place, are never repeated. Safe to share.
 */
public final class SettingsJson {
  private final JsonMapper mapper;

  private SettingsJson(@Nullable Function<String, @Nullable String> environment) {
    SimpleModule module = new SimpleModule("gameauth");
    module.addDeserializer(Secret.class, new SecretJson(environment));
    module.addDeserializer(Optional.class, new OptionalJson(null));
    module.addDeserializer(Duration.class, new DurationJson());
    module.addDeserializer(Platform.class, new PlatformJson());
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(128 * 1024)
                            .maxNameLength(256)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            // Clients write numbers of 64 bits as text where their language has none.
            .withCoercionConfig(
                LogicalType.Integer,
                numbers ->
                    numbers.setCoercion(
                        CoercionInputShape.String,
                        environment == null ? CoercionAction.TryConvert : CoercionAction.Fail))
            .addModule(module)
            .build();
  }

  /**
   * For settings, whose secrets may lie elsewhere.
   *
   * @param environment looks environment variables up, such as {@code System::getenv}
   */
  public static SettingsJson ofOperators(Function<String, @Nullable String> environment) {
    return new SettingsJson(environment);
  }

  /** For what strangers send: it names no variable and no file. */
  public static SettingsJson ofStrangers() {
    return new SettingsJson(null);
  }

  /**
   * Reads a text.
   *
   * @param path what it is called in complaints
   * @throws IllegalArgumentException if it is no JSON object
   */
  public JsonNode read(String path, String json) {
    try {
      JsonNode tree = mapper.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the text; the place is all that may be told.
      throw new IllegalArgumentException(
          path + ": no JSON at line " + line(e) + " (expected: a JSON object)");
    }
    throw new IllegalArgumentException(path + ": no JSON object (expected: a JSON object)");
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  /**
   * Makes a record.
   *
   * @param path what the tree is called in complaints
   * @throws IllegalArgumentException with a complaint
   */
  public <T> T bind(String path, JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      // Without the cause: its message may quote what was read.
      throw new IllegalArgumentException(path + complaint(tree, e));
    }
  }

  private static String complaint(JsonNode tree, JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return ": no such JSON (expected: a JSON object)";
    }
    String where = pathOf(mapping);
    if (mapping instanceof UnrecognizedPropertyException unknown) {
      return where + ": unknown (expected: one of " + names(unknown.getKnownPropertyIds()) + ")";
    }
    if (mapping.getCause() instanceof SecretJson.Unreadable unreadable) {
      return where + ": " + unreadable.getMessage();
    }
    if (mapping.getCause() instanceof IllegalArgumentException refused) {
      return where + "." + refused.getMessage();
    }
    Class<?> wanted =
        mapping instanceof MismatchedInputException mismatched ? mismatched.getTargetType() : null;
    return where + ": " + seen(at(tree, mapping)) + " (expected: " + inWords(wanted) + ")";
  }

  private static String names(@Nullable Collection<Object> known) {
    TreeSet<String> names = new TreeSet<>();
    if (known != null) {
      known.forEach(name -> names.add(String.valueOf(name)));
    }
    return String.join(", ", names);
  }

  private static String pathOf(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(shown(step.getFieldName()));
      }
    }
    return path.toString();
  }

  /** A member's name is a stranger's text, too, if it is unknown. */
  private static String shown(String name) {
    boolean fit = name.length() <= 64 && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return fit ? name : "(a name of " + name.length() + " characters)";
  }

  private static JsonNode at(JsonNode tree, JsonMappingException e) {
    JsonNode node = tree;
    for (Reference step : e.getPath()) {
      node =
          step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
    }
    return node;
  }

  private static String seen(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    return switch (node.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  private static String inWords(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type == Secret.class) {
      return "a text, {\"env\": \"NAME\"} or {\"file\": \"/path\"}";
    }
    if (type == Duration.class) {
      return "a duration such as PT30S";
    }
    if (type == Platform.class) {
      return "1 to 32 of a-z 0-9 . _ -";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number in range";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? "an object"
        : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
