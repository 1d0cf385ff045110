// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.secret.Fingerprint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** What a family is called where others can read it. */
final class SessionIds {
  private static final byte[] PURPOSE = "sid".getBytes(US_ASCII);

  private SessionIds() {}

  /**
   * The {@code sid} of a family's tokens: the first 16 bytes of SHA-256 over {@code sid} and the
   * family's 16 bytes, as base64url. Nobody can go back from it to the family.
   */
  static String of(FamilyId family) {
    byte[] name = Base64.getUrlDecoder().decode(family.value());
    byte[] both = ByteBuffer.allocate(PURPOSE.length + name.length).put(PURPOSE).put(name).array();
    byte[] digest = Arrays.copyOf(Fingerprint.of(both).bytes(), 16);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** As much of a {@code sid} as a log line may hold. */
  static String start(FamilyId family) {
    return of(family).substring(0, 8);
  }
}
