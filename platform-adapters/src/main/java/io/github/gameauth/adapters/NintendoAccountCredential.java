// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got when the player signed in with a Nintendo Account.
 *
 * @param idToken {@code id_token}, a compact JWT
 * @param accessToken {@code access_token}, where the adapter reads profiles; not looked at
 *     otherwise
 */
public record NintendoAccountCredential(Secret idToken, Optional<Secret> accessToken) {
  /** An id token alone. */
  public NintendoAccountCredential(Secret idToken) {
    this(idToken, Optional.empty());
  }
}
