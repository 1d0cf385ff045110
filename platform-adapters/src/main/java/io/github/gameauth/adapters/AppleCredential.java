// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Sign in with Apple: the identity token or the authorization code, one of
 * them.
 *
 * @param identityToken {@code identityToken} of the credential, a compact JWT
 * @param code {@code authorizationCode} of the credential
 * @param nonce the nonce that was made for this login, raw; the client sent its hash to Apple
 */
public record AppleCredential(
    Optional<Secret> identityToken, Optional<Secret> code, Optional<Secret> nonce) {
  /** Insists on one of the two. */
  public AppleCredential {
    if (identityToken.isPresent() == code.isPresent()) {
      throw new IllegalArgumentException(
          "credential: both or neither (expected: identityToken or code)");
    }
  }

  /** An identity token of a login with a nonce. */
  public static AppleCredential ofToken(Secret identityToken, Secret nonce) {
    return new AppleCredential(Optional.of(identityToken), Optional.empty(), Optional.of(nonce));
  }

  /** A code of a login with a nonce. */
  public static AppleCredential ofCode(Secret code, Secret nonce) {
    return new AppleCredential(Optional.empty(), Optional.of(code), Optional.of(nonce));
  }
}
