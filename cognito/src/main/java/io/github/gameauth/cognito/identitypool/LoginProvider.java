// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Who can vouch for a player before an identity pool. The pool must be set up to listen to it.
 *
 * @param name as it goes out among the logins; 1 to 128 printable ASCII characters without spaces
 */
public record LoginProvider(String name) {
  // Before the constants, which it checks.
  private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

  /** Facebook: an access token. */
  public static final LoginProvider FACEBOOK = new LoginProvider("graph.facebook.com");

  /** Google: an id token. */
  public static final LoginProvider GOOGLE = new LoginProvider("accounts.google.com");

  /** Login with Amazon: an access token. */
  public static final LoginProvider AMAZON = new LoginProvider("www.amazon.com");

  /** Sign in with Apple: an id token. */
  public static final LoginProvider APPLE = new LoginProvider("appleid.apple.com");

  /** Twitter: token and token secret. Retired; for identities that are still linked to it. */
  public static final LoginProvider LEGACY_TWITTER = new LoginProvider("api.twitter.com");

  /** Digits: token and token secret. Retired; for identities that are still linked to it. */
  public static final LoginProvider LEGACY_DIGITS = new LoginProvider("www.digits.com");

  private static final Pattern SAML =
      Pattern.compile("arn:[a-z0-9-]+:iam::[0-9]{12}:saml-provider/[A-Za-z0-9._-]+");
  private static final String CHINA = "amazonaws.com.cn";

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it has another
   */
  public LoginProvider {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "loginProvider: "
              + name.length()
              + " characters (expected: 1 to 128, printable, without spaces)");
    }
  }

  /** A user pool: an <b>id</b> token of an app client that is attached to the identity pool. */
  public static LoginProvider userPool(UserPoolId pool) {
    AwsRegion region = pool.region();
    return new LoginProvider("cognito-idp." + region + "." + region.suffix() + "/" + pool);
  }

  /**
   * An OpenID Connect provider: an id token.
   *
   * @param issuer its issuer, as the token names it
   * @throws IllegalArgumentException if it is not an https URL without user-info, query and
   *     fragment
   */
  public static LoginProvider openIdConnect(URI issuer) {
    if (!"https".equalsIgnoreCase(issuer.getScheme())
        || issuer.getHost() == null
        || issuer.getRawUserInfo() != null
        || issuer.getRawQuery() != null
        || issuer.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "issuer: " + issuer.getHost() + " (expected: https, host and path alone)");
    }
    String path = issuer.getRawPath();
    return new LoginProvider(issuer.getRawAuthority() + (path.equals("/") ? "" : path));
  }

  /**
   * A SAML provider: an assertion, in base64.
   *
   * @param providerArn its ARN in IAM
   * @throws IllegalArgumentException if it is not the ARN of a SAML provider
   */
  public static LoginProvider saml(String providerArn) {
    if (!SAML.matcher(providerArn).matches()) {
      throw new IllegalArgumentException(
          "providerArn: "
              + providerArn.length()
              + " characters (expected: arn:aws:iam::123456789012:saml-provider/name)");
    }
    return new LoginProvider(providerArn);
  }

  /**
   * A server of our own that vouches for its players: the token of a signed call.
   *
   * @param region the identity pool's
   */
  public static LoginProvider developerToken(AwsRegion region) {
    return new LoginProvider(
        region.suffix().equals(CHINA)
            ? "cognito-identity." + region + "." + CHINA
            : "cognito-identity.amazonaws.com");
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
