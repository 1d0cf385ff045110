// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/**
 * What a host does with its connections when their leases say so. Called on the thread that found
 * out: the registry's own, that of a revocation feed, or that of whoever ended it. No lock is held,
 * but the next lease waits: begin to close, and do not wait for it. What it throws is logged once
 * and otherwise ignored.
 *
 * @param <C> what the host calls a connection
 */
public interface LeaseListener<C> {
  /**
   * Most of the lease's time is over: ask the client for a newer token. Told once a term, so again
   * once a renewed lease nears its end; not if the end itself has come.
   */
  default void endsSoon(SessionLease<C> lease) {}

  /**
   * The lease has ended: tell the client why and close. Told exactly once for each lease that was
   * opened, and maybe a moment before {@link ConnectionRegistry#open} returns it.
   */
  void ended(SessionLease<C> lease, LeaseEnd why);
}
