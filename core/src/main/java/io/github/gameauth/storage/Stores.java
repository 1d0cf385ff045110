// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.live.ConnectionDirectory;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.store.OnceStore;

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
}
