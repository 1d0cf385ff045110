// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The member names that nearly every token has, so that they need not be made anew for each. Fixed:
 * no name that a stranger chose is ever added.
 */
final class KnownNames {
  private static final int SLOTS = 256;
  private static final String[] NAMES = new String[SLOTS];
  private static final byte[][] BYTES = new byte[SLOTS][];

  static {
    for (String name :
        new String[] {
          "alg",
          "kid",
          "typ",
          "cty",
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "sid",
          "azp",
          "acr",
          "amr",
          "act",
          "cnf",
          "nonce",
          "scope",
          "roles",
          "groups",
          "entitlements",
          "client_id",
          "auth_time",
          "token_use",
          "username",
          "email",
          "name",
          "gid",
          "plat",
          "kind",
          "pvt",
          "sep",
          "deg",
          "reg",
          "v"
        }) {
      byte[] bytes = name.getBytes(ISO_8859_1);
      int slot = slot(bytes, 0, bytes.length);
      while (NAMES[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      NAMES[slot] = name;
      BYTES[slot] = bytes;
    }
  }

  private KnownNames() {}

  /** The name that the bytes from {@code start} to {@code end} spell, or null if none is known. */
  static @Nullable String find(byte[] source, int start, int end) {
    if (start == end) {
      return null;
    }
    for (int slot = slot(source, start, end);
        NAMES[slot] != null;
        slot = (slot + 1) & (SLOTS - 1)) {
      byte[] bytes = BYTES[slot];
      if (Arrays.equals(bytes, 0, bytes.length, source, start, end)) {
        return NAMES[slot];
      }
    }
    return null;
  }

  private static int slot(byte[] bytes, int start, int end) {
    int middle = bytes[(start + end) >>> 1];
    return (bytes[start] * 31 + bytes[end - 1] * 7 + middle * 13 + (end - start)) & (SLOTS - 1);
  }
}
