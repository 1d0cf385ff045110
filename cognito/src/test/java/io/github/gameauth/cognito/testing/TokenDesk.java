// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands out token families, finds them again, ends them. Guarded by the pool's lock. */
final class TokenDesk {
  private static final int MOST = 20_000;

  /** A refresh token's place in its family. */
  private static final class Refresh {
    final TokenFamily family;
    @Nullable Instant rotatedAt;

    Refresh(TokenFamily family) {
      this.family = family;
    }
  }

  private final PoolState pool;
  private final PoolTokens tokens;
  private final Map<String, Refresh> refreshTokens = new Bounded<>(MOST);
  // By jti of the access token rather than by origin_jti: not every client has the latter.
  private final Map<String, TokenFamily> families = new Bounded<>(MOST);

  TokenDesk(PoolState pool) {
    this.pool = pool;
    this.tokens = new PoolTokens(pool);
  }

  TokenFamily newFamily(PoolUser user, TestAppClient client, Optional<String> deviceKey) {
    return new TokenFamily(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        user,
        client,
        deviceKey,
        pool.now());
  }

  /** {@code AuthenticationResult} of a sign-in. */
  ObjectNode signedIn(TokenFamily family) {
    ObjectNode result = remembered(family, tokens.fresh(family));
    return result.put("RefreshToken", newRefreshToken(family));
  }

  /** A token as the hosted sign-in pages make them: with scopes of its own. */
  String accessToken(TokenFamily family, String scope) {
    String token = tokens.access(family, scope);
    remembered(family, Json.object().put("AccessToken", token));
    return token;
  }

  /**
   * New tokens for a refresh token.
   *
   * @param deviceKey the device the caller says it is on
   */
  ObjectNode refreshed(TestAppClient client, String token, Optional<String> deviceKey) {
    Refresh refresh = refreshTokens.get(token);
    Instant now = pool.now();
    if (refresh == null || !refresh.family.client.id().equals(client.id())) {
      throw ServiceError.notAuthorized("Invalid Refresh Token");
    }
    TokenFamily family = refresh.family;
    if (family.revoked) {
      throw ServiceError.notAuthorized("Refresh Token has been revoked");
    }
    if (!now.isBefore(family.end)) {
      throw ServiceError.notAuthorized("Refresh Token has expired");
    }
    checkDevice(family, deviceKey);
    checkUser(family.user);
    Optional<Duration> grace = client.graceOfRotation();
    Instant rotatedAt = refresh.rotatedAt;
    if (rotatedAt != null && now.isAfter(rotatedAt.plus(grace.orElse(Duration.ZERO)))
        || rotatedAt != null && grace.map(Duration::isZero).orElse(true)) {
      throw ServiceError.of("RefreshTokenReuseException", "Refresh token has been reused");
    }
    ObjectNode result = remembered(family, tokens.fresh(family));
    if (grace.isPresent()) {
      if (rotatedAt == null) {
        refresh.rotatedAt = now;
      }
      result.put("RefreshToken", newRefreshToken(family));
    }
    return result;
  }

  /** The family of a refresh token, whatever its state. */
  Optional<TokenFamily> familyOf(String refreshToken) {
    return Optional.ofNullable(refreshTokens.get(refreshToken)).map(each -> each.family);
  }

  void endAll(PoolUser user) {
    refreshTokens.values().stream()
        .map(each -> each.family)
        .filter(each -> each.user == user)
        .forEach(each -> each.revoked = true);
    families.values().stream()
        .filter(each -> each.user == user)
        .forEach(each -> each.revoked = true);
  }

  /** Whose access token this is, if it may do what only its owner may. */
  TokenFamily authorized(String accessToken) {
    ObjectNode claims = tokens.claimsOfAccess(accessToken);
    TokenFamily family = families.get(claims.path("jti").asText());
    if (family == null) {
      throw ServiceError.notAuthorized("Invalid Access Token");
    }
    checkThere(family.user);
    if (family.revoked) {
      throw ServiceError.notAuthorized("Access Token has been revoked");
    }
    if (!(" " + claims.path("scope").asText() + " ").contains(" " + PoolTokens.ADMIN_SCOPE + " ")) {
      throw ServiceError.notAuthorized("Access Token does not have required scopes");
    }
    checkUser(family.user);
    return family;
  }

  private void checkUser(PoolUser user) {
    checkThere(user);
    if (!user.enabled) {
      throw ServiceError.notAuthorized("User is disabled.");
    }
  }

  private void checkThere(PoolUser user) {
    if (pool.users.get(pool.folded(user.name)) != user) {
      throw SignUpOperations.userNotFound();
    }
  }

  private static void checkDevice(TokenFamily family, Optional<String> deviceKey) {
    if (family.deviceKey.isEmpty()) {
      return;
    }
    if (!family.deviceKey.equals(deviceKey)) {
      throw ServiceError.notAuthorized("Invalid Refresh Token");
    }
    if (!family.user.devices.containsKey(family.deviceKey.get())) {
      throw ServiceError.notFound("Device does not exist.");
    }
  }

  private ObjectNode remembered(TokenFamily family, ObjectNode result) {
    ObjectNode claims = tokens.claimsOfAccess(result.required("AccessToken").textValue());
    families.put(claims.required("jti").textValue(), family);
    return result;
  }

  /** Opaque, and in five parts as an encrypted token is. */
  private String newRefreshToken(TokenFamily family) {
    String token =
        String.join(
            ".",
            "eyJ" + pool.opaque(30),
            pool.opaque(192),
            pool.opaque(12),
            pool.opaque(600),
            pool.opaque(16));
    refreshTokens.put(token, new Refresh(family));
    return token;
  }
}
