// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import java.util.List;
import java.util.Optional;

/**
 * What PlayStation's claims are called, in id tokens and in {@code userinfo}: of each list, the
 * first claim counts that is there and has the right form. A list has 1 to 8 names.
 *
 * @param id the player's account id in decimal digits; {@code sub}, {@code account_id} by default
 * @param name the online id; {@code online_id} by default
 * @param age years; {@code age} by default
 * @param child whether the account is a child's; {@code is_child} by default
 * @param country {@code legal_country} by default
 * @param environment the number of the environment; {@code env_iss_id} by default
 */
public record PlayStationClaimNames(
    Optional<List<String>> id,
    Optional<List<String>> name,
    Optional<List<String>> age,
    Optional<List<String>> child,
    Optional<List<String>> country,
    Optional<List<String>> environment) {
  static final PlayStationClaimNames DEFAULT =
      new PlayStationClaimNames(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException naming the list and its range
   */
  public PlayStationClaimNames {
    id = id.map(names -> Require.printables("id", names, 8));
    name = name.map(names -> Require.printables("name", names, 8));
    age = age.map(names -> Require.printables("age", names, 8));
    child = child.map(names -> Require.printables("child", names, 8));
    country = country.map(names -> Require.printables("country", names, 8));
    environment = environment.map(names -> Require.printables("environment", names, 8));
  }
}
