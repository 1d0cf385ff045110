// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Epic Account Services: an id token, or the access token of older games,
 * one of them.
 *
 * @param idToken the token of {@code EOS_Auth_CopyIdToken}, a compact JWT
 * @param accessToken the token of {@code EOS_Auth_CopyUserAuthToken}
 * @param nonce the nonce of the login, if the client made one and the id token is to name it
 * @param ownershipToken the token of {@code EOS_Ecom_QueryOwnershipToken}, if the client has one
 * @param accountId who the client says it is, if it does; the token must say the same
 */
public record EpicAccountCredential(
    Optional<Secret> idToken,
    Optional<Secret> accessToken,
    Optional<Secret> nonce,
    Optional<Secret> ownershipToken,
    Optional<String> accountId) {
  /** Insists on one of the two. */
  public EpicAccountCredential {
    if (idToken.isPresent() == accessToken.isPresent()) {
      throw new IllegalArgumentException(
          "credential: both or neither (expected: idToken or accessToken)");
    }
  }

  /** An id token alone. */
  public static EpicAccountCredential ofIdToken(Secret idToken) {
    return new EpicAccountCredential(
        Optional.of(idToken),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with an ownership token. */
  public EpicAccountCredential ownershipToken(Secret ownershipToken) {
    return new EpicAccountCredential(
        idToken, accessToken, nonce, Optional.of(ownershipToken), accountId);
  }

  /** {@code EpicAccountCredential(…)}. */
  @Override
  public String toString() {
    return "EpicAccountCredential(…)";
  }
}
