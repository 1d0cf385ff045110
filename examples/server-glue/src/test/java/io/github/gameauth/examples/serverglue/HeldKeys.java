// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys whose fetch takes until the test says so. */
final class HeldKeys implements KeySource {
  private final KeySource keys;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final CountDownLatch asked = new CountDownLatch(1);

  HeldKeys(KeySource keys) {
    this.keys = keys;
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    if (settled.isDone()) {
      return keys.find(algorithm, keyId);
    }
    asked.countDown();
    return new KeyAnswer.Pending(settled);
  }

  /** Waits until somebody waits for keys. */
  void awaitAsked() throws InterruptedException {
    if (!asked.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody asks for keys");
    }
  }

  void arrive() {
    settled.complete(null);
  }
}
