// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** How the two services write JSON. Safe to share. */
public final class WireJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 64;

  /** Seconds up to the year 9999: a moment beyond is a mistake, and makes other code overflow. */
  private static final BigDecimal LAST_SECOND = new BigDecimal("253402300799");

  private static final int MILLI_DIGITS = 3;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // What was wrong is never told with a piece of the text.
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private WireJson() {}

  /** An object without members, to be filled and sent. */
  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  /** The text of an object. Holds whatever secrets the object holds. */
  public static byte[] bytes(ObjectNode object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree can always be written", e);
    }
  }

  /** The object that the text holds; empty if it holds anything else. */
  public static Optional<JsonNode> object(byte[] text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (IOException e) {
      // Not shown: its message may repeat the text.
      return Optional.empty();
    }
  }

  /**
   * The object that a text within an answer holds: challenges have JSON in strings. Empty if it
   * holds anything else.
   */
  public static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The member of that name, if it is a text and not empty. */
  public static Optional<String> text(JsonNode object, String name) {
    JsonNode member = object.path(name);
    return member.isTextual() && !member.textValue().isEmpty()
        ? Optional.of(member.textValue())
        : Optional.empty();
  }

  /**
   * The moment that a member names in seconds since 1970, which the services write with fractions
   * and exponents: {@code 1.715052180417E9}. To the millisecond; empty if it is absent, no number,
   * or outside of the years 1970 to 9999.
   */
  public static Optional<Instant> instant(JsonNode object, String name) {
    JsonNode member = object.path(name);
    if (!member.isNumber()) {
      return Optional.empty();
    }
    BigDecimal seconds = member.decimalValue();
    // Compared before anything else is done: a large exponent costs nothing so far.
    if (seconds.signum() < 0
        || seconds.compareTo(LAST_SECOND) > 0
        || seconds.scale() > MAX_NUMBER_LENGTH) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochMilli(
            seconds
                .setScale(MILLI_DIGITS, RoundingMode.DOWN)
                .movePointRight(MILLI_DIGITS)
                .longValueExact()));
  }
}
