// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.platform.Platform;

/**
 * What tokens are called in an exchange.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-3">RFC 8693 §3</a>
 */
public final class TokenTypes {
  /** An access token of ours, or of whoever is asked. */
  public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** Any JWT. */
  public static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

  /** An id token of OpenID Connect. */
  public static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

  /** A refresh token. */
  public static final String REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token";

  private TokenTypes() {}

  /**
   * A platform's own credential, under a URI that the issuer owns: such as {@code
   * https://id.mygame.example/token-type/steam}.
   */
  public static String of(String issuer, Platform platform) {
    return issuer + (issuer.endsWith("/") ? "" : "/") + "token-type/" + platform.name();
  }
}
