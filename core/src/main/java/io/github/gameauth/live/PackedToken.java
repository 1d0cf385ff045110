// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A token in three quarters of its length: the bytes that its segments spell. A token that other
 * characters or another spelling than the usual one make up stays as it is.
 */
final class PackedToken {
  private static final byte SEGMENTS = 1;
  private static final byte PLAIN = 0;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private PackedToken() {}

  /** The token as bytes. */
  static byte[] pack(String token) {
    String[] segments = token.split("\\.", -1);
    if (segments.length == 3) {
      try {
        byte[] packed = packed(segments);
        if (unpack(packed).filter(token::equals).isPresent()) {
          return packed;
        }
      } catch (IllegalArgumentException e) {
        // padded, or no base64url: below
      }
    }
    byte[] text = token.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(1 + text.length).put(PLAIN).put(text).array();
  }

  private static byte[] packed(String[] segments) {
    byte[] header = DECODER.decode(segments[0]);
    byte[] payload = DECODER.decode(segments[1]);
    byte[] signature = DECODER.decode(segments[2]);
    int length = 1 + 2 * Short.BYTES + header.length + payload.length + signature.length;
    if (header.length > Short.MAX_VALUE || payload.length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("too long to be packed");
    }
    return ByteBuffer.allocate(length)
        .put(SEGMENTS)
        .putShort((short) header.length)
        .putShort((short) payload.length)
        .put(header)
        .put(payload)
        .put(signature)
        .array();
  }

  /** The token of those bytes; empty if nothing of ours packed them. */
  static Optional<String> unpack(byte[] packed) {
    ByteBuffer rest = ByteBuffer.wrap(packed);
    if (rest.remaining() > 0 && rest.get() == PLAIN) {
      return Optional.of(new String(packed, 1, packed.length - 1, ISO_8859_1));
    }
    if (packed.length < 1 + 2 * Short.BYTES || packed[0] != SEGMENTS) {
      return Optional.empty();
    }
    int header = rest.getShort();
    int payload = rest.getShort();
    if (header < 0 || payload < 0 || header + payload > rest.remaining()) {
      return Optional.empty();
    }
    return Optional.of(
        text(rest, header) + "." + text(rest, payload) + "." + text(rest, rest.remaining()));
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return ENCODER.encodeToString(bytes);
  }
}
