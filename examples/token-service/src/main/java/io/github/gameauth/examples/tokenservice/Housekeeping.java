// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.storage.Stores;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what has expired: a little every minute, on every server, not on all at once. */
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int AT_ONCE = 1000;
  private static final int ROUNDS = 20;

  private final Stores stores;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "housekeeping");
            daemon.setDaemon(true);
            return daemon;
          });

  Housekeeping(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  void start() {
    int offset = ThreadLocalRandom.current().nextInt(60);
    thread.scheduleWithFixedDelay(this::sweep, offset, 60, TimeUnit.SECONDS);
  }

  /** Sweeps once. */
  void sweep() {
    Instant now = clock.instant();
    try {
      purge(most -> stores.refreshFamilies().purge(now, most));
      purge(most -> stores.once().purge(now, most));
      purge(most -> stores.revocations().purge(now, most));
      purge(most -> stores.connections().purge(now, most));
    } catch (StoreException e) {
      log.info("nothing was swept: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("nothing was swept", e); // a periodic task that throws would never run again
    }
  }

  private static void purge(ToIntFunction<Integer> batch) {
    for (int i = 0; i < ROUNDS && batch.applyAsInt(AT_ONCE) == AT_ONCE; i++) {
      // one more
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
