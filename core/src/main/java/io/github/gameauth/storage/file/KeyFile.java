// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A signing key as JSON: one object of texts. Complaints name the file and none of its values. */
final class KeyFile {
  private static final String FORMAT = "gameauth-signing-key-1";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Else a parser's complaint quotes what it read.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private KeyFile() {}

  static byte[] write(SigningKeyRow row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("issuer", row.issuer());
      json.writeStringField("algorithm", row.algorithm().name());
      json.writeStringField("slot", Long.toString(row.slot()));
      json.writeStringField("keyId", row.keyId());
      json.writeStringField("publicKey", row.publicKey());
      json.writeStringField("protectedKey", row.protectedKey().reveal());
      json.writeStringField("signFrom", row.signFrom().toString());
      json.writeStringField("signUntil", row.signUntil().toString());
      json.writeStringField("insertedAt", row.insertedAt().toString());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static SigningKeyRow parse(Path file, byte[] content) {
    Map<String, String> texts = texts(file, content);
    if (!FORMAT.equals(texts.get("format"))) {
      throw new KeyStoreException(file + ": of another format (expected: " + FORMAT + ")");
    }
    try {
      return new SigningKeyRow(
          text(file, texts, "issuer"),
          Algorithm.named(text(file, texts, "algorithm"))
              .orElseThrow(() -> new KeyStoreException(file + ": of an unknown algorithm")),
          Long.parseLong(text(file, texts, "slot")),
          text(file, texts, "keyId"),
          text(file, texts, "publicKey"),
          Secret.of(text(file, texts, "protectedKey")),
          Instant.parse(text(file, texts, "signFrom")),
          Instant.parse(text(file, texts, "signUntil")),
          Instant.parse(text(file, texts, "insertedAt")),
          Optional.empty());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new KeyStoreException(file + ": damaged (expected: a signing key)");
    }
  }

  private static Map<String, String> texts(Path file, byte[] content) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = JSON.createParser(content)) {
      require(json.nextToken() == JsonToken.START_OBJECT, file);
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_OBJECT;
          token = json.nextToken()) {
        require(token == JsonToken.FIELD_NAME, file);
        String name = json.currentName();
        require(json.nextToken() == JsonToken.VALUE_STRING, file);
        texts.put(name, json.getText());
      }
      require(json.nextToken() == null, file);
    } catch (IOException e) {
      throw new KeyStoreException(file + ": damaged (expected: JSON)");
    }
    return texts;
  }

  private static void require(boolean holds, Path file) {
    if (!holds) {
      throw new KeyStoreException(file + ": damaged (expected: one object of texts)");
    }
  }

  private static String text(Path file, Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new KeyStoreException(file + ": no " + name + " (expected: a signing key)");
    }
    return text;
  }
}
