// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A cache, its issuer and its clock. Fetches run on the thread that starts them, so that a test
 * says when; {@link Fetchers#hold} keeps them back instead.
 */
final class CacheFixture implements AutoCloseable {
  /** Shared, because it takes longer to start than all the rest. */
  private static final TestUpstream UPSTREAM = TestUpstream.start();

  static final String START = "2030-01-01T12:00:00Z";

  final TestClock clock = TestClock.at(START);
  final TestScheduler timer = new TestScheduler(clock);
  final TestUpstream upstream = UPSTREAM;
  final TestIssuer issuer = TestIssuer.create(clock);
  final Recorder events = new Recorder();
  final Fetchers fetchers = new Fetchers();
  final JsonHttp http =
      JsonHttp.builder()
          .wholeCall(Duration.ofSeconds(15))
          .read(Duration.ofSeconds(15))
          .retries(0)
          .build();

  CacheFixture() {
    upstream.reset();
    publish();
  }

  /** Puts the issuer's keys as they are now where the cache asks. */
  void publish() {
    upstream.keySet(issuer.jwks());
  }

  JwksCacheBuilder builder() {
    return builder(upstream.jwksUrl());
  }

  JwksCacheBuilder builder(URI address) {
    return on(JwksCache.at(address));
  }

  JwksCacheBuilder on(JwksCacheBuilder builder) {
    return builder
        .label("issuer")
        .http(http)
        .clock(clock)
        .ticker(clock)
        .timer(timer)
        .fetchers(fetchers)
        .random(() -> 0) // refresh at 72 %, the shortest backoff
        .listener(events);
  }

  /** A cache that has fetched its keys. */
  JwksCache warm(JwksCacheBuilder builder) {
    JwksCache cache = builder.build();
    cache.warmUp().toCompletableFuture().join();
    return cache;
  }

  JwksCache warm() {
    return warm(builder());
  }

  /** What a verifier gets that waits for flights, three at most. */
  static KeyAnswer ask(JwksCache cache, @Nullable String keyId) {
    KeyAnswer answer = cache.find(Algorithm.RS256, keyId);
    for (int waited = 0; waited < 3 && answer instanceof KeyAnswer.Pending flight; waited++) {
      await(flight);
      answer = cache.find(Algorithm.RS256, keyId);
    }
    return answer;
  }

  static void await(KeyAnswer.Pending flight) {
    try {
      flight.settled().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError("a flight that does not end well", e);
    }
  }

  static VerificationKey found(KeyAnswer answer) {
    return assertInstanceOf(KeyAnswer.Found.class, answer).candidates().get(0);
  }

  static KeyAnswer.Unavailable unavailable(KeyAnswer answer) {
    return assertInstanceOf(KeyAnswer.Unavailable.class, answer);
  }

  @Override
  public void close() {
    http.close();
  }

  /** Runs work at once, or keeps it until the test lets it go. */
  static final class Fetchers implements Executor {
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holding;

    void hold() {
      holding = true;
    }

    int waiting() {
      return held.size();
    }

    /** Lets go what is held, and holds back no more. */
    void release() {
      holding = false;
      while (!held.isEmpty()) {
        held.removeFirst().run();
      }
    }

    void forget() {
      held.clear();
    }

    @Override
    public void execute(Runnable work) {
      if (holding) {
        held.addLast(work);
      } else {
        work.run();
      }
    }
  }

  /** Writes down what it hears. */
  static final class Recorder implements AuthListener {
    final List<KeysFetched> fetches = new ArrayList<>();
    final List<KeysChanged> changes = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> stages = new ArrayList<>();

    @Override
    public synchronized void keysFetched(KeysFetched fetch) {
      fetches.add(fetch);
    }

    @Override
    public synchronized void keysChanged(KeysChanged change) {
      changes.add(change);
    }

    @Override
    public synchronized void keyRefused(String issuer, String reason) {
      refusals.add(reason);
    }

    @Override
    public synchronized void keyStateChanged(String issuer, String from, String to) {
      stages.add(from + ">" + to);
    }

    /** Cause and outcome of each fetch. */
    synchronized List<String> outcomes() {
      return fetches.stream().map(fetch -> fetch.cause() + " " + fetch.outcome()).toList();
    }
  }
}
