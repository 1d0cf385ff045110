// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.service.CognitoException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Gives a player's credentials to clients of the AWS SDK for Java 2. Needs {@code
 * software.amazon.awssdk:auth}, which whoever has such a client has anyway.
 *
 * <pre>{@code
 * S3Client s3 = S3Client.builder().credentialsProvider(SdkCredentials.of(credentials)).build();
 * }</pre>
 *
 * <p>Safe to share.
 */
@SuppressWarnings("exports") // the module of the SDK is optional, and so cannot be passed on
public final class SdkCredentials implements AwsCredentialsProvider {
  private final RefreshingCredentials credentials;

  private SdkCredentials(RefreshingCredentials credentials) {
    this.credentials = credentials;
  }

  /** Those credentials, whenever the SDK asks. */
  public static SdkCredentials of(RefreshingCredentials credentials) {
    return new SdkCredentials(credentials);
  }

  /**
   * Credentials that are good now.
   *
   * @throws SdkClientException if there are none; its cause is a {@link CognitoException}, which
   *     says why
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      PlayerCredentials current = credentials.current().orElseThrow();
      return AwsSessionCredentials.builder()
          .accessKeyId(current.accessKeyId())
          .secretAccessKey(current.secretKey().reveal())
          .sessionToken(current.sessionToken().reveal())
          .expirationTime(current.expiry())
          .providerName("GameAuthIdentityPool")
          .build();
    } catch (CognitoException e) {
      throw SdkClientException.create("player's credentials: " + e.getMessage(), e);
    }
  }

  /** Whose they are. */
  @Override
  public String toString() {
    return "SdkCredentials(" + credentials + ")";
  }
}
