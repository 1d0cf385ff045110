// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What is told of a failure: the step, the state, the kind of exception, and no value. */
final class Failures {
  /** Serialisation failure, deadlock, and H2's lock timeout: the same again may do. */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "HYT00");

  private Failures() {}

  /** Whether nothing was done, and doing it again may work. */
  static boolean isTransient(SQLException failure) {
    return failure.getSQLState() != null && TRANSIENT.contains(failure.getSQLState());
  }

  /** No connection could be had. Nothing was asked yet, so what the pool says quotes no row. */
  static StoreException connecting(String step, SQLException failure) {
    return new StoreException(message(step, failure), failure);
  }

  /** A statement or a commit failed. */
  static StoreException working(String step, SQLException failure) {
    return new StoreException(message(step, failure), withoutWords(failure));
  }

  private static String message(String step, SQLException failure) {
    return "PostgreSQL: "
        + step
        + " failed (SQLState "
        + Optional.ofNullable(failure.getSQLState()).orElse("unknown")
        + ", "
        + failure.getClass().getName()
        + ")";
  }

  /**
   * The same failure, in the same place, without its words: drivers quote what they were given.
   * PostgreSQL names both values of a key that exists already, its driver the whole statement of a
   * batch with the values in it, H2 the row. Whoever logs a cause would log players' ids and
   * hashes.
   */
  private static SQLException withoutWords(SQLException failure) {
    SQLException same =
        new SQLException(
            failure.getClass().getName(), failure.getSQLState(), failure.getErrorCode());
    same.setStackTrace(failure.getStackTrace());
    return same;
  }
}
