// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.OnceKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** A ticket taken apart: {@code gh1.} and the base64url of 32 bytes. Each has one spelling. */
final class HandshakeTicket {
  private static final String PREFIX = "gh1.";
  private static final int SECRET = 32;
  private static final int LENGTH = PREFIX.length() + (SECRET * 8 + 5) / 6;
  private static final byte[] PURPOSE = "ws-ticket-key/v1".getBytes(US_ASCII);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] secret;

  private HandshakeTicket(byte[] secret) {
    this.secret = secret;
  }

  static HandshakeTicket create(SecretGenerator generator) {
    return new HandshakeTicket(generator.bytes(SECRET));
  }

  /** Empty if the text is no ticket, which is found out without asking anybody. */
  static Optional<HandshakeTicket> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String encoded = text.substring(PREFIX.length());
    try {
      byte[] secret = Base64.getUrlDecoder().decode(encoded);
      // The decoder takes unused bits; written anew, they would be missing.
      return ENCODER.encodeToString(secret).equals(encoded)
          ? Optional.of(new HandshakeTicket(secret))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The whole ticket, for its player. */
  Secret text() {
    return Secret.of(PREFIX + ENCODER.encodeToString(secret));
  }

  byte[] secret() {
    return secret.clone();
  }

  /**
   * What the store keeps it under. Server and source go into it, so that a ticket shown elsewhere
   * finds nothing, and burns nothing.
   */
  OnceKey key(String server, String source) {
    byte[] at = server.getBytes(UTF_8);
    byte[] from = source.getBytes(UTF_8);
    byte[] all =
        ByteBuffer.allocate(PURPOSE.length + SECRET + 2 * Integer.BYTES + at.length + from.length)
            .put(PURPOSE)
            .put(secret)
            .putInt(at.length)
            .put(at)
            .putInt(from.length)
            .put(from)
            .array();
    return new OnceKey("ws-ticket", Fingerprint.of(all));
  }

  /** {@code HandshakeTicket(…)}. */
  @Override
  public String toString() {
    return "HandshakeTicket(…)";
  }
}
