// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.util.Arrays;
import java.util.Base64;

/** Proves that a request comes from an app client that knows its secret. */
public final class SecretHash {
  private SecretHash() {}

  /**
   * What goes out as {@code SECRET_HASH} or {@code SecretHash}: base64, with padding.
   *
   * @param clientSecret the app client's secret
   * @param userName the name in the same request; where none is sent, the pool's internal one
   * @param clientId the app client's id
   */
  public static String of(Secret clientSecret, String userName, String clientId) {
    byte[] key = clientSecret.revealBytes();
    byte[] hash = Digests.hmacSha256(key, userName.getBytes(UTF_8), clientId.getBytes(UTF_8));
    Arrays.fill(key, (byte) 0);
    return Base64.getEncoder().encodeToString(hash);
  }
}
