// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContinuingTest {
  /** With -Djava.util.concurrent.ForkJoinPool.common.parallelism=0 the pool has no threads. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void goesOnWithATokenWhateverTheCommonPoolIs(int parallelism) throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();

    TokenVerifier.continuing(parallelism).execute(() -> ran.complete(Thread.currentThread()));

    assertNotEquals(Thread.currentThread(), ran.get(10, TimeUnit.SECONDS));
  }
}
