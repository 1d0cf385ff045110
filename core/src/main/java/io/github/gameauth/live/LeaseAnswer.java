// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/**
 * What came of {@link ConnectionRegistry#open}.
 *
 * @param <C> what the host calls a connection
 */
public sealed interface LeaseAnswer<C> {
  /**
   * The connection may stay for as long as its lease is live. Somebody else may have ended it
   * already; the listener was told then.
   *
   * @param lease the lease
   */
  record Opened<C>(SessionLease<C> lease) implements LeaseAnswer<C> {}

  /**
   * Close the connection; the listener is not told of it.
   *
   * @param why {@code EXPIRED} if too little is left of the token, {@code TRY_LATER} if there is no
   *     room or nobody can tell what was revoked, or what would have ended a lease
   */
  record Refused<C>(LeaseEnd why) implements LeaseAnswer<C> {}
}
