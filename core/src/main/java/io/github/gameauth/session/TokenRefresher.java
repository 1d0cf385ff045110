// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * How a client gets its next tokens: its own call to its own server, with time-outs. It is called
 * by one thread at a time. What it throws counts as {@link Renewal.Undecided}.
 */
@FunctionalInterface
public interface TokenRefresher {
  /**
   * Asks once. It must not ask again by itself after an answer that got lost; the keeper will, with
   * the same refresh token.
   *
   * @param refreshToken what to ask with; empty for a service that asks with its own credentials
   */
  Renewal renew(Optional<Secret> refreshToken);
}
