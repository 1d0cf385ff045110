// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same promises as {@link StrictJson}, kept the slow and obvious way: decode strictly, let
 * Jackson read the whole text into a tree, then look for what Jackson lets pass, and last of all
 * measure the tree against the limits.
 */
final class ReferenceReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final BigDecimal MAX_EXPONENT = BigDecimal.valueOf(308);

  private final JsonLimits limits;
  private boolean overLimit;
  private int members;

  private ReferenceReader(JsonLimits limits) {
    this.limits = limits;
  }

  /** What becomes of the text; LIMIT only if it is strict JSON all through. */
  static Reading read(byte[] text, JsonLimits limits) {
    String decoded = new String(text, UTF_8);
    boolean exact =
        Arrays.equals(text, decoded.getBytes(UTF_8)); // the decoder replaces, and tells not
    boolean marked = decoded.startsWith("\ufeff"); // Jackson skips a byte order mark
    return exact && !marked ? new ReferenceReader(limits).read(decoded) : Reading.MALFORMED;
  }

  private Reading read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Reading.MALFORMED;
      }
      Object object = object(parser, 1);
      if (parser.nextToken() != null) {
        return Reading.MALFORMED; // Jackson reads sequences of values
      }
      return overLimit || members > limits.members() ? Reading.LIMIT : Reading.accepted(object);
    } catch (IOException | HalfCharacterException e) {
      return Reading.MALFORMED;
    }
  }

  private Map<String, Object> object(JsonParser parser, int depth) throws IOException {
    overLimit |= depth > limits.depth();
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      members++;
      String name = whole(parser.currentName());
      overLimit |= name.length() > limits.nameLength();
      parser.nextToken();
      object.put(name, value(parser, depth));
    }
    return object;
  }

  private List<Object> array(JsonParser parser, int depth) throws IOException {
    overLimit |= depth > limits.depth();
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      members++;
      array.add(value(parser, depth));
    }
    return array;
  }

  private Object value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("no value");
    };
  }

  /** Jackson keeps the lone surrogates that escapes spell. */
  private static String whole(String text) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new HalfCharacterException();
    }
    return text;
  }

  private Object number(String text) {
    int e = text.toLowerCase(Locale.ROOT).indexOf('e');
    if (text.length() > 40
        || (e >= 0 && new BigDecimal(text.substring(e + 1)).abs().compareTo(MAX_EXPONENT) > 0)) {
      overLimit = true;
      return "";
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0 && text.startsWith("-")) {
      return -0.0;
    }
    try {
      return text.matches("-?[0-9]+") ? (Object) Long.parseLong(text) : number;
    } catch (NumberFormatException tooLarge) {
      return number;
    }
  }

  private static final class HalfCharacterException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
