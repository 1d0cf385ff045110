// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Login with Amazon, or from Luna: the access token or the authorization
 * code, one of them.
 *
 * @param accessToken the access token, opaque
 * @param code the authorization code
 * @param codeVerifier what the client made for this code (PKCE), if it did; not for tokens
 */
public record AmazonCredential(
    Optional<Secret> accessToken, Optional<Secret> code, Optional<Secret> codeVerifier) {
  /** Insists on one of the two, and on a code where there is a verifier. */
  public AmazonCredential {
    if (accessToken.isPresent() == code.isPresent()) {
      throw new IllegalArgumentException(
          "credential: both or neither (expected: accessToken or code)");
    }
    if (codeVerifier.isPresent() && code.isEmpty()) {
      throw new IllegalArgumentException("codeVerifier: without a code (expected: with one)");
    }
  }

  /** An access token. */
  public static AmazonCredential ofToken(Secret accessToken) {
    return new AmazonCredential(Optional.of(accessToken), Optional.empty(), Optional.empty());
  }

  /** A code of a client that made no verifier. */
  public static AmazonCredential ofCode(Secret code) {
    return new AmazonCredential(Optional.empty(), Optional.of(code), Optional.empty());
  }

  /** A code of a client that made a verifier for it. */
  public static AmazonCredential ofCode(Secret code, Secret codeVerifier) {
    return new AmazonCredential(Optional.empty(), Optional.of(code), Optional.of(codeVerifier));
  }
}
