// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * AWS credentials of this server.
 *
 * @param accessKeyId names them; no secret
 * @param secretKey signs requests
 * @param sessionToken goes along with requests, if they are temporary, as those of roles are
 */
public record AwsKeys(String accessKeyId, Secret secretKey, Optional<Secret> sessionToken) {
  /** Credentials of a user of IAM. */
  public static AwsKeys of(String accessKeyId, Secret secretKey) {
    return new AwsKeys(accessKeyId, secretKey, Optional.empty());
  }

  /** Temporary credentials. */
  public static AwsKeys of(String accessKeyId, Secret secretKey, Secret sessionToken) {
    return new AwsKeys(accessKeyId, secretKey, Optional.of(sessionToken));
  }
}
