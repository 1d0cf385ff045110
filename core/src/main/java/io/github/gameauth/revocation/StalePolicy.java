// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/**
 * What a {@link RevocationFeed} does while it does not know enough: it never heard from its source,
 * has not for too long, or has no room for what it heard.
 */
public enum StalePolicy {
  /** Goes by what it knows: a ban may come late, and nobody is locked out by an outage of ours. */
  CONTINUE,
  /** Says that it cannot tell, which makes every verification undecided. */
  FAIL_CLOSED
}
