// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformCredential;
import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from a provider of OpenID Connect.
 *
 * @param platform whose token the client says it is, by the name in our settings; it selects the
 *     adapter and proves nothing
 * @param idToken the id token, a compact JWT
 * @param nonce the nonce that was made for this login, raw
 */
public record OidcCredential(Platform platform, Secret idToken, Optional<Secret> nonce)
    implements PlatformCredential {
  /** An id token of a login with a nonce. */
  public OidcCredential(Platform platform, Secret idToken, Secret nonce) {
    this(platform, idToken, Optional.of(nonce));
  }
}
