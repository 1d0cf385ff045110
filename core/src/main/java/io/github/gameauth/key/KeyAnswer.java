// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a {@link KeySource} can say about a key id. */
public sealed interface KeyAnswer {
  /** No key of that id is among the keys known, and now is not the time to ask again. */
  KeyAnswer UNKNOWN = new Unknown();

  /** A key of that id was published, and refused for what it is. */
  KeyAnswer UNUSABLE = new Unusable();

  /**
   * Keys that may be tried, in no order that means anything.
   *
   * @param candidates one key; up to three where a careless issuer gave several the same id; every
   *     key for the algorithm where the token named none
   */
  record Found(List<VerificationKey> candidates) implements KeyAnswer {
    /** Copies the keys, and insists on one at least. */
    public Found {
      candidates = List.copyOf(candidates);
      if (candidates.isEmpty()) {
        throw new IllegalArgumentException("candidates: none (expected: at least 1)");
      }
    }
  }

  /** See {@link KeyAnswer#UNKNOWN}. */
  record Unknown() implements KeyAnswer {}

  /** See {@link KeyAnswer#UNUSABLE}. */
  record Unusable() implements KeyAnswer {}

  /**
   * A fetch is under way that may bring the key; ask again when it has ended.
   *
   * @param settled completes normally when the fetch has ended, however it ended
   */
  record Pending(CompletionStage<Void> settled) implements KeyAnswer {}

  /**
   * There are no keys that may be trusted now.
   *
   * @param retryAfter when asking again may help
   */
  record Unavailable(Duration retryAfter) implements KeyAnswer {}
}
