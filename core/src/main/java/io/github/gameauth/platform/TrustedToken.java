// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.secret.Secret;

/**
 * A signed token of somebody whose keys are published, such as an identity provider's id token.
 *
 * @param platform whose token the client says it is; it selects the adapter and proves nothing
 * @param token the compact token
 */
public record TrustedToken(Platform platform, Secret token) implements PlatformCredential {
  /**
   * What its issuer signed, without the signature. A {@link ReplayGuard} is asked about this: of an
   * ECDSA signature anybody can write a second one that is good, too, and so a second token.
   */
  public Secret signedPart() {
    String text = token.reveal();
    int end = text.lastIndexOf('.');
    return end <= 0 ? token : Secret.of(text.substring(0, end));
  }
}
