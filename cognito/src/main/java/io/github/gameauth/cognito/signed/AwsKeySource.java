// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

/**
 * Where this server's AWS credentials come from; roles of containers and machines are its business.
 * {@link SdkKeySource} takes them from the AWS SDK.
 */
@FunctionalInterface
public interface AwsKeySource {
  /**
   * Credentials that are good now. Asked once for each call, by many threads at once. An exception
   * makes the call undecided.
   */
  AwsKeys keys();
}
