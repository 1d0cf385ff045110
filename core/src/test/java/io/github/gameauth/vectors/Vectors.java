// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;

/** Reads files under {@code resources/vectors} by a parser that is not the one under test. */
public final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /** The file of that path below {@code vectors/}. */
  public static JsonNode read(String path) {
    try (InputStream file = Vectors.class.getResourceAsStream("/vectors/" + path)) {
      if (file == null) {
        throw new IllegalArgumentException("path: " + path + " (expected: a file of vectors)");
      }
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a member that holds hexadecimal digits. */
  public static byte[] hex(JsonNode owner, String member) {
    return HexFormat.of().parseHex(owner.required(member).textValue());
  }

  /** The bytes of a member that holds base64url. */
  public static byte[] base64Url(JsonNode owner, String member) {
    return Base64.getUrlDecoder().decode(owner.required(member).textValue());
  }
}
