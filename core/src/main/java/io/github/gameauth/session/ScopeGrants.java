// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.Platform;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Says which scopes a session gets when it is opened. At a refresh it can only lose some. Safe to
 * share; must be quick.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 §3.3</a>
 */
@FunctionalInterface
public interface ScopeGrants {
  /**
   * Who asks.
   *
   * @param game the game
   * @param clientId the client
   * @param platform who vouches for the player
   * @param kind how much stands behind the account
   * @param asked what the client asks for; empty if it asks for nothing in particular
   */
  record Request(
      GameId game, String clientId, Platform platform, AccountKind kind, Set<String> asked) {}

  /**
   * What they get. If they asked for something and get nothing at all, the login is refused.
   *
   * @return words of RFC 6749 §3.3
   */
  Set<String> grantedFor(Request request);

  /** No scopes for anybody. */
  static ScopeGrants none() {
    return of();
  }

  /** What is asked for out of these, or all of them if nothing is. */
  static ScopeGrants of(String... scopes) {
    Set<String> all = Scopes.checked(Set.of(scopes));
    return request -> {
      if (request.asked().isEmpty()) {
        return all;
      }
      Set<String> granted = new LinkedHashSet<>(request.asked());
      granted.retainAll(all);
      return granted;
    };
  }
}
