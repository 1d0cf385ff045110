// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.cognito.identitypool.IdentityId;
import io.github.gameauth.cognito.identitypool.Login;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token is asked for with.
 *
 * @param life how long the token lives: 1 second to 24 hours; 15 minutes by default
 * @param identity the identity that the player has already, such as a guest's, to be linked; empty
 *     if there is none
 * @param logins the player's other logins, to be linked as well
 * @param principalTags for access control by attributes
 */
public record TokenRequest(
    Duration life,
    Optional<IdentityId> identity,
    List<Login> logins,
    Map<String, String> principalTags) {
  private static final Duration MAX_LIFE = Duration.ofHours(24);

  /** A token for 15 minutes, and nothing else. */
  public static final TokenRequest DEFAULT =
      new TokenRequest(Duration.ofMinutes(15), Optional.empty(), List.of(), Map.of());

  /**
   * Checks the life, and copies the collections.
   *
   * @throws IllegalArgumentException naming the range
   */
  public TokenRequest {
    if (life.toSeconds() < 1 || life.compareTo(MAX_LIFE) > 0) {
      throw new IllegalArgumentException("life: " + life + " (expected: PT1S to " + MAX_LIFE + ")");
    }
    logins = List.copyOf(logins);
    principalTags = Map.copyOf(principalTags);
  }

  /** Another life. */
  public TokenRequest life(Duration life) {
    return new TokenRequest(life, identity, logins, principalTags);
  }

  /** Linked to that identity. */
  public TokenRequest identity(IdentityId identity) {
    return new TokenRequest(life, Optional.of(identity), logins, principalTags);
  }

  /** Linked to those logins. */
  public TokenRequest logins(List<Login> logins) {
    return new TokenRequest(life, identity, logins, principalTags);
  }

  /** With those tags. */
  public TokenRequest principalTags(Map<String, String> principalTags) {
    return new TokenRequest(life, identity, logins, principalTags);
  }
}
