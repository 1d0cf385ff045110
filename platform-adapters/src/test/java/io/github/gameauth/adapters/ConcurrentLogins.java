// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that send one login several times at once. */
final class ConcurrentLogins {
  private ConcurrentLogins() {}

  /**
   * The first login stays under way until all others were turned away; if those were sent, too, the
   * platform would see them.
   */
  static <C> void assertSentOnce(
      TestPlatforms platforms, PlatformAdapterContract<C> contract, String endpoint)
      throws Exception {
    contract.answerWell();
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch turnedAway = new CountDownLatch(4);
    AdapterContext context = platforms.context();
    PlatformAdapter<C> adapter = contract.adapter(context.once(new PatientStore(turnedAway)));
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  PlatformVerdict verdict = adapter.verify(contract.goodCredential());
                  turnedAway.countDown();
                  return PlatformAdapterContract.nameOf(verdict);
                }));
      }
      gate.countDown();
      Set<String> names = new TreeSet<>();
      for (Future<String> future : futures) {
        names.add(future.get());
      }

      assertEquals(Set.of("ACCEPTED", "REPLAYED"), names);
      assertEquals(1, platforms.requests(endpoint));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Notes a use when all others were turned away; if none is, it gives up. */
  private record PatientStore(CountDownLatch turnedAway) implements OnceStore {
    @Override
    public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
      try {
        return turnedAway.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new StoreException("claim: interrupted", e);
      }
    }

    @Override
    public Optional<String> consume(OnceKey key, Instant now) {
      return Optional.empty();
    }

    @Override
    public int purge(Instant now, int most) {
      return 0;
    }
  }
}
