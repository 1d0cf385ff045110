// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What only Cognito's tokens have: their use, the client, which stands elsewhere for each use, and
 * whether a player or a machine signed in.
 *
 * @param uses the uses accepted
 * @param clients the app clients accepted; all if empty
 * @param resources what access tokens may be bound to beside their client
 * @param anyResource whether access tokens may be bound to anything
 * @param machines whether access tokens of machines are accepted
 */
record PoolPolicy(
    Set<TokenUse> uses,
    Optional<Set<String>> clients,
    Set<String> resources,
    boolean anyResource,
    boolean machines)
    implements ClaimPolicy {
  private static final Optional<Rejection> NO_USE = objection("token_use", "is missing or unknown");
  private static final Optional<Rejection> OTHER_USE =
      objection("token_use", "is not the one expected");
  private static final Optional<Rejection> OTHER_AUDIENCE =
      objection("aud", "is not one client alone, one of those accepted");
  private static final Optional<Rejection> OTHER_CLIENT =
      objection("client_id", "is missing or none of those accepted");
  private static final Optional<Rejection> OTHER_RESOURCE =
      objection("aud", "binds the token to a resource that is none of ours");
  private static final Optional<Rejection> MACHINE =
      objection("username", "is missing: the token is a machine's");

  private static Optional<Rejection> objection(String claim, String complaint) {
    return Optional.of(Rejection.ofClaim(claim, claim + " " + complaint));
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    Optional<TokenUse> use = TokenUse.of(claims.text("token_use"));
    if (use.isEmpty()) {
      return NO_USE;
    }
    if (!uses.contains(use.get())) {
      return OTHER_USE;
    }
    return use.get() == TokenUse.ID ? objectionToId(claims) : objectionToAccess(claims);
  }

  private Optional<Rejection> objectionToId(Claims claims) {
    List<String> audience = claims.audience();
    return audience.size() == 1 && isClient(audience.get(0)) ? Optional.empty() : OTHER_AUDIENCE;
  }

  private Optional<Rejection> objectionToAccess(Claims claims) {
    Optional<String> client = claims.name("client_id");
    if (client.isEmpty() || !isClient(client.get())) {
      return OTHER_CLIENT;
    }
    if (!isForUs(claims.audience(), client.get())) {
      return OTHER_RESOURCE;
    }
    return machines || claims.name("username").isPresent() ? Optional.empty() : MACHINE;
  }

  /** A pool may let clients bind a token to a resource; such a token is for that one alone. */
  private boolean isForUs(List<String> audience, String client) {
    return anyResource
        || audience.isEmpty()
        || audience.stream().anyMatch(each -> each.equals(client) || resources.contains(each));
  }

  private boolean isClient(String client) {
    return clients.isEmpty() || clients.get().contains(client);
  }
}
