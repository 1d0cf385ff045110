// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.github.gameauth.platform.Platform;
import java.io.IOException;

/** A platform as a text, its name. */
final class PlatformJson extends StdDeserializer<Platform> {
  private static final long serialVersionUID = 1L;

  PlatformJson() {
    super(Platform.class);
  }

  @Override
  public Platform deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return new Platform(parser.getText());
      } catch (IllegalArgumentException e) {
        // Said below, in the words for this member.
      }
    }
    throw MismatchedInputException.from(parser, Platform.class, "no platform");
  }
}
