// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source of keys that counts how often it is asked, and that a test exchanges for another. */
final class CountingKeys implements KeySource {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile KeySource source;

  CountingKeys(KeySource source) {
    this.source = source;
  }

  /** Answers as {@code other} does from now on. */
  void become(KeySource other) {
    source = other;
  }

  /** Answers the same to everybody from now on. */
  void answer(KeyAnswer answer) {
    source = (algorithm, keyId) -> answer;
  }

  int asked() {
    return asked.get();
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    asked.incrementAndGet();
    return source.find(algorithm, keyId);
  }
}
