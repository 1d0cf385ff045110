// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import java.util.Optional;
import java.util.Set;

/**
 * What a platform vouches for beside the player's id. Absent means that the platform did not say,
 * which is neither yes nor no.
 *
 * @param owner who owns the game if it is not the player, as with family sharing
 * @param banned whether the platform itself has banned the player from this game
 * @param country the player's country, ISO 3166-1 alpha-2
 * @param ageBand the platform's own word for the player's age group
 * @param entitlements what the player owns, by the platform's own names
 */
public record PlatformFacts(
    Optional<String> owner,
    Optional<Boolean> banned,
    Optional<String> country,
    Optional<String> ageBand,
    Set<String> entitlements) {
  /** The platform said nothing. */
  public static final PlatformFacts NONE =
      new PlatformFacts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  /** Copies the set. */
  public PlatformFacts {
    entitlements = Set.copyOf(entitlements);
  }

  /** The same with the owner of the game. */
  public PlatformFacts owner(String owner) {
    return new PlatformFacts(Optional.of(owner), banned, country, ageBand, entitlements);
  }

  /** The same with whether the platform has banned the player. */
  public PlatformFacts banned(boolean banned) {
    return new PlatformFacts(owner, Optional.of(banned), country, ageBand, entitlements);
  }

  /** The same with the player's country. */
  public PlatformFacts country(String country) {
    return new PlatformFacts(owner, banned, Optional.of(country), ageBand, entitlements);
  }

  /** The same with the player's age group. */
  public PlatformFacts ageBand(String ageBand) {
    return new PlatformFacts(owner, banned, country, Optional.of(ageBand), entitlements);
  }

  /** The same with what the player owns. */
  public PlatformFacts entitlements(Set<String> entitlements) {
    return new PlatformFacts(owner, banned, country, ageBand, entitlements);
  }

  /** {@code PlatformFacts(…)}: they are about a person. */
  @Override
  public String toString() {
    return "PlatformFacts(…)";
  }
}
