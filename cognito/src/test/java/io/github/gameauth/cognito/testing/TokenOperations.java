// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Refresh with rotation, revocation, sign-out everywhere. */
final class TokenOperations {
  private final PoolState pool;
  private final TokenDesk desk;

  TokenOperations(PoolState pool, TokenDesk desk) {
    this.pool = pool;
    this.desk = desk;
  }

  void addTo(Operations all, Owner owner) {
    all.add(
        "GetTokensFromRefreshToken",
        new Shape()
            .needs("ClientId", "RefreshToken")
            .may("ClientSecret", "DeviceKey")
            .maps("ClientMetadata"),
        this::refresh);
    all.add(
        "RevokeToken", new Shape().needs("ClientId", "Token").may("ClientSecret"), this::revoke);
    owner.add(all, "GlobalSignOut", new Shape(), this::signOut);
  }

  private ObjectNode refresh(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    if (!ClientSecrets.isRawSecret(client, call.optional("ClientSecret"))) {
      throw ServiceError.notAuthorized("Unable to verify secret hash for client " + client.id());
    }
    ObjectNode answer = Json.object();
    answer.set(
        "AuthenticationResult",
        desk.refreshed(client, call.text("RefreshToken"), call.optional("DeviceKey")));
    return answer;
  }

  private ObjectNode revoke(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    if (!ClientSecrets.isRawSecret(client, call.optional("ClientSecret"))) {
      throw ServiceError.of("UnauthorizedException", "Client secret does not match.");
    }
    if (!client.revocable()) {
      throw ServiceError.of(
          "UnsupportedOperationException", "Token revocation is not enabled for this client.");
    }
    if (call.text("Token").split("\\.", -1).length == 3) {
      throw ServiceError.of("UnsupportedTokenTypeException", "Unsupported token type.");
    }
    Optional<TokenFamily> family = desk.familyOf(call.text("Token"));
    if (family.isEmpty()) {
      throw ServiceError.invalidParameter("Invalid token.");
    }
    if (!family.get().client.id().equals(client.id())) {
      throw ServiceError.of("UnauthorizedException", "The token belongs to another client.");
    }
    family.get().revoked = true;
    return Call.nothing();
  }

  private ObjectNode signOut(Call call, TokenFamily caller) {
    desk.endAll(caller.user);
    return Call.nothing();
  }
}
