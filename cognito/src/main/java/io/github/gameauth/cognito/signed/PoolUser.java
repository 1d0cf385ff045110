// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user of a pool, as its operator sees them.
 *
 * @param userName the pool's own name of the user
 * @param attributes {@code sub} among them; values are texts, whatever they mean
 * @param isEnabled whether they may sign in
 * @param status such as {@code CONFIRMED}, {@code FORCE_CHANGE_PASSWORD} or {@code
 *     EXTERNAL_PROVIDER}; new ones may be added
 * @param created when the account was made
 * @param modified when it was changed last
 * @param preferredMfa such as {@code SOFTWARE_TOKEN_MFA}
 * @param mfa the second factors that are set up
 */
public record PoolUser(
    String userName,
    Map<String, String> attributes,
    boolean isEnabled,
    String status,
    Optional<Instant> created,
    Optional<Instant> modified,
    Optional<String> preferredMfa,
    List<String> mfa) {
  /** Copies the collections. */
  public PoolUser {
    attributes = Map.copyOf(attributes);
    mfa = List.copyOf(mfa);
  }

  /** Who they are within the pool, for ever: the attribute {@code sub}. */
  public Optional<String> subject() {
    return Optional.ofNullable(attributes.get("sub"));
  }

  /** Name and status; attributes are nothing for a log. */
  @Override
  public String toString() {
    return "PoolUser(" + userName + ", " + status + (isEnabled ? "" : ", disabled") + ")";
  }
}
