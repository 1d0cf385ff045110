// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

import io.github.gameauth.verify.VerificationUndecidedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a caller learnt about a token. */
public enum Told {
  /** It is good. */
  ACCEPTED,
  /** It is not, or nobody has such a key. */
  REFUSED,
  /** Nobody looked: too many had asked. */
  LIMITED,
  /** Nobody could look: the issuer gives no answer. */
  UNAVAILABLE;

  /**
   * What a library's exception says, by its causes; whoever says neither of the two excuses has
   * refused.
   */
  static Told by(Throwable refusal) {
    Told told = REFUSED;
    for (@Nullable Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      if (name.contains("RateLimit")) {
        return LIMITED;
      }
      if (cause instanceof VerificationUndecidedException
          || cause instanceof IOException
          || name.contains("Unavailable")
          || name.contains("Retrieval")
          || name.contains("NetworkException")) {
        told = UNAVAILABLE;
      }
    }
    return told;
  }
}
