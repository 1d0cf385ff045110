// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/** A span as ISO 8601 writes it: {@code PT30S}, {@code P1D}. */
final class DurationJson extends StdDeserializer<Duration> {
  private static final long serialVersionUID = 1L;

  DurationJson() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return Duration.parse(parser.getText());
      } catch (DateTimeException e) {
        // Its message quotes the text.
      }
    }
    throw MismatchedInputException.from(parser, Duration.class, "no duration");
  }
}
