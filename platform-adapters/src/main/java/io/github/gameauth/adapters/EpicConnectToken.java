// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from {@code EOS_Connect_CopyIdToken}.
 *
 * @param idToken the id token, a compact JWT
 * @param productUserId who the client says it is, if it does; the token must say the same
 */
public record EpicConnectToken(Secret idToken, Optional<String> productUserId) {
  /** A token alone. */
  public EpicConnectToken(Secret idToken) {
    this(idToken, Optional.empty());
  }

  /** {@code EpicConnectToken(…)}. */
  @Override
  public String toString() {
    return "EpicConnectToken(…)";
  }
}
