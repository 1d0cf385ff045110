// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.wire.Attributes;
import io.github.gameauth.cognito.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pool tells a player about themselves.
 *
 * @param userName the pool's own name of the user
 * @param attributes those that the app client may read; values are texts, {@code "true"} included
 * @param preferredMfa such as {@code SOFTWARE_TOKEN_MFA}
 * @param mfa the second factors that are set up
 */
public record UserProfile(
    String userName,
    Map<String, String> attributes,
    Optional<String> preferredMfa,
    List<String> mfa) {
  /** Copies the collections. */
  public UserProfile {
    attributes = Map.copyOf(attributes);
    mfa = List.copyOf(mfa);
  }

  static Optional<UserProfile> read(JsonNode answer) {
    return WireJson.text(answer, "Username")
        .map(
            name ->
                new UserProfile(
                    name,
                    Attributes.read(answer.path("UserAttributes")),
                    WireJson.text(answer, "PreferredMfaSetting"),
                    AuthAnswer.list(answer.path("UserMFASettingList"))));
  }

  /** Who they are within the pool, for ever: the attribute {@code sub}. */
  public Optional<String> subject() {
    return Optional.ofNullable(attributes.get("sub"));
  }

  /** The name; attributes are nothing for a log. */
  @Override
  public String toString() {
    return "UserProfile(" + userName + ")";
  }
}
