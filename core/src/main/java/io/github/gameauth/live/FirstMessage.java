// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import java.util.Optional;

/**
 * Reads the token out of a first message: the token alone, or an object with {@code "type":"auth"}
 * and {@code "token"}, and no other member.
 */
final class FirstMessage {
  /** One object of two members. */
  private static final JsonLimits LIMITS = new JsonLimits(1, 2, 8);

  private FirstMessage() {}

  /** The token; empty if the message has neither form. */
  static Optional<String> token(byte[] message) {
    if (message.length > 0 && BearerText.isPart(message[0])) {
      return Optional.of(new String(message, ISO_8859_1)).filter(BearerText::isWellFormed);
    }
    try {
      JsonObject object = StrictJson.read(message, 0, message.length, LIMITS);
      return "auth".equals(object.get("type"))
              && object.get("token") instanceof String token
              && BearerText.isWellFormed(token)
          ? Optional.of(token)
          : Optional.empty();
    } catch (JsonRejectedException e) {
      return Optional.empty();
    }
  }
}
