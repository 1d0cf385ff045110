// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.key.Algorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the signing keys of an issuer are kept, shared by all servers that mint for it. Each method
 * is one atomic step, also between processes. Private keys arrive here sealed, see {@link
 * KeyProtector}.
 *
 * <p>Safe to share. Every method may block, and throws {@link KeyStoreException} if the store
 * cannot be reached or holds what it cannot read. Every store passes {@code KeyStoreContract},
 * which stands in core's test jar.
 */
public interface KeyStore {
  /** Every key of that issuer and algorithm, revoked ones too, in any order. */
  List<SigningKeyRow> list(String issuer, Algorithm algorithm);

  /**
   * Keeps {@code row} unless there is one of the same issuer, algorithm and slot already.
   *
   * @return the row that holds the slot now: {@code row}, or the one that came first
   */
  SigningKeyRow insertIfAbsent(SigningKeyRow row);

  /**
   * Writes down that a key must not be trusted since {@code at}. A key that is revoked already
   * keeps its time.
   *
   * @return the row as it is now, or empty if there is no such key
   */
  Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at);

  /**
   * Whether everything is forgotten when the process ends, so that keys need no seal. False unless
   * overridden.
   */
  default boolean forgetsOnExit() {
    return false;
  }
}
