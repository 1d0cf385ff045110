// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An app client of a {@link TestUserPool}. Starts with every sign-in flow, without a secret,
 * disclosing which users exist, with token revocation and without refresh token rotation.
 *
 * @param id its id
 * @param secret its secret, if it has one; 24 to 64 letters and digits
 * @param flows the flows it may use, by their names in requests
 * @param hidesUsers whether {@code PreventUserExistenceErrors} is on
 * @param revocable whether its tokens can be revoked and carry {@code origin_jti}
 * @param graceOfRotation how long a refresh token stays good after it was rotated, up to 60
 *     seconds; empty when refresh tokens are not rotated
 * @param tokenLife how long ID and access tokens live
 * @param refreshLife how long refresh tokens live
 */
public record TestAppClient(
    String id,
    Optional<String> secret,
    Set<String> flows,
    boolean hidesUsers,
    boolean revocable,
    Optional<Duration> graceOfRotation,
    Duration tokenLife,
    Duration refreshLife) {
  /** Checks and copies. */
  public TestAppClient {
    Limits.check("ClientId", id);
    secret.ifPresent(value -> Limits.check("ClientSecret", value));
    flows = Set.copyOf(flows);
    graceOfRotation.ifPresent(
        grace -> {
          if (grace.isNegative() || grace.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException(
                "graceOfRotation: " + grace + " (expected: PT0S to PT1M)");
          }
        });
  }

  /** A client with that id and the defaults above. */
  public static TestAppClient named(String id) {
    return new TestAppClient(
        id,
        Optional.empty(),
        Set.of(
            "USER_SRP_AUTH",
            "USER_PASSWORD_AUTH",
            "USER_AUTH",
            "CUSTOM_AUTH",
            "REFRESH_TOKEN_AUTH"),
        false,
        true,
        Optional.empty(),
        Duration.ofHours(1),
        Duration.ofDays(30));
  }

  /** The same with a secret. */
  public TestAppClient withSecret(String value) {
    return new TestAppClient(
        id,
        Optional.of(value),
        flows,
        hidesUsers,
        revocable,
        graceOfRotation,
        tokenLife,
        refreshLife);
  }

  /** The same with these flows alone. */
  public TestAppClient allowing(String... names) {
    return new TestAppClient(
        id, secret, Set.of(names), hidesUsers, revocable, graceOfRotation, tokenLife, refreshLife);
  }

  /** The same, not telling which users exist. */
  public TestAppClient hidingUsers() {
    return new TestAppClient(
        id, secret, flows, true, revocable, graceOfRotation, tokenLife, refreshLife);
  }

  /** The same as an old client, without token revocation. */
  public TestAppClient withoutRevocation() {
    return new TestAppClient(
        id, secret, flows, hidesUsers, false, graceOfRotation, tokenLife, refreshLife);
  }

  /** The same with rotating refresh tokens, which rules {@code REFRESH_TOKEN_AUTH} out. */
  public TestAppClient rotating(Duration grace) {
    return new TestAppClient(
        id, secret, flows, hidesUsers, revocable, Optional.of(grace), tokenLife, refreshLife);
  }

  /** The same with these lifetimes. */
  public TestAppClient living(Duration token, Duration refresh) {
    return new TestAppClient(
        id, secret, flows, hidesUsers, revocable, graceOfRotation, token, refresh);
  }

  /** Its id: the rest holds a secret. */
  @Override
  public String toString() {
    return id;
  }
}
