// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.benchmarks.sample.PlatformHosts;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import java.security.GeneralSecurityException;
import java.util.List;

/** One platform's credentials, good and bad, and who proves them. */
interface Credentials<C> {
  /** Has the platform's hosts serve its keys, if there are any to be fetched. */
  default void publish(PlatformHosts hosts) {}

  /** Our adapter, with every check that it has. */
  PlatformAdapter<C> adapter(AdapterContext context);

  /** A fresh good one of the n-th player; no two are alike. */
  Good<C> good(int player) throws GeneralSecurityException;

  /** Bad ones of every kind, tampered with and expired at least. */
  List<Bad<C>> bad() throws GeneralSecurityException;

  /**
   * A good credential.
   *
   * @param subject the player's id at the platform
   * @param bare the cryptography alone that it takes
   */
  record Good<C>(C credential, String subject, BareCrypto bare) {}

  /** A bad credential, and the reason for which it has to be refused. */
  record Bad<C>(Reason reason, C credential) {}
}
