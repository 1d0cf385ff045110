// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Runs work on a connection of the host's pool, in a transaction or with each statement for itself,
 * and once more if another transaction was in the way. A connection goes back as it came: with its
 * own auto-commit and isolation, and with no transaction open.
 *
 * <p>Safe to share.
 */
final class Transactions {
  /** What is done with a connection. It may run several times, so it changes nothing else. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** A step that gives a connection back, and must not hide what came of the work. */
  @FunctionalInterface
  private interface Farewell {
    void say() throws SQLException;
  }

  static final int MOST_RETRIES = 5;

  /**
   * Nothing commits later than this after its beginning. A row of the revocation feed bears the
   * time of the transaction's begin, and readers go back from their last reading by {@link
   * RevocationStore#OVERLAP}: one that came later would be seen by nobody.
   */
  static final Duration LONGEST = RevocationStore.OVERLAP.dividedBy(2);

  private static final int NOT_KNOWN_YET = -1;

  private static final String ENGINE = "postgres";

  private final DataSource source;
  private final LongSupplier nanos;
  private final AuthListener listener;

  /** What connections come with; asked once, since PostgreSQL has to be asked by a statement. */
  private volatile int usualIsolation = NOT_KNOWN_YET;

  /**
   * Over a pool.
   *
   * @param nanos a clock that only counts, in nanoseconds
   */
  Transactions(DataSource source, LongSupplier nanos) {
    this(source, nanos, AuthListener.NONE);
  }

  private Transactions(DataSource source, LongSupplier nanos, AuthListener listener) {
    this.source = source;
    this.nanos = nanos;
    this.listener = listener;
  }

  /** The same, telling {@code listener} of each step. */
  Transactions telling(AuthListener listener) {
    return new Transactions(source, nanos, GuardedListener.around(listener));
  }

  /**
   * Runs work that happens as a whole or not at all.
   *
   * @param step what it is, for the message of a failure and for meters: one of a few fixed words,
   *     with no value in it
   * @throws StoreException if it failed; a failure after which nobody can tell whether it happened
   *     is one, too
   */
  <T> T together(String step, Work<T> work) {
    return run(step, false, work);
  }

  /** Runs work whose statements each happen for themselves. */
  <T> T each(String step, Work<T> work) {
    return run(step, true, work);
  }

  private <T> T run(String step, boolean autoCommit, Work<T> work) {
    if (listener == AuthListener.NONE) {
      return repeated(step, autoCommit, work);
    }
    long begin = nanos.getAsLong();
    boolean failed = true;
    try {
      T result = repeated(step, autoCommit, work);
      failed = false;
      return result;
    } finally {
      Duration took = Duration.ofNanos(nanos.getAsLong() - begin);
      listener.storeAnswered(ENGINE, step, failed, took);
    }
  }

  private <T> T repeated(String step, boolean autoCommit, Work<T> work) {
    for (int retries = 0; ; retries++) {
      try {
        return once(step, autoCommit, work);
      } catch (SQLException e) {
        if (retries == MOST_RETRIES || !Failures.isTransient(e)) {
          throw Failures.working(step, e);
        }
        pause(retries);
      }
    }
  }

  private <T> T once(String step, boolean autoCommit, Work<T> work) throws SQLException {
    Connection connection = connect(step);
    boolean usual = true;
    boolean inDoubt = false;
    try {
      usual = connection.getAutoCommit();
      readCommitted(connection, usual);
      connection.setAutoCommit(autoCommit);
      inDoubt = !autoCommit;
      long begin = nanos.getAsLong();
      T result = work.with(connection);
      if (!autoCommit) {
        requireInTime(step, nanos.getAsLong() - begin);
        connection.commit();
        inDoubt = false;
      }
      return result;
    } finally {
      giveBack(connection, usual, inDoubt);
    }
  }

  private Connection connect(String step) {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw Failures.connecting(step, e);
    }
  }

  /** Under a stricter level everything still is right, but racers fail instead of waiting. */
  private void readCommitted(Connection connection, boolean usualAutoCommit) throws SQLException {
    if (usualIsolation == Connection.TRANSACTION_READ_COMMITTED) {
      return;
    }
    if (!usualAutoCommit) {
      connection.setAutoCommit(true); // the level can be changed between transactions only
    }
    if (usualIsolation == NOT_KNOWN_YET) {
      usualIsolation = connection.getTransactionIsolation();
    }
    if (usualIsolation != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  private static void requireInTime(String step, long nanos) {
    if (nanos > LONGEST.toNanos()) {
      throw new StoreException(
          "PostgreSQL: "
              + step
              + " took "
              + TimeUnit.NANOSECONDS.toSeconds(nanos)
              + " s and was rolled back (expected: up to "
              + LONGEST.toSeconds()
              + " s)");
    }
  }

  private void giveBack(Connection connection, boolean usualAutoCommit, boolean inDoubt) {
    if (inDoubt && !quietly(connection::rollback)) {
      // To change auto-commit would commit what was meant to be rolled back, so this one is lost.
      quietly(() -> connection.abort(Runnable::run));
    } else {
      quietly(() -> restore(connection, usualAutoCommit));
    }
    quietly(connection::close);
  }

  private void restore(Connection connection, boolean usualAutoCommit) throws SQLException {
    if (usualIsolation != Connection.TRANSACTION_READ_COMMITTED
        && usualIsolation != NOT_KNOWN_YET) {
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(usualIsolation);
    }
    connection.setAutoCommit(usualAutoCommit);
  }

  private static boolean quietly(Farewell farewell) {
    try {
      farewell.say();
      return true;
    } catch (SQLException e) {
      return false; // what came of the work is known by now, and counts
    }
  }

  private static void pause(int retries) {
    long most = TimeUnit.MILLISECONDS.toNanos(10L << retries);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }
}
