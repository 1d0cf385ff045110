// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All that an identity pool remembers. Whoever reads or changes it holds its lock. */
final class IdentityState {
  private static final int MOST = 10_000;
  private static final int MOST_LOGINS = 20;

  final TestIdentitySettings settings;
  final SecureRandom random = new SecureRandom();
  private final Map<String, Identity> identities = new Bounded<>(MOST);
  private Duration ahead = Duration.ZERO;

  IdentityState(TestIdentitySettings settings) {
    this.settings = settings;
  }

  Instant now() {
    return settings.clock().instant().plus(ahead);
  }

  void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  void checkPool(String id) {
    if (!id.equals(settings.poolId())) {
      throw ServiceError.notFound("IdentityPool '" + id + "' not found.");
    }
  }

  Identity newIdentity() {
    Identity identity = new Identity(settings.region() + ":" + UUID.randomUUID());
    identities.put(identity.id, identity);
    return identity;
  }

  Identity named(String id) {
    Identity identity = identities.get(id);
    if (identity == null) {
      throw ServiceError.notFound("Identity '" + id + "' not found.");
    }
    return identity;
  }

  void remove(Identity identity) {
    identities.remove(identity.id);
  }

  Optional<Identity> owner(Identity.Login login) {
    return identities.values().stream().filter(each -> each.logins.contains(login)).findFirst();
  }

  /** The one identity that these logins lead to; several are a conflict. */
  Optional<Identity> owner(Collection<Identity.Login> logins) {
    Set<Identity> owners = new LinkedHashSet<>();
    logins.forEach(each -> owner(each).ifPresent(owners::add));
    if (owners.size() > 1) {
      throw conflict();
    }
    return owners.stream().findFirst();
  }

  void link(Identity identity, Collection<Identity.Login> logins) {
    for (Identity.Login login : logins) {
      if (owner(login).filter(each -> each != identity).isPresent()) {
        throw conflict();
      }
    }
    identity.logins.addAll(logins);
    if (identity.logins.size() > MOST_LOGINS) {
      identity.logins.removeAll(logins);
      throw ServiceError.of(
          "LimitExceededException", "An identity has " + MOST_LOGINS + " logins at most.");
    }
    identity.wasLinked |= !logins.isEmpty();
  }

  private static ServiceError conflict() {
    return ServiceError.of(
        "ResourceConflictException", "Logins are already linked to another account.");
  }
}
