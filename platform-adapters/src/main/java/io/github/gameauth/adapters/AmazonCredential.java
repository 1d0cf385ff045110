// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.AmazonAdapter.Service;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformCredential;
import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Login with Amazon, or from Luna: the access token or the authorization
 * code, one of them.
 *
 * @param service which of the two the client says it is, {@code LOGIN_WITH_AMAZON} by default; it
 *     selects the adapter and proves nothing
 * @param accessToken the access token, opaque
 * @param code the authorization code
 * @param codeVerifier what the client made for this code (PKCE), if it did; not for tokens
 */
public record AmazonCredential(
    Optional<Service> service,
    Optional<Secret> accessToken,
    Optional<Secret> code,
    Optional<Secret> codeVerifier)
    implements PlatformCredential {
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

  /** A credential of Login with Amazon. */
  public AmazonCredential(
      Optional<Secret> accessToken, Optional<Secret> code, Optional<Secret> codeVerifier) {
    this(Optional.empty(), accessToken, code, codeVerifier);
  }

  /** The same as one of Luna. */
  public AmazonCredential ofLuna() {
    return new AmazonCredential(Optional.of(Service.LUNA), accessToken, code, codeVerifier);
  }

  @Override
  public Platform platform() {
    return service.orElse(Service.LOGIN_WITH_AMAZON).platform();
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
