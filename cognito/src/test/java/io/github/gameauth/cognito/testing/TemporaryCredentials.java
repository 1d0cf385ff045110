// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** AWS credentials for an hour, of nobody's account. */
record TemporaryCredentials(
    String accessKeyId, String secretKey, String sessionToken, Instant expiration) {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Duration LIFE = Duration.ofHours(1);

  static TemporaryCredentials made(SecureRandom random, Instant now) {
    StringBuilder id = new StringBuilder("ASIA");
    while (id.length() < 20) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new TemporaryCredentials(
        id.toString(), text(random, 30), text(random, 240), now.plus(LIFE));
  }

  private static String text(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Its id: the rest is secret. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
