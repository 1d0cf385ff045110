// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.EdgeRequest;
import io.github.gameauth.account.GameId;
import io.github.gameauth.check.Require;
import java.util.Optional;

/**
 * What a credential or a refresh token came with. Each method returns a copy.
 *
 * @param game the game that the client plays; the host says it, not the player
 * @param clientId the client or build channel, such as {@code lostsky-pc}: 1 to 255 printable
 *     characters without spaces
 * @param edge the request's headers
 * @param source where the request came from, such as an address; what the host limits by. It is
 *     compared, and not kept
 * @param scope what the client asks for, words with single spaces between them (RFC 6749 §3.3)
 */
public record ExchangeContext(
    GameId game,
    String clientId,
    EdgeRequest edge,
    Optional<String> source,
    Optional<String> scope) {
  /** Checks the client's name. */
  public ExchangeContext {
    Require.printable("clientId", clientId);
  }

  /** Without headers, without a source, and asking for no scope. */
  public static ExchangeContext of(GameId game, String clientId) {
    return new ExchangeContext(
        game, clientId, EdgeRequest.NONE, Optional.empty(), Optional.empty());
  }

  /** The same with the request's headers. */
  public ExchangeContext edge(EdgeRequest edge) {
    return new ExchangeContext(game, clientId, edge, source, scope);
  }

  /** The same with where the request came from. */
  public ExchangeContext source(String source) {
    return new ExchangeContext(game, clientId, edge, Optional.of(source), scope);
  }

  /** The same with what the client asks for; any text, it is judged later. */
  public ExchangeContext scope(String scope) {
    return new ExchangeContext(game, clientId, edge, source, Optional.of(scope));
  }

  /** The game and the client. */
  @Override
  public String toString() {
    return "ExchangeContext(" + game + ", " + clientId + ")";
  }
}
