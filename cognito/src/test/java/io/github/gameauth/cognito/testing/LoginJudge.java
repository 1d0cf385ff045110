// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the tokens in {@code Logins}. Guarded by the identity pool's lock. */
final class LoginJudge {
  private final IdentityState state;

  LoginJudge(IdentityState state) {
    this.state = state;
  }

  /** Who these tokens say somebody is; the pool's own tokens are left out. */
  List<Identity.Login> judged(Map<String, String> logins) {
    List<Identity.Login> found = new ArrayList<>();
    logins.forEach(
        (provider, token) -> {
          if (!provider.equals(OpenIdTokens.PROVIDER)) {
            found.add(new Identity.Login(provider, subject(provider, token)));
          }
        });
    return found;
  }

  private String subject(String provider, String token) {
    for (TestUserPool pool : state.settings.userPools()) {
      if (pool.issuer().equals("https://" + provider)) {
        return ofUserPool(pool, token);
      }
    }
    Map<String, String> tokens = state.settings.logins().get(provider);
    if (tokens == null) {
      throw ServiceError.notAuthorized(
          "Token is not from a supported provider of this identity pool.");
    }
    String subject = tokens.get(token);
    if (subject == null) {
      throw ServiceError.notAuthorized("Invalid login token.");
    }
    return subject;
  }

  private String ofUserPool(TestUserPool pool, String token) {
    ObjectNode claims =
        Json.claims(token)
            .filter(each -> pool.made(token))
            .orElseThrow(
                () ->
                    ServiceError.notAuthorized(
                        "Invalid login token. Not a valid OpenId Connect identity token."));
    if (!claims.path("iss").asText().equals(pool.issuer())) {
      throw ServiceError.notAuthorized("Invalid login token. Issuer doesn't match providerName");
    }
    if (!claims.path("aud").isTextual()) {
      throw ServiceError.notAuthorized("Invalid login token. Missing a required claim: aud");
    }
    if (claims.path("exp").asLong() <= state.now().getEpochSecond()) {
      throw ServiceError.notAuthorized("Invalid login token. Token expired");
    }
    return claims.required("sub").textValue();
  }
}
