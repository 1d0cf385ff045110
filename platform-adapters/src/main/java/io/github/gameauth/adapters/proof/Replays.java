// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.ReplayGuard;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets a proven credential pass once. It is asked last, when everything else has been proved, so
 * that strangers cannot fill the store; and it lets everything pass if the context tolerates
 * replays.
 *
 * <p>Safe to share.
 */
public final class Replays {
  private final Optional<ReplayGuard> guard;
  private final InstantSource clock;

  private Replays(Optional<ReplayGuard> guard, InstantSource clock) {
    this.guard = guard;
    this.clock = clock;
  }

  /**
   * For one kind of credential.
   *
   * @param kind 1 to 16 of {@code a-z 0-9 . _ -}; kinds share no memory
   */
  public static Replays of(AdapterContext context, String kind) {
    return new Replays(
        context.once().map(store -> new ReplayGuard(store, kind, context.clock())),
        context.clock());
  }

  /**
   * Insists that this is the credential's first use, which it notes.
   *
   * @param credential what was proved, in one spelling: hex digits in one case, a token without its
   *     signature
   * @param until since when its age makes it refused, leeway included
   * @throws NotProvedException REPLAYED if it was used before; an outage if our store cannot tell
   */
  public void requireFirstUse(Secret credential, Instant until) throws NotProvedException {
    if (guard.isEmpty()) {
      return;
    }
    try {
      if (!guard.get().firstUse(credential, until)) {
        throw NotProvedException.rejected(Reason.REPLAYED);
      }
    } catch (StoreException e) {
      throw NotProvedException.undecided(Cause.OUTAGE, NotProvedException.AFTER_OUTAGE);
    }
  }

  /** The same for a credential that tells no age: it is remembered for {@code window}. */
  public void requireFirstUse(Secret credential, Duration window) throws NotProvedException {
    requireFirstUse(credential, clock.instant().plus(window));
  }
}
