// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one of Cognito's two services is asked: AWS's own host for a region, or a place that is
 * said outright, such as an emulator.
 *
 * <pre>{@code
 * ServiceEndpoint.userPools(AwsRegion.of("us-gov-west-1")).fips();
 * ServiceEndpoint.userPools(AwsRegion.of("local")).atPlainHttp(URI.create("http://127.0.0.1:9229"));
 * }</pre>
 *
 * <p>Immutable and safe to share; each method returns a copy.
 */
public final class ServiceEndpoint {
  private static final Set<String> FIPS_REGIONS =
      Set.of("us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-west-1");

  /** What the two services are called. */
  private enum Service {
    USER_POOLS("cognito-idp", "AWSCognitoIdentityProviderService"),
    IDENTITY_POOLS("cognito-identity", "AWSCognitoIdentityService");

    private final String signingName;
    private final String targetPrefix;

    Service(String signingName, String targetPrefix) {
      this.signingName = signingName;
      this.targetPrefix = targetPrefix;
    }
  }

  private final Service service;
  private final AwsRegion region;
  private final boolean fips;
  private final boolean dualStack;
  private final @Nullable URI override;

  private ServiceEndpoint(
      Service service, AwsRegion region, boolean fips, boolean dualStack, @Nullable URI override) {
    if (override != null && (fips || dualStack)) {
      throw new IllegalArgumentException(
          "endpoint: "
              + override.getHost()
              + " with FIPS or dual stack (expected: one or the other)");
    }
    this.service = service;
    this.region = region;
    this.fips = fips;
    this.dualStack = dualStack;
    this.override = override;
  }

  /** User pools, at AWS's host for that region. It need not be the one in a pool's id. */
  public static ServiceEndpoint userPools(AwsRegion region) {
    return new ServiceEndpoint(Service.USER_POOLS, region, false, false, null);
  }

  /** Identity pools, at AWS's host for that region, which must be the one in the pool's id. */
  public static ServiceEndpoint identityPools(AwsRegion region) {
    return new ServiceEndpoint(Service.IDENTITY_POOLS, region, false, false, null);
  }

  /**
   * AWS's host with validated cryptography.
   *
   * @throws IllegalArgumentException where there is none, or if a place was said outright
   */
  public ServiceEndpoint fips() {
    if (!FIPS_REGIONS.contains(region.name())) {
      throw new IllegalArgumentException(
          "fips: "
              + region
              + " (expected: us-east-1, us-east-2, us-west-1, us-west-2 or us-gov-west-1)");
    }
    return new ServiceEndpoint(service, region, true, dualStack, override);
  }

  /**
   * AWS's host that speaks IPv6, too; in most regions the ordinary one does.
   *
   * @throws IllegalArgumentException where there is none, or if a place was said outright
   */
  public ServiceEndpoint dualStack() {
    if (region.dualStackSuffix().isEmpty()) {
      throw new IllegalArgumentException(
          "dualStack: " + region + " (expected: a region with IPv6 hosts)");
    }
    return new ServiceEndpoint(service, region, fips, true, override);
  }

  /**
   * A place of its own, such as a gateway in between.
   *
   * @param base https, without user-info, query and fragment
   * @throws IllegalArgumentException if it is anything else, or after {@link #fips} or {@link
   *     #dualStack}
   */
  public ServiceEndpoint at(URI base) {
    if (!"https".equalsIgnoreCase(base.getScheme())) {
      throw new IllegalArgumentException(
          "endpoint: " + base.getScheme() + ":… (expected: https; or atPlainHttp on loopback)");
    }
    return new ServiceEndpoint(service, region, fips, dualStack, checked(base));
  }

  /**
   * An emulator on this machine. Passwords go there in the clear.
   *
   * @param base http on {@code localhost}, {@code 127.0.0.0/8} or {@code ::1}, without user-info,
   *     query and fragment
   * @throws IllegalArgumentException if it is anything else, or after {@link #fips} or {@link
   *     #dualStack}
   */
  public ServiceEndpoint atPlainHttp(URI base) {
    if (!"http".equalsIgnoreCase(base.getScheme())) {
      throw new IllegalArgumentException(
          "endpoint: " + base.getScheme() + ":… (expected: http on loopback)");
    }
    return new ServiceEndpoint(service, region, fips, dualStack, checked(base));
  }

  private static URI checked(URI base) {
    JsonHttp.requireAskable(base);
    if (base.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "endpoint: " + base.getHost() + " with a query (expected: none)");
    }
    return base.getRawPath().isEmpty() ? base.resolve("/") : base;
  }

  /** Where requests are posted to. */
  public URI uri() {
    if (override != null) {
      return override;
    }
    Optional<String> suffix = dualStack ? region.dualStackSuffix() : Optional.of(region.suffix());
    return URI.create(
        "https://"
            + service.signingName
            + (fips ? "-fips" : "")
            + "."
            + region
            + "."
            + suffix.orElseThrow()
            + "/");
  }

  /** The region, which signed requests name as well. */
  public AwsRegion region() {
    return region;
  }

  /** What the name of an operation is prefixed with on the wire. */
  public String targetPrefix() {
    return service.targetPrefix;
  }

  /** What the service is called in the signature of a request. */
  public String signingName() {
    return service.signingName;
  }

  /** Where requests are posted to. */
  @Override
  public String toString() {
    return "ServiceEndpoint(" + uri() + ")";
  }
}
