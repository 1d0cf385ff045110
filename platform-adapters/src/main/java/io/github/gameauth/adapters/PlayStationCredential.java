// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What the console's library gave to the client: an authorization code or an id token, one of them.
 *
 * @param code the code, for our server's client
 * @param idToken the id token, a compact JWT
 * @param issuerId which environment the library named: 1, 8 or 256. It only chooses among those
 *     that the settings name, and the first of them is meant if it is absent
 */
public record PlayStationCredential(
    Optional<Secret> code, Optional<Secret> idToken, Optional<Long> issuerId) {
  /** Insists on one of the two. */
  public PlayStationCredential {
    if (code.isPresent() == idToken.isPresent()) {
      throw new IllegalArgumentException("credential: both or neither (expected: code or idToken)");
    }
  }

  /** A code, without a word on where it is from. */
  public static PlayStationCredential ofCode(Secret code) {
    return new PlayStationCredential(Optional.of(code), Optional.empty(), Optional.empty());
  }

  /** An id token, without a word on where it is from. */
  public static PlayStationCredential ofToken(Secret idToken) {
    return new PlayStationCredential(Optional.empty(), Optional.of(idToken), Optional.empty());
  }
}
