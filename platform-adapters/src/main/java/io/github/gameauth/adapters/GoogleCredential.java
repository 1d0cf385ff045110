// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Google's sign-in: the ID token or the server auth code, one of them.
 *
 * @param idToken the ID token, a compact JWT
 * @param code the server auth code
 * @param nonce the nonce that was made for this login, raw; a login by code may have none
 */
public record GoogleCredential(
    Optional<Secret> idToken, Optional<Secret> code, Optional<Secret> nonce) {
  /** Insists on one of the two. */
  public GoogleCredential {
    if (idToken.isPresent() == code.isPresent()) {
      throw new IllegalArgumentException("credential: both or neither (expected: idToken or code)");
    }
  }

  /** An ID token of a login with a nonce. */
  public static GoogleCredential ofToken(Secret idToken, Secret nonce) {
    return new GoogleCredential(Optional.of(idToken), Optional.empty(), Optional.of(nonce));
  }

  /** A code of a login without a nonce. */
  public static GoogleCredential ofCode(Secret code) {
    return new GoogleCredential(Optional.empty(), Optional.of(code), Optional.empty());
  }
}
