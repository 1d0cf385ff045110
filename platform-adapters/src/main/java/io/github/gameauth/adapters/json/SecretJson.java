// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret as a text, or where it lies: {@code {"env": "NAME"}} or {@code {"file": "/path"}}. What
 * a player sends may be a text only.
 */
final class SecretJson extends StdDeserializer<Secret> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BYTES = 64 * 1024;

  /** The name of the variable or file, not what stands in it. */
  static final class Unreadable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
      super(what);
    }
  }

  private final transient @Nullable Function<String, @Nullable String> environment;

  /**
   * Reads secrets.
   *
   * @param environment looks variables up; {@code null} if secrets may be texts only
   */
  SecretJson(@Nullable Function<String, @Nullable String> environment) {
    super(Secret.class);
    this.environment = environment;
  }

  @Override
  public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode node = context.readTree(parser);
    if (node.isTextual() && !node.textValue().isEmpty()) {
      return Secret.of(node.textValue());
    }
    if (environment != null && node.isObject() && node.size() == 1) {
      if (node.path("env").isTextual()) {
        return ofVariable(environment, node.path("env").textValue());
      }
      if (node.path("file").isTextual()) {
        return ofFile(node.path("file").textValue());
      }
    }
    throw MismatchedInputException.from(parser, Secret.class, "no secret");
  }

  private static Secret ofVariable(Function<String, @Nullable String> environment, String name) {
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new Unreadable("the variable " + name + " is not set (expected: a secret)");
    }
    return Secret.of(value);
  }

  /** A line end at its end does not count: editors and shells write one. */
  private static Secret ofFile(String name) {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > MAX_BYTES) {
        throw new Unreadable("the file " + name + " is too large (expected: a secret)");
      }
      String text = Files.readString(path).stripTrailing();
      if (!text.isEmpty()) {
        return Secret.of(text);
      }
    } catch (IOException | InvalidPathException e) {
      // Said below; the cause has nothing to add but the path.
    }
    throw new Unreadable("the file " + name + " holds no text (expected: a secret)");
  }
}
