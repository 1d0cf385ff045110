// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * An account that a player signs up for.
 *
 * @param userName 1 to 128 characters without white space
 * @param password empty for a player who will only ever sign in by codes
 * @param attributes such as {@code email}; custom ones are written {@code custom:rank}
 * @param validationData for the pool's trigger that judges sign-ups; not kept
 */
public record NewAccount(
    String userName,
    Optional<Secret> password,
    Map<String, String> attributes,
    Map<String, String> validationData) {
  /** Copies the maps. */
  public NewAccount {
    attributes = Map.copyOf(attributes);
    validationData = Map.copyOf(validationData);
  }

  /** An account with a password. */
  public static NewAccount of(String userName, Secret password) {
    return new NewAccount(userName, Optional.of(password), Map.of(), Map.of());
  }

  /** An account without a password, where the pool allows it. */
  public static NewAccount withoutPassword(String userName) {
    return new NewAccount(userName, Optional.empty(), Map.of(), Map.of());
  }

  /** With those attributes, in place of others. */
  public NewAccount attributes(Map<String, String> attributes) {
    return new NewAccount(userName, password, attributes, validationData);
  }

  /** With that for the trigger, in place of something else. */
  public NewAccount validationData(Map<String, String> validationData) {
    return new NewAccount(userName, password, attributes, validationData);
  }

  /** {@code NewAccount(…)}. */
  @Override
  public String toString() {
    return "NewAccount(…)";
  }
}
