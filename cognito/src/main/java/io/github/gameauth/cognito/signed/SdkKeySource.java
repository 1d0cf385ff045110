// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.secret.Secret;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Takes this server's AWS credentials from a provider of the AWS SDK for Java 2.
 *
 * <pre>{@code
 * AwsKeySource keys = SdkKeySource.of(DefaultCredentialsProvider.create());
 * }</pre>
 *
 * <p>Safe to share.
 */
public final class SdkKeySource implements AwsKeySource {
  private final IdentityProvider<? extends AwsCredentialsIdentity> provider;

  private SdkKeySource(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
    this.provider = provider;
  }

  /** Whatever that provider gives at the time; every {@code AwsCredentialsProvider} is one. */
  @SuppressWarnings("exports") // the module of the SDK is optional, and so cannot be passed on
  public static SdkKeySource of(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
    return new SdkKeySource(provider);
  }

  @Override
  public AwsKeys keys() {
    AwsCredentialsIdentity identity = provider.resolveIdentity().join();
    Optional<Secret> sessionToken =
        identity instanceof AwsSessionCredentialsIdentity temporary
            ? Optional.of(Secret.of(temporary.sessionToken()))
            : Optional.empty();
    return new AwsKeys(identity.accessKeyId(), Secret.of(identity.secretAccessKey()), sessionToken);
  }

  /** {@code SdkKeySource(…)}. */
  @Override
  public String toString() {
    return "SdkKeySource(…)";
  }
}
