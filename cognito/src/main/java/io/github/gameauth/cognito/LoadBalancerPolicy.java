// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a load balancer writes into the header: its own ARN, the client that it signed the player in
 * with, the issuer, and when the token ends. Issuer and end stand among the claims, too, which came
 * from the identity provider otherwise; both places must say the same.
 *
 * @param signers the ARNs of our load balancers
 * @param clients the clients accepted; all if empty
 */
record LoadBalancerPolicy(Set<String> signers, Optional<Set<String>> clients)
    implements ClaimPolicy {
  private static final Optional<Rejection> SIGNER =
      objection("signer", "is missing or none of our load balancers");
  private static final Optional<Rejection> CLIENT =
      objection("client", "is missing or none of those accepted");
  private static final Optional<Rejection> ISSUER =
      objection("iss", "is another in the header than among the claims");
  private static final Optional<Rejection> EXPIRY =
      objection("exp", "is another in the header than among the claims");

  private static Optional<Rejection> objection(String claim, String complaint) {
    return Optional.of(Rejection.ofClaim(claim, claim + " " + complaint));
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    if (!(claims.header("signer").orElse("") instanceof String signer)
        || !signers.contains(signer)) {
      return SIGNER;
    }
    if (!(claims.header("client").orElse("") instanceof String client)
        || client.isBlank()
        || !(clients.isEmpty() || clients.get().contains(client))) {
      return CLIENT;
    }
    if (!claims.header("iss").equals(claims.value("iss"))) {
      return ISSUER;
    }
    return claims.header("exp").equals(claims.value("exp")) ? Optional.empty() : EXPIRY;
  }
}
