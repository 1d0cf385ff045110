// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nakama's session tokens as the stand-in reads and writes them: by hand and without GameAuth, so
 * that both cannot be wrong in the same way.
 */
final class NakamaFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private NakamaFormat() {}

  /** Who is meant. */
  record Named(UUID user, String name, JsonNode claims) {}

  /** Whose token it is, if it is one under {@code key} that has not expired. */
  static Optional<Named> read(String token, Secret key, Instant now) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] mac = mac(key, parts[0] + '.' + parts[1]);
      if (!MessageDigest.isEqual(mac, Base64.getUrlDecoder().decode(parts[2]))
          || !HEADER.equals(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))) {
        return Optional.empty();
      }
      JsonNode claims = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
      UUID user = UUID.fromString(claims.path("uid").asText());
      boolean expired = claims.path("exp").asLong() <= now.getEpochSecond();
      return expired
          ? Optional.empty()
          : Optional.of(new Named(user, claims.path("usn").asText(), claims));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String write(UUID user, String name, Secret key, Instant now, long seconds) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("tid", UUID.randomUUID().toString());
    claims.put("uid", user.toString());
    claims.put("usn", name);
    claims.put("exp", now.getEpochSecond() + seconds);
    claims.put("iat", now.getEpochSecond());
    try {
      String signed =
          encoded(HEADER.getBytes(UTF_8)) + '.' + encoded(MAPPER.writeValueAsBytes(claims));
      return signed + '.' + encoded(mac(key, signed));
    } catch (IOException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  private static byte[] mac(Secret key, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.revealBytes(), "HmacSHA256"));
      return mac.doFinal(signed.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("required of every Java platform", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
