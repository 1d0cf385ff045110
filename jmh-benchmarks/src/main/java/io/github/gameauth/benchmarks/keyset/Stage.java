// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import io.github.gameauth.benchmarks.peer.KeyClient;
import io.github.gameauth.benchmarks.peer.KeySetAt;
import io.github.gameauth.benchmarks.peer.VerifySubject;
import io.github.gameauth.benchmarks.sample.KeySetServer;
import io.github.gameauth.benchmarks.sample.Sample;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;

/** One client and an issuer of its own, which publishes its old key. */
final class Stage implements AutoCloseable {
  final KeySetServer server;
  final VerifySubject client;
  final RotatedTokens tokens;
  final Size size;
  final ThreadFactory threads;

  Stage(
      KeyClient client,
      RotatedTokens tokens,
      Size size,
      CallerThreads threads,
      Optional<Duration> timeToLive) {
    this.server = KeySetServer.answeringAfter(size.issuerDelay());
    server.publish(tokens.oldJwk());
    this.client = client.fetching(new KeySetAt(server.url(), timeToLive));
    this.tokens = tokens;
    this.size = size;
    this.threads = threads.named(client.name());
  }

  /** Has the client fetch its keys, by showing it a good token. */
  Stage warm() {
    if (ask(tokens.old()) != Told.ACCEPTED) {
      throw new IllegalStateException("good token: refused (expected: accepted)");
    }
    return this;
  }

  /** The new key is published beside the old one. */
  void rotate() {
    server.publish(tokens.oldJwk(), tokens.newJwk());
  }

  Told ask(Sample token) {
    return Crowd.once(client, token);
  }

  Crowd crowd(int callers, IntFunction<Sample> each) {
    return Crowd.asking(client, threads, callers, size.crowdPatience(), each);
  }

  /**
   * How long until a token is accepted, or is so no longer, looking ten times a second; at most as
   * long as {@code patience} lasts.
   */
  Duration until(Sample token, boolean accepted, Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    long elapsed = 0;
    while (elapsed < patience.toNanos() && (ask(token) == Told.ACCEPTED) != accepted) {
      Thread.sleep(100);
      elapsed = System.nanoTime() - start;
    }
    return Duration.ofNanos(elapsed);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
