// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.secret.Secret;
import java.net.URI;

/**
 * A player's login at one provider.
 *
 * @param provider who vouches
 * @param token whereby; which kind of token each provider wants is said at {@link LoginProvider}
 */
public record Login(LoginProvider provider, Secret token) {
  /** A login at a user pool, by its id token. An access token is refused. */
  public static Login userPool(UserPoolId pool, Secret idToken) {
    return new Login(LoginProvider.userPool(pool), idToken);
  }

  /** A login at Facebook. */
  public static Login facebook(Secret accessToken) {
    return new Login(LoginProvider.FACEBOOK, accessToken);
  }

  /** A login at Google. */
  public static Login google(Secret idToken) {
    return new Login(LoginProvider.GOOGLE, idToken);
  }

  /** A login at Amazon. */
  public static Login amazon(Secret accessToken) {
    return new Login(LoginProvider.AMAZON, accessToken);
  }

  /** A login at Apple. */
  public static Login apple(Secret idToken) {
    return new Login(LoginProvider.APPLE, idToken);
  }

  /** A login at an OpenID Connect provider. */
  public static Login openIdConnect(URI issuer, Secret idToken) {
    return new Login(LoginProvider.openIdConnect(issuer), idToken);
  }

  /** A login at a SAML provider. */
  public static Login saml(String providerArn, Secret assertion) {
    return new Login(LoginProvider.saml(providerArn), assertion);
  }

  /** A login at Twitter, which has retired this. */
  public static Login legacyTwitter(Secret token, Secret tokenSecret) {
    return new Login(LoginProvider.LEGACY_TWITTER, joined(token, tokenSecret));
  }

  /** A login at Digits, which was retired. */
  public static Login legacyDigits(Secret token, Secret tokenSecret) {
    return new Login(LoginProvider.LEGACY_DIGITS, joined(token, tokenSecret));
  }

  private static Secret joined(Secret token, Secret tokenSecret) {
    return Secret.of(token.reveal() + ";" + tokenSecret.reveal());
  }

  /** A login that a server of our own vouched for. */
  public static Login developer(OpenIdToken token) {
    return new Login(LoginProvider.developerToken(token.identity().region()), token.token());
  }
}
