// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What tokens of the pool say. Guarded by the pool's lock. */
final class PoolTokens {
  static final String ADMIN_SCOPE = "aws.cognito.signin.user.admin";

  private final PoolState pool;

  PoolTokens(PoolState pool) {
    this.pool = pool;
  }

  /** {@code AuthenticationResult} without a refresh token. */
  ObjectNode fresh(TokenFamily family) {
    return Json.object()
        .put("AccessToken", access(family, ADMIN_SCOPE))
        .put("IdToken", id(family))
        .put("ExpiresIn", family.client.tokenLife().toSeconds())
        .put("TokenType", "Bearer");
  }

  String access(TokenFamily family, String scope) {
    ObjectNode claims = common(family, "access");
    claims.put("client_id", family.client.id()).put("scope", scope);
    claims.put("username", family.user.name);
    family.deviceKey.ifPresent(key -> claims.put("device_key", key));
    return pool.keys.access().signed(claims);
  }

  String id(TokenFamily family) {
    ObjectNode claims = common(family, "id");
    claims.put("aud", family.client.id()).put("cognito:username", family.user.name);
    for (Map.Entry<String, String> each : family.user.attributes.entrySet()) {
      if (each.getKey().endsWith("_verified")) {
        claims.put(each.getKey(), Boolean.parseBoolean(each.getValue()));
      } else if (!each.getKey().equals("sub")) {
        claims.put(each.getKey(), each.getValue());
      }
    }
    return pool.keys.id().signed(claims);
  }

  private ObjectNode common(TokenFamily family, String use) {
    Instant now = pool.now();
    ObjectNode claims =
        Json.object()
            .put("sub", family.user.sub)
            .put("iss", pool.settings.issuer())
            .put("token_use", use)
            .put("auth_time", family.signedInAt.getEpochSecond())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(family.client.tokenLife()).getEpochSecond())
            .put("event_id", family.eventId)
            .put("jti", UUID.randomUUID().toString());
    if (family.client.revocable()) {
      claims.put("origin_jti", family.originJti);
    }
    if (!family.user.groups.isEmpty()) {
      var groups = claims.putArray("cognito:groups");
      family.user.groups.forEach(groups::add);
    }
    return claims;
  }

  /** The claims of an access token that this pool made and that has not expired. */
  ObjectNode claimsOfAccess(String token) {
    Optional<ObjectNode> claims = Json.claims(token);
    if (claims.isEmpty()
        || !pool.keys.made(token)
        || !claims.get().path("token_use").asText().equals("access")
        || !claims.get().path("iss").asText().equals(pool.settings.issuer())) {
      throw ServiceError.notAuthorized("Invalid Access Token");
    }
    if (claims.get().path("exp").asLong() <= pool.now().getEpochSecond()) {
      throw ServiceError.notAuthorized("Access Token has expired");
    }
    return claims.get();
  }
}
