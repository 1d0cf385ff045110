// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FetchThreads;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import io.github.gameauth.verify.VerifierBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that AWS's Application Load Balancers put into the header {@code x-amzn-oidc-data}
 * once a player has signed in through them, for a {@code TokenVerifier}. The claims are what the
 * identity provider says about the player; the balancer signs them with ES256, for two minutes.
 *
 * <pre>{@code
 * LoadBalancerTokens tokens =
 *     LoadBalancerTokens.of(UserPoolId.of("eu-west-1_AbCdEf123"))
 *         .signer("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/lobby/50dc6c495c0c9188")
 *         .client("1h57kf5cpq17m0eml12EXAMPLE")     // or anyClient()
 *         .build();
 * TokenVerifier verifier = tokens.trustedIn(TokenVerifier.builder()).build();
 * Verification verification = verifier.verify(request.header("x-amzn-oidc-data"));
 * }</pre>
 *
 * <p>The signer must be said, since everybody's balancers in a region sign with the same keys, and
 * anybody may have one that vouches for whatever claims he likes, under your pool's name. Let
 * nothing but the balancer reach the server all the same: whoever else does may show a token that
 * he overheard.
 *
 * <p>A verifier for these is one of its own: it takes padded segments, which these tokens have and
 * no others should, and the pool's own tokens, which bear the same {@code iss}, go to another one.
 *
 * <p>Safe to share. Keys are fetched when a token names them, one by one; closing it ends that.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html">Authenticate
 *     users using an Application Load Balancer</a>
 */
public final class LoadBalancerTokens implements AutoCloseable {
  /** So many fetchers that all strangers' requests at once leave one for a player. */
  private static final int THREADS = AttemptLimit.MOST / 4 + 1;

  private final List<TrustedIssuer> issuers;
  private final FetchThreads threads = new FetchThreads(THREADS);
  private final @Nullable JsonHttp ownHttp;

  LoadBalancerTokens(
      Set<String> names, LoadBalancerPolicy policy, LoadBalancerTokensBuilder settings) {
    this.ownHttp = settings.http == null ? JsonHttp.create() : null;
    PemKeys keys =
        new PemKeys(
            settings.keysAddress(),
            ownHttp == null ? Objects.requireNonNull(settings.http) : ownHttp,
            threads.fetchers(),
            settings.ticker);
    List<TrustedIssuer> trusted = new ArrayList<>();
    for (String name : names) {
      TrustedIssuerBuilder issuer =
          TrustedIssuer.named(name)
              .anyAudience() // the header's client stands for it
              .algorithms(Algorithm.ES256)
              .keys(keys)
              .require(policy)
              .require(settings.policies());
      if (settings.leeway != null) {
        issuer.leeway(settings.leeway);
      }
      trusted.add(issuer.build());
    }
    this.issuers = List.copyOf(trusted);
  }

  /** Begins with the user pool that the balancer has players sign in with. */
  public static LoadBalancerTokensBuilder of(UserPoolId pool) {
    return new LoadBalancerTokensBuilder(new IssuerNames(pool).all());
  }

  /**
   * Begins with another identity provider that the balancer has players sign in with.
   *
   * @param issuer its name, exactly as it stands in the listener's rule
   */
  public static LoadBalancerTokensBuilder ofIssuer(String issuer) {
    return new LoadBalancerTokensBuilder(Configured.names("issuer", issuer));
  }

  /**
   * Makes {@code verifier} one for these tokens: it trusts the issuers and takes padded segments.
   *
   * @return {@code verifier}
   */
  public VerifierBuilder trustedIn(VerifierBuilder verifier) {
    return verifier.trust(issuers.toArray(TrustedIssuer[]::new)).allowingPaddedSegments();
  }

  /** Ends fetches under way; keys that are there go on serving until they are too old. */
  @Override
  public void close() {
    threads.close();
    if (ownHttp != null) {
      ownHttp.close();
    }
  }
}
