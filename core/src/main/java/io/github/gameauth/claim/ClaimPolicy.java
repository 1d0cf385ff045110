// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that verified claims must fulfil. It answers rather than throws, so a lambda is enough;
 * the first objection ends the verification.
 *
 * <p>Called for every token that is not remembered, from many threads: be quick, and keep no state
 * that changes. A policy that throws refuses the token.
 */
@FunctionalInterface
public interface ClaimPolicy {
  /** What speaks against these claims at {@code now}, or empty if nothing does. */
  Optional<Rejection> objectionTo(Claims claims, Instant now);

  /**
   * Whether the answer for the same claims may change with the time of day. If so, a policy is
   * asked again whenever a remembered token is presented. True unless overridden, which is always
   * safe.
   */
  default boolean changesWithTime() {
    return true;
  }
}
