// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token taken apart: {@code gr1.} and the base64url of family (16 bytes), generation (4)
 * and secret (32). Each token has one spelling.
 */
final class RefreshToken {
  private static final byte[] PREFIX = "gr1.".getBytes(US_ASCII);
  private static final int FAMILY = 16;
  private static final int SECRET = 32;
  private static final int BYTES = FAMILY + Integer.BYTES + SECRET;
  private static final int LENGTH = PREFIX.length + (BYTES * 8 + 5) / 6;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final byte[] family;
  private final int generation;
  private final byte[] secret;

  private RefreshToken(byte[] family, int generation, byte[] secret) {
    this.family = family;
    this.generation = generation;
    this.secret = secret;
  }

  /** The first token of a new family. */
  static RefreshToken first(SecretGenerator generator) {
    return new RefreshToken(generator.bytes(FAMILY), 0, generator.bytes(SECRET));
  }

  /** The token that follows this one, with a secret of its own. */
  RefreshToken successor(SecretGenerator generator) {
    return new RefreshToken(family, generation + 1, generator.bytes(SECRET));
  }

  /** The token that follows this one, whose secret is known. */
  RefreshToken successor(byte[] secret) {
    if (secret.length != SECRET) {
      throw new IllegalArgumentException(
          "secret: " + secret.length + " bytes (expected: " + SECRET + ")");
    }
    return new RefreshToken(family, generation + 1, secret);
  }

  /** The parts of a token; empty if it is none, which is found out without asking anybody. */
  static Optional<RefreshToken> parse(Secret text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    byte[] characters = text.revealBytes();
    byte[] encoded = Arrays.copyOfRange(characters, PREFIX.length, LENGTH);
    byte[] parts;
    try {
      parts = DECODER.decode(encoded);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    RefreshToken token = of(parts);
    // The decoder takes padding and unused bits; written anew, they would be missing.
    return token != null && MessageDigest.isEqual(token.characters(), characters)
        ? Optional.of(token)
        : Optional.empty();
  }

  private static @Nullable RefreshToken of(byte[] parts) {
    if (parts.length != BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(parts);
    byte[] family = new byte[FAMILY];
    byte[] secret = new byte[SECRET];
    buffer.get(family);
    int generation = buffer.getInt();
    buffer.get(secret);
    return new RefreshToken(family, generation, secret);
  }

  private byte[] characters() {
    byte[] parts = ByteBuffer.allocate(BYTES).put(family).putInt(generation).put(secret).array();
    byte[] encoded = ENCODER.encode(parts);
    return ByteBuffer.allocate(PREFIX.length + encoded.length).put(PREFIX).put(encoded).array();
  }

  /** The whole token, for its player. */
  Secret text() {
    return Secret.of(new String(characters(), ISO_8859_1));
  }

  FamilyId family() {
    return new FamilyId(ENCODER.encodeToString(family));
  }

  /** The 16 bytes of the family's name. */
  byte[] familyBytes() {
    return family.clone();
  }

  /** How many tokens of the family came before; unsigned. */
  int generation() {
    return generation;
  }

  byte[] secret() {
    return secret.clone();
  }

  /** What a store keeps of the secret. */
  Fingerprint hash() {
    return Fingerprint.of(secret);
  }

  /** {@code RefreshToken(…)}. */
  @Override
  public String toString() {
    return "RefreshToken(…)";
  }
}
