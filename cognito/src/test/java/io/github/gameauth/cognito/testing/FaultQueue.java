// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Faults that wait for their calls, in order. Safe to share. */
final class FaultQueue {
  private record Waiting(Optional<String> operation, TestFault fault) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  synchronized void add(Optional<String> operation, TestFault fault) {
    waiting.add(new Waiting(operation, fault));
  }

  /** The first fault for this operation; it does not wait any more. */
  synchronized Optional<TestFault> take(String operation) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (next.operation().map(operation::equals).orElse(true)) {
        all.remove();
        return Optional.of(next.fault());
      }
    }
    return Optional.empty();
  }
}
