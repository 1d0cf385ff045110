// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.secret;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes values that nobody can guess, from {@link SecureRandom} alone.
 *
 * <p>Safe to share between threads.
 */
public final class SecretGenerator {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random;

  /** A generator on the platform's {@link SecureRandom}. */
  public SecretGenerator() {
    this(new SecureRandom());
  }

  /**
   * A generator on a source of the caller's choice, such as a hardware one.
   *
   * @param random the source; what it yields must be fit for keys
   */
  public SecretGenerator(SecureRandom random) {
    this.random = random;
  }

  /**
   * Random bytes.
   *
   * @param count how many, at least 1
   */
  public byte[] bytes(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
    }
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A public identifier of 128 random bits, 22 characters of base64url. */
  public String identifier() {
    return BASE64URL.encodeToString(bytes(16));
  }

  /** A secret text of 256 random bits, 43 characters of base64url. */
  public Secret secret() {
    return Secret.of(BASE64URL.encodeToString(bytes(32)));
  }
}
