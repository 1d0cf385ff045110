// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What can be done with refresh tokens: get new tokens, or make them worthless. Safe to share. A
 * {@link UserPoolSession} does it all by itself.
 */
public final class TokenCalls {
  private final PoolCalls calls;

  TokenCalls(PoolCalls calls) {
    this.calls = calls;
  }

  InstantSource clock() {
    return calls.clock();
  }

  /**
   * New tokens, whether or not the app client rotates its refresh tokens. If it does, the old
   * refresh token dies with this call: store the new one before anything else, and never make two
   * such calls at once. After an outage the old one may be dead already; it is tried again only if
   * there is a grace period. Operation {@code GetTokensFromRefreshToken}.
   *
   * @param tokens those that there are; their refresh token and device are used
   * @return new ones; with the old refresh token if it was not rotated
   * @throws IllegalArgumentException if they have no refresh token
   */
  public CognitoAnswer<UserPoolTokens> refresh(UserPoolTokens tokens, RotationGrace grace) {
    Secret refreshToken = refreshToken(tokens);
    ObjectNode request = calls.clientRequest().put("RefreshToken", refreshToken.reveal());
    calls.addClientSecret(request);
    tokens.deviceKey().ifPresent(key -> request.put("DeviceKey", key));
    calls.addMetadata(request);
    Instant asked = calls.clock().instant();
    Repeat repeat = grace == RotationGrace.SOME_SECONDS ? Repeat.FREELY : Repeat.WHEN_REFUSED_ONLY;
    return renewed(calls.call("GetTokensFromRefreshToken", request, repeat), tokens, asked);
  }

  /**
   * New tokens from an app client that does not rotate its refresh tokens; one that does refuses.
   * Operation {@code InitiateAuth}, flow {@code REFRESH_TOKEN_AUTH}.
   *
   * @param tokens those that there are; their refresh token, device and user name are used
   * @return new ones, with the old refresh token
   * @throws IllegalArgumentException if they have no refresh token
   */
  public CognitoAnswer<UserPoolTokens> refreshWithoutRotation(UserPoolTokens tokens) {
    Secret refreshToken = refreshToken(tokens);
    ObjectNode request = calls.clientRequest().put("AuthFlow", "REFRESH_TOKEN_AUTH");
    ObjectNode parameters =
        request.putObject("AuthParameters").put("REFRESH_TOKEN", refreshToken.reveal());
    tokens.deviceKey().ifPresent(key -> parameters.put("DEVICE_KEY", key));
    calls.addSecretHashParameter(parameters, tokens.userName());
    calls.addMetadata(request);
    calls.addUserContext(request);
    Instant asked = calls.clock().instant();
    return renewed(calls.call("InitiateAuth", request, Repeat.FREELY), tokens, asked);
  }

  private static Secret refreshToken(UserPoolTokens tokens) {
    return tokens
        .refreshToken()
        .orElseThrow(
            () -> new IllegalArgumentException("tokens: no refresh token (expected: one)"));
  }

  private static CognitoAnswer<UserPoolTokens> renewed(
      CognitoAnswer<JsonNode> answer, UserPoolTokens old, Instant asked) {
    return Sense.of(
        answer,
        body ->
            IssuedTokens.read(
                    body.path("AuthenticationResult"), asked, old.userName(), old.deviceKey())
                .map(
                    fresh ->
                        new UserPoolTokens(
                            fresh.accessToken(),
                            fresh.idToken(),
                            fresh.refreshToken().or(old::refreshToken),
                            fresh.expiry(),
                            fresh.userName(),
                            fresh.deviceKey())));
  }

  /**
   * Makes one refresh token worthless, and the access tokens that came of it, to the pool. Servers
   * that verify tokens by themselves do not see it. Operation {@code RevokeToken}.
   */
  public CognitoAnswer<Nothing> revoke(Secret refreshToken) {
    ObjectNode request = calls.clientRequest().put("Token", refreshToken.reveal());
    calls.addClientSecret(request);
    return Sense.nothing(calls.call("RevokeToken", request, Repeat.FREELY));
  }
}
