// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.account.GameId;
import java.util.Optional;

/**
 * Looks at a request before any credential is: did it come through the edge, and from a country
 * that may play. It must be quick and ask nobody. Safe to share.
 */
@FunctionalInterface
public interface EdgeGate {
  /** Lets everyone through and believes no country. */
  EdgeGate NONE = (request, game) -> new EdgeVerdict.Passed(Optional.empty());

  /** Whether to go on. */
  EdgeVerdict judge(EdgeRequest request, GameId game);
}
