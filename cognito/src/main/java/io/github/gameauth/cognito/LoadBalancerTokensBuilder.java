// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says which load balancers are believed, and for which clients. Not safe to share. */
public final class LoadBalancerTokensBuilder {
  /** {@code arn:partition:elasticloadbalancing:region:account:loadbalancer/app/name/id}. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(?:-[a-z]+)*:elasticloadbalancing:([a-z0-9-]+):[0-9]{12}:"
              + "loadbalancer/app/[A-Za-z0-9-]{1,32}/[0-9a-f]{1,64}");

  private final Set<String> issuers;
  private final Map<String, AwsRegion> signers = new LinkedHashMap<>();
  private final List<ClaimPolicy> policies = new ArrayList<>();
  private @Nullable Set<String> clients;
  private boolean anyClient;
  private @Nullable URI keys;
  @Nullable Duration leeway;
  @Nullable JsonHttp http;
  LongSupplier ticker = System::nanoTime;

  LoadBalancerTokensBuilder(Set<String> issuers) {
    this.issuers = issuers;
  }

  /**
   * The load balancers that tokens must come from, by their ARNs. All of them are in one region,
   * which says where their keys lie.
   *
   * @throws IllegalArgumentException if one is no ARN of an Application Load Balancer
   */
  public LoadBalancerTokensBuilder signer(String... arns) {
    for (String arn : Configured.names("signer", arns)) {
      Matcher form = ARN.matcher(arn);
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "signer: " + Shown.of(arn) + " (expected: the ARN of an Application Load Balancer)");
      }
      signers.put(arn, AwsRegion.of(form.group(1)));
    }
    return this;
  }

  /** The clients that the load balancers may have signed players in with. */
  public LoadBalancerTokensBuilder client(String... anyOf) {
    clients = Configured.names("client", anyOf);
    anyClient = false;
    return this;
  }

  /** Takes tokens of all clients that the load balancers sign players in with. */
  public LoadBalancerTokensBuilder anyClient() {
    clients = null;
    anyClient = true;
    return this;
  }

  /**
   * Where the keys lie, each under its id: https, or http on loopback, without a slash at the end.
   * For tests, and for partitions that we do not know; by default it follows from the region.
   */
  public LoadBalancerTokensBuilder keysAt(URI address) {
    keys = JsonHttp.requireAskable(address);
    return this;
  }

  /** How far clocks may differ, 0 to 5 minutes. Defaults to 30 seconds. */
  public LoadBalancerTokensBuilder leeway(Duration leeway) {
    this.leeway = leeway;
    return this;
  }

  /** Further conditions; all must hold. */
  public LoadBalancerTokensBuilder require(ClaimPolicy... further) {
    policies.addAll(List.of(further));
    return this;
  }

  /** Fetches the keys; stays the caller's to close. Defaults to one of its own. */
  public LoadBalancerTokensBuilder http(JsonHttp http) {
    this.http = http;
    return this;
  }

  /** Elapsed time in nanoseconds. Defaults to {@link System#nanoTime()}; for tests. */
  public LoadBalancerTokensBuilder ticker(LongSupplier nanos) {
    this.ticker = nanos;
    return this;
  }

  /**
   * The tokens, ready to be trusted.
   *
   * @throws IllegalStateException if the signer or the client was not said, or the signers are in
   *     several regions
   */
  public LoadBalancerTokens build() {
    if (signers.isEmpty()) {
      throw new IllegalStateException("signer: not said (expected: at least 1)");
    }
    if (signers.values().stream().distinct().count() > 1) {
      throw new IllegalStateException("signer: of several regions (expected: one region)");
    }
    if (clients == null && !anyClient) {
      throw new IllegalStateException(
          "client: not said (expected: client(…), or anyClient() to take all)");
    }
    LoadBalancerPolicy policy =
        new LoadBalancerPolicy(Set.copyOf(signers.keySet()), Optional.ofNullable(clients));
    return new LoadBalancerTokens(issuers, policy, this);
  }

  ClaimPolicy[] policies() {
    return policies.toArray(ClaimPolicy[]::new);
  }

  /** Where the keys lie, without the slash at the end. */
  String keysAddress() {
    return keys != null ? keys.toString() : published(signers.values().iterator().next());
  }

  private static String published(AwsRegion region) {
    String name = region.name();
    // GovCloud publishes in a bucket.
    return name.startsWith("us-gov-")
        ? "https://s3-" + name + ".amazonaws.com/aws-elb-public-keys-prod-" + name
        : "https://public-keys.auth.elb." + name + "." + region.suffix();
  }
}
