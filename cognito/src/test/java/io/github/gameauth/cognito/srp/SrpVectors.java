// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The vectors of this package, as they lie in the file. */
final class SrpVectors {
  private static final JsonNode FILE = read();

  private SrpVectors() {}

  private static JsonNode read() {
    String path = "/vectors/cognito-srp/srp-vectors.json";
    try (InputStream file = SrpVectors.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode group() {
    return FILE.required("group");
  }

  static Stream<JsonNode> all(String list) {
    return StreamSupport.stream(FILE.required(list).spliterator(), false);
  }

  static Stream<JsonNode> ofKind(String kind) {
    return all("vectors").filter(vector -> text(vector, "/kind").equals(kind));
  }

  static String text(JsonNode vector, String pointer) {
    return vector.requiredAt(pointer).textValue();
  }
}
