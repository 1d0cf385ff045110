// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.event.AuthListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a host's listener throws away from the leases that come after. Its class name is
 * logged once; what it threw is not, since its text is not ours to vouch for.
 */
final class GuardedLeaseListener<C> implements LeaseListener<C> {
  private static final Logger log = LoggerFactory.getLogger(ConnectionRegistry.class);

  private final LeaseListener<C> listener;
  private final AuthListener events;
  private final AtomicBoolean logged = new AtomicBoolean();

  GuardedLeaseListener(LeaseListener<C> listener, AuthListener events) {
    this.listener = listener;
    this.events = events;
  }

  @Override
  public void endsSoon(SessionLease<C> lease) {
    guarded(() -> listener.endsSoon(lease));
  }

  @Override
  public void ended(SessionLease<C> lease, LeaseEnd why) {
    guarded(() -> listener.ended(lease, why));
    guarded(() -> events.leaseEnded(why.code()));
  }

  /** Errors, too: one broken connection must not keep all others open for ever. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      if (logged.compareAndSet(false, true)) {
        log.warn(
            "{} threw {}; further ones are ignored",
            listener.getClass().getName(),
            e.getClass().getName());
      }
    }
  }
}
