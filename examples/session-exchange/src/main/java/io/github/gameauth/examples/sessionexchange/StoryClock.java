// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still but for what the story skips, so that nobody waits for hours. */
final class StoryClock implements InstantSource {
  private volatile Instant now;

  StoryClock(String start) {
    now = Instant.parse(start);
  }

  void skip(Duration span) {
    now = now.plus(span);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
