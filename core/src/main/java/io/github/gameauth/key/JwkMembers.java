// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of a JWK, each in its one form or not at all (RFC 7517 §4, RFC 7518 §2). */
record JwkMembers(JsonObject entry) {
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  boolean has(String name) {
    return entry.containsKey(name);
  }

  /** A text, or {@code null} if the member is not there. */
  @Nullable String text(String name) throws JwkRefusedException {
    if (!entry.containsKey(name)) {
      return null;
    }
    if (entry.get(name) instanceof String text) {
      return text;
    }
    throw JwkRefusal.MALFORMED.exception();
  }

  String requiredText(String name) throws JwkRefusedException {
    @Nullable String text = text(name);
    if (text == null) {
      throw JwkRefusal.MALFORMED.exception();
    }
    return text;
  }

  /** Bytes in strict base64url: the JDK's decoder takes padding and unused bits, we do not. */
  byte[] octets(String name) throws JwkRefusedException {
    String text = requiredText(name);
    try {
      byte[] octets = DECODER.decode(text);
      if (octets.length > 0 && ENCODER.encodeToString(octets).equals(text)) {
        return octets;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: not base64url at all.
    }
    throw JwkRefusal.MALFORMED.exception();
  }

  /** A number; zeros in front do not count. */
  BigInteger number(String name) throws JwkRefusedException {
    return new BigInteger(1, octets(name));
  }

  /** A list, or {@code null} if the member is not there. */
  @Nullable List<?> list(String name) throws JwkRefusedException {
    if (!entry.containsKey(name)) {
      return null;
    }
    if (entry.get(name) instanceof List<?> list) {
      return list;
    }
    throw JwkRefusal.MALFORMED.exception();
  }
}
