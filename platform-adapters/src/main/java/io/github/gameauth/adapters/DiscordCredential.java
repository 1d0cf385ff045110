// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Discord with the scope {@code identify}: an access token or an
 * authorization code, one of them.
 *
 * @param accessToken the access token of the Social SDK or of a web login
 * @param code the authorization code of an activity ({@code authorize}) or of a web login
 */
public record DiscordCredential(Optional<Secret> accessToken, Optional<Secret> code) {
  /** Insists on one of the two. */
  public DiscordCredential {
    if (accessToken.isPresent() == code.isPresent()) {
      throw new IllegalArgumentException(
          "credential: both or neither (expected: accessToken or code)");
    }
  }

  /** An access token. */
  public static DiscordCredential ofToken(Secret accessToken) {
    return new DiscordCredential(Optional.of(accessToken), Optional.empty());
  }

  /** An authorization code. */
  public static DiscordCredential ofCode(Secret code) {
    return new DiscordCredential(Optional.empty(), Optional.of(code));
  }
}
