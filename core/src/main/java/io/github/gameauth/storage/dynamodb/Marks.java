// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts by which a write knows its own work again; they prove nothing to anybody. */
final class Marks {
  /** The attribute that holds who wrote an item last. */
  static final String NAME = "mark";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Marks() {}

  /** 96 random bits, 16 characters. */
  static String random() {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
