// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One strict JSON object by Jackson, with every limit of ours counted beside it. */
final class ReferenceJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?([0-9]+)");

  private int members;

  private ReferenceJson() {}

  /** The object, or {@code null} if the bytes are anything else. */
  static @Nullable Map<String, @Nullable Object> object(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (JsonParser parser = FACTORY.createParser(text)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return null;
        }
        Map<String, @Nullable Object> object = new ReferenceJson().object(parser, 1);
        return parser.nextToken() == null ? object : null;
      }
    } catch (CharacterCodingException e) {
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private Map<String, @Nullable Object> object(JsonParser parser, int depth) throws IOException {
    require(depth <= 16);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      require(++members <= 256);
      String name = wellFormed(parser.currentName());
      require(name.length() <= 256);
      parser.nextToken();
      object.put(name, value(parser, depth));
    }
    return object;
  }

  private List<@Nullable Object> array(JsonParser parser, int depth) throws IOException {
    require(depth <= 16);
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(++members <= 256);
      array.add(value(parser, depth));
    }
    return array;
  }

  private @Nullable Object value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> wellFormed(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("no value");
    };
  }

  private static Object number(String text) throws IOException {
    require(text.length() <= 40);
    Matcher exponent = EXPONENT.matcher(text);
    if (exponent.find()) {
      require(new BigInteger(exponent.group(1)).compareTo(BigInteger.valueOf(308)) <= 0);
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0 && text.startsWith("-")) {
      return -0.0;
    }
    if (text.matches("-?[0-9]+") && number.toBigInteger().bitLength() < 64) {
      return number.longValueExact();
    }
    return number;
  }

  private static String wellFormed(String text) throws IOException {
    require(new String(text.getBytes(UTF_8), UTF_8).equals(text));
    return text;
  }

  private static void require(boolean fulfilled) throws IOException {
    if (!fulfilled) {
      throw new IOException("not strict");
    }
  }
}
