// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The whole SHA-256 of a secret: enough to recognise it again, too little to use it. Caches and
 * stores keep fingerprints where others would keep live tokens.
 *
 * <p>Immutable and safe to share. Fit as a map key: two fingerprints are equal only if all 256 bits
 * are.
 */
public final class Fingerprint {
  private final long a;
  private final long b;
  private final long c;
  private final long d;

  private Fingerprint(byte[] sha256) {
    ByteBuffer words = ByteBuffer.wrap(sha256);
    this.a = words.getLong();
    this.b = words.getLong();
    this.c = words.getLong();
    this.d = words.getLong();
  }

  /** The fingerprint of a secret's bytes. */
  public static Fingerprint of(Secret secret) {
    return of(secret.revealBytes());
  }

  /** The fingerprint of a text's UTF-8 bytes. */
  public static Fingerprint of(CharSequence text) {
    return of(text.toString().getBytes(UTF_8));
  }

  /** The fingerprint of some bytes. */
  public static Fingerprint of(byte[] bytes) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }

  /**
   * Takes a digest that the caller computed.
   *
   * @throws IllegalArgumentException unless there are exactly 32 bytes
   */
  public static Fingerprint ofSha256(byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("digest: " + digest.length + " bytes (expected: 32)");
    }
    return new Fingerprint(digest);
  }

  /** A copy of the 32 bytes, as stores keep them. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /** The first eight hexadecimal digits: fit for a log line, too short to look anything up by. */
  public String start() {
    return String.format("%08x", a >>> 32);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that
        && ((a ^ that.a) | (b ^ that.b) | (c ^ that.c) | (d ^ that.d)) == 0;
  }

  @Override
  public int hashCode() {
    return (int) (a ^ (a >>> 32));
  }

  /** {@code Fingerprint(} and {@link #start()}{@code …)}. */
  @Override
  public String toString() {
    return "Fingerprint(" + start() + "…)";
  }
}
