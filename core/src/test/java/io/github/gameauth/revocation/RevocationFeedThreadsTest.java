// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.revocation.FeedState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The feed with threads of its own, and with many that look at once. */
final class RevocationFeedThreadsTest {
  private static final Instant UNTIL = Instant.now().plus(Duration.ofHours(1));

  private static RevocationFeedBuilder following(RevocationSource source) {
    return RevocationFeed.following(source)
        .issuer(Marks.ISSUER)
        .every(Duration.ofMillis(100))
        .maxAge(Duration.ofMillis(300));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RevocationsUnavailableException("interrupted");
    }
  }

  private static RevocationPage page(List<Revocation> revocations) {
    return new RevocationPage(revocations, new RevocationCursor(Instant.now()), false);
  }

  @Test
  void looksWhileItLearns() throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Set<String> written = ConcurrentHashMap.newKeySet();
    RevocationSource source =
        cursor -> {
          List<Revocation> page = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            page.add(Revocation.of(RevocationKind.SUBJECT, "p-" + next.getAndIncrement(), UNTIL));
          }
          return page(page);
        };
    try (RevocationFeed feed =
        following(source)
            .every(Duration.ofHours(1))
            .maxAge(Duration.ofHours(1))
            .onRevocation(revocation -> written.add(revocation.target()))
            .build()) {
      feed.warmUp().toCompletableFuture().join();
      AtomicBoolean done = new AtomicBoolean();
      List<String> missed = new ArrayList<>();
      CountDownLatch gate = new CountDownLatch(1);
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread reader =
            new Thread(
                () -> {
                  await(gate);
                  while (!done.get()) {
                    for (String each : written) { // told means known
                      if (!feed.revokes(Marks.bare(each))) {
                        synchronized (missed) {
                          missed.add(each);
                        }
                      }
                    }
                    assertFalse(feed.revokes(Marks.bare("stranger")));
                  }
                });
        reader.start();
        readers.add(reader);
      }
      gate.countDown();

      for (int i = 0; i < 40; i++) {
        feed.refreshNow();
      }

      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      assertEquals(List.of(), missed);
      assertEquals(next.get(), feed.state().entries());
    }
  }

  @Test
  void refreshesOneAtATime() throws InterruptedException {
    AtomicInteger within = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RevocationSource source =
        cursor -> {
          most.accumulateAndGet(within.incrementAndGet(), Math::max);
          Thread.yield();
          within.decrementAndGet();
          return page(List.of());
        };
    try (RevocationFeed feed = following(source).build()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int j = 0; j < 50; j++) {
                    feed.refreshNow();
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(1, most.get());
  }

  @Test
  void tellsThatItIsStaleThoughTheSourceHangs() {
    CountDownLatch stale = new CountDownLatch(1);
    CountDownLatch forGood = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    AuthListener listener =
        new AuthListener() {
          @Override
          public void revocationsStateChanged(String issuer, String from, String to) {
            if (to.equals("STALE")) {
              stale.countDown();
            }
          }
        };
    RevocationSource source =
        cursor -> {
          if (calls.getAndIncrement() > 0) {
            await(forGood);
          }
          return page(List.of());
        };
    try (RevocationFeed feed = following(source).listener(listener).build()) {
      await(stale);
      assertEquals(Stage.STALE, feed.state().stage());
    }
  }

  @Test
  void refreshesThoughAListenerHangs() { // O3
    CountDownLatch forGood = new CountDownLatch(1);
    CountDownLatch refreshes = new CountDownLatch(3);
    AtomicInteger next = new AtomicInteger();
    RevocationSource source =
        cursor -> {
          refreshes.countDown();
          return page(
              List.of(Revocation.of(RevocationKind.SUBJECT, "p-" + next.getAndIncrement(), UNTIL)));
        };
    try (RevocationFeed feed =
        following(source).onRevocation(revocation -> await(forGood)).build()) {
      await(refreshes);
      assertTrue(feed.revokes(Marks.bare("p-0")));
    } finally {
      forGood.countDown();
    }
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException { // O4
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch forGood = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      CountDownLatch asked = new CountDownLatch(1);
      RevocationFeed feed =
          following(
                  cursor -> {
                    threads.add(Thread.currentThread());
                    asked.countDown();
                    await(forGood); // until it is interrupted
                    return page(List.of());
                  })
              .build();
      await(asked);
      feed.close();
      feed.close();
    }

    assertEquals(20, threads.size());
    for (Thread thread : threads) {
      assertTrue(thread.isDaemon());
      thread.join(20_000);
      assertFalse(thread.isAlive());
    }
  }

  @Test
  void goesByItsPolicyWhenItIsClosed() {
    RevocationSource source =
        cursor -> page(List.of(Revocation.of(RevocationKind.SUBJECT, "p-17", UNTIL)));
    RevocationFeed continuing = following(source).build();
    RevocationFeed closing = following(source).whenStale(StalePolicy.FAIL_CLOSED).build();
    continuing.refreshNow();
    closing.refreshNow();

    continuing.close();
    closing.close();

    assertEquals(Stage.CLOSED, continuing.state().stage());
    assertTrue(continuing.revokes(Marks.bare("p-17")));
    assertThrows(RevocationsUnavailableException.class, () -> closing.revokes(Marks.bare("p-17")));
    assertThrows(RevocationsUnavailableException.class, continuing::refreshNow);
    assertTrue(closing.warmUp().toCompletableFuture().isDone());
  }
}
