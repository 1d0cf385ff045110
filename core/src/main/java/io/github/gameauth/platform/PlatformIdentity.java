// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import java.util.Optional;

/**
 * Who a platform says a player is. It holds nothing that the player said.
 *
 * @param platform whose word it is
 * @param environment which of the platform's worlds the subject lives in, such as a sandbox, a user
 *     pool or a publisher; 0 to 64 characters, empty if there is but one
 * @param subject the player's id on that platform, as text; 1 to 255 characters
 * @param scope within which bounds the subject means the same player
 * @param displayName what the platform calls the player, for eyes only; never for look-ups
 * @param facts what else the platform vouches for
 */
public record PlatformIdentity(
    Platform platform,
    String environment,
    String subject,
    IdScope scope,
    Optional<String> displayName,
    PlatformFacts facts) {
  /** Checks the lengths. */
  public PlatformIdentity {
    Require.text("environment", environment, 0, 64);
    Require.text("subject", subject, 1, 255);
  }

  /** An identity without a name or further facts. */
  public static PlatformIdentity of(
      Platform platform, String environment, String subject, IdScope scope) {
    return new PlatformIdentity(
        platform, environment, subject, scope, Optional.empty(), PlatformFacts.NONE);
  }

  /** The same with a name to show. */
  public PlatformIdentity displayName(String name) {
    return new PlatformIdentity(platform, environment, subject, scope, Optional.of(name), facts);
  }

  /** The same with facts. */
  public PlatformIdentity facts(PlatformFacts facts) {
    return new PlatformIdentity(platform, environment, subject, scope, displayName, facts);
  }

  /** The platform and nothing else: ids and names stay out of logs. */
  @Override
  public String toString() {
    return "PlatformIdentity(" + platform + " …)";
  }
}
