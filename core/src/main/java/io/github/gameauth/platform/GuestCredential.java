// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Secret;

/**
 * What a guest's device keeps, and brings again at each login. Both halves are made by the server;
 * the secret travels in a request body only.
 *
 * @param id which guest it is, public; 1 to 32 printable characters
 * @param secret what proves it: {@code gs1_} and 43 characters of base64url
 */
public record GuestCredential(String id, Secret secret) {
  /** Checks the id's shape. */
  public GuestCredential {
    Require.printable("id", id, 32);
  }
}
