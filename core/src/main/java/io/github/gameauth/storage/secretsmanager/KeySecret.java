// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.secretsmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A signing key as the text of a secret: one JSON object of texts. Complaints hold no value. */
final class KeySecret {
  private static final String FORMAT = "gameauth-signing-key-1";
  private static final JsonFactory JSON = new JsonFactory();

  private KeySecret() {}

  static String write(SigningKeyRow row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
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
      if (row.revokedAt().isPresent()) {
        json.writeStringField("revokedAt", row.revokedAt().get().toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a text", e);
    }
    return text.toString();
  }

  static SigningKeyRow read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      JsonObject json = StrictJson.read(bytes, 0, bytes.length, JsonLimits.DOCUMENT);
      if (!FORMAT.equals(json.get("format"))) {
        throw new KeyStoreException(
            "secretsmanager: a secret of another format (expected: " + FORMAT + ")");
      }
      return new SigningKeyRow(
          text(json, "issuer"),
          Algorithm.named(text(json, "algorithm")).orElseThrow(KeySecret::damaged),
          Long.parseLong(text(json, "slot")),
          text(json, "keyId"),
          text(json, "publicKey"),
          Secret.of(text(json, "protectedKey")),
          Instant.parse(text(json, "signFrom")),
          Instant.parse(text(json, "signUntil")),
          Instant.parse(text(json, "insertedAt")),
          json.has("revokedAt")
              ? Optional.of(Instant.parse(text(json, "revokedAt")))
              : Optional.empty());
    } catch (JsonRejectedException | DateTimeException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static String text(JsonObject json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw damaged();
  }

  private static KeyStoreException damaged() {
    return new KeyStoreException("secretsmanager: a secret is damaged (expected: a signing key)");
  }
}
