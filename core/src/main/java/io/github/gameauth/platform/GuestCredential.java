// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;

/**
 * What a guest's device keeps, and brings again at each login. Both halves are made by the server;
 * the secret travels in a request body only.
 *
 * @param id which guest it is, public; 1 to 32 printable characters
 * @param secret what proves it: {@code gs1_} and 43 characters of base64url
 */
public record GuestCredential(String id, Secret secret) {
  private static final String PREFIX = "gs1_";

  /** Checks the id's shape. */
  public GuestCredential {
    Require.printable("id", id, 32);
  }

  /** A secret for a guest: 256 random bits. */
  public static Secret newSecret(SecretGenerator generator) {
    return Secret.of(PREFIX + generator.secret().reveal());
  }

  /** Whether the secret could be one of ours; most garbage ends here. */
  boolean isWellFormed() {
    return secret.length() == PREFIX.length() + 43 && secret.reveal().startsWith(PREFIX);
  }
}
