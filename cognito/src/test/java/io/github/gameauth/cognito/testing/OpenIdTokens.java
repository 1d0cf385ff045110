// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The identity pool's own tokens. Guarded by its lock. */
final class OpenIdTokens {
  static final String PROVIDER = "cognito-identity.amazonaws.com";

  private static final SigningPair KEY = SigningPair.rs512();

  private final IdentityState state;

  OpenIdTokens(IdentityState state) {
    this.state = state;
  }

  String token(Identity identity, Duration life) {
    ObjectNode claims =
        Json.object()
            .put("sub", identity.id)
            .put("aud", state.settings.poolId())
            .put("iss", "https://" + PROVIDER)
            .put("iat", state.now().getEpochSecond())
            .put("exp", state.now().plus(life).getEpochSecond())
            .put("jti", UUID.randomUUID().toString());
    ArrayNode means = claims.putArray("amr");
    means.add(identity.logins.isEmpty() ? "unauthenticated" : "authenticated");
    identity.logins.forEach(each -> means.add(each.provider()));
    return KEY.signed(claims);
  }

  /** The claims, if this pool made the token and it still holds. */
  Optional<ObjectNode> valid(String token) {
    return Json.claims(token)
        .filter(claims -> KEY.made(token))
        .filter(claims -> claims.path("aud").asText().equals(state.settings.poolId()))
        .filter(claims -> claims.path("exp").asLong() > state.now().getEpochSecond());
  }

  static ObjectNode jwks() {
    ObjectNode set = Json.object();
    set.putArray("keys").add(KEY.jwk());
    return set;
  }
}
