// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.secret.Secret;
import java.time.Instant;

/**
 * AWS credentials of one identity, which last about an hour.
 *
 * @param identity whose they are. Not always the one that was asked for: logins that belong to
 *     another identity lead there
 * @param accessKeyId names them; no secret
 * @param secretKey signs requests
 * @param sessionToken goes along with each request
 * @param expiry when they end
 */
public record PlayerCredentials(
    IdentityId identity,
    String accessKeyId,
    Secret secretKey,
    Secret sessionToken,
    Instant expiry) {
  /** Whose they are, and until when. */
  @Override
  public String toString() {
    return "PlayerCredentials(" + identity + ", until " + expiry + ")";
  }
}
