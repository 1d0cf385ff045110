// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to an exchange, or to a refresh. Send it with {@code Cache-Control: no-store}.
 *
 * @param accessToken the access token
 * @param issuedTokenType what that is, see {@link TokenTypes}
 * @param expiresIn how long it lives, in whole seconds
 * @param refreshIn when the client should come for the next one, in whole seconds; a member of our
 *     own
 * @param refreshToken what it comes with
 * @param scope what the access token allows; left out if that is nothing
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-2.2.1">RFC 8693 §2.2.1</a>
 */
public record TokenExchangeResponse(
    Secret accessToken,
    String issuedTokenType,
    Duration expiresIn,
    Optional<Duration> refreshIn,
    Optional<Secret> refreshToken,
    Set<String> scope) {
  /** Copies the scope. */
  public TokenExchangeResponse {
    scope = Scopes.copyOf(scope);
  }

  /** A session's tokens, at {@code now}. */
  public static TokenExchangeResponse of(Session session, Instant now) {
    return new TokenExchangeResponse(
        session.access().token(),
        TokenTypes.ACCESS_TOKEN,
        left(session.access(), now),
        Optional.of(session.access().refreshIn()),
        Optional.of(session.refreshToken()),
        session.scope());
  }

  /** One token without a session, as for a service, at {@code now}. */
  public static TokenExchangeResponse of(MintedToken token, Set<String> scope, Instant now) {
    return new TokenExchangeResponse(
        token.token(),
        TokenTypes.ACCESS_TOKEN,
        left(token, now),
        Optional.of(token.refreshIn()),
        Optional.empty(),
        scope);
  }

  private static Duration left(MintedToken token, Instant now) {
    Duration left = Duration.between(now, token.expiresAt());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * The members of the JSON object to send, tokens in clear. For the response's body, and nothing
   * else.
   */
  public Map<String, Object> revealed() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", accessToken.reveal());
    members.put("issued_token_type", issuedTokenType);
    members.put("token_type", "Bearer");
    members.put("expires_in", expiresIn.toSeconds());
    refreshIn.ifPresent(in -> members.put("refresh_in", in.toSeconds()));
    refreshToken.ifPresent(token -> members.put("refresh_token", token.reveal()));
    if (!scope.isEmpty()) {
      members.put("scope", Scopes.text(scope));
    }
    return members;
  }

  /** {@code TokenExchangeResponse(…)}. */
  @Override
  public String toString() {
    return "TokenExchangeResponse(…)";
  }
}
