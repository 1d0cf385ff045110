// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.cognito.identitypool.IdentityId;
import java.util.Optional;

/**
 * What to look up among developer identities: an identity, a player's name with us, or whether the
 * two belong together.
 *
 * @param identity empty if it is what is looked for
 * @param userId empty if it is what is looked for
 * @param next from the page before; empty for the first page
 */
public record Lookup(
    Optional<IdentityId> identity, Optional<String> userId, Optional<String> next) {
  /**
   * Checks that something is given.
   *
   * @throws IllegalArgumentException if there is neither, or if a name is not 1 to 1024 characters
   */
  public Lookup {
    if (identity.isEmpty() && userId.isEmpty()) {
      throw new IllegalArgumentException("lookup: nothing (expected: an identity or a name)");
    }
    userId.ifPresent(name -> UserId.require("userId", name));
  }

  /** The names of an identity. */
  public static Lookup of(IdentityId identity) {
    return new Lookup(Optional.of(identity), Optional.empty(), Optional.empty());
  }

  /** The identity of a player. */
  public static Lookup of(String userId) {
    return new Lookup(Optional.empty(), Optional.of(userId), Optional.empty());
  }

  /** Whether that name belongs to that identity. */
  public static Lookup of(IdentityId identity, String userId) {
    return new Lookup(Optional.of(identity), Optional.of(userId), Optional.empty());
  }

  /** The following page. */
  public Lookup next(String next) {
    return new Lookup(identity, userId, Optional.of(next));
  }
}
