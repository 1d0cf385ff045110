// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Duration;
import java.util.Optional;

/**
 * Says who comes too often. Asked before anything of a request is believed, so by its source and
 * the like; creating guests and logins are what abusers come for. It must be quick. Safe to share.
 */
@FunctionalInterface
public interface RateLimit {
  /** Everybody may come at any time. */
  RateLimit NONE = context -> Optional.empty();

  /** How long to wait; empty to go on. */
  Optional<Duration> waitFor(ExchangeContext context);
}
