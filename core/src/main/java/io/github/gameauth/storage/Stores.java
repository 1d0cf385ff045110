// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.event.Health;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.store.OnceStore;
import java.util.Map;

/**
 * All stores of one engine, which keep their promises to each other: a rotation sees a ban, a
 * deletion takes everything along. Safe to share.
 */
public interface Stores {
  /** Accounts and the identities that lead to them. */
  AccountStore accounts();

  /** What games call the accounts. */
  PersonaStore personas();

  /** Guests' credentials. */
  GuestStore guests();

  /** Refresh families. */
  RefreshStore refreshFamilies();

  /** What was revoked. */
  RevocationStore revocations();

  /** Things that can be used once. */
  OnceStore once();

  /** Which servers hold the connections of whom. */
  ConnectionDirectory connections();

  /** Signing keys. */
  KeyStore keys();

  /**
   * Whether the engine answers, found out by asking it for one thing that is not there. Blocks as
   * any other step, and never throws; how long that took is told to the stores' listener.
   *
   * @return ready or unavailable, with {@code engine} saying {@code ANSWERS} or {@code FAILS}
   */
  default Health health() {
    try {
      boolean unused = accounts().find(StoreProbe.NOBODY).isPresent();
      return new Health(Health.Status.READY, Map.of("engine", "ANSWERS"));
    } catch (RuntimeException e) { // of a store, its driver or its pool: none has answered
      return new Health(Health.Status.UNAVAILABLE, Map.of("engine", "FAILS"));
    }
  }
}
