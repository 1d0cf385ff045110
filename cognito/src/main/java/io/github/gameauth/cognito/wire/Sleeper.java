// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import java.time.Duration;

/** How a pause is made; tests make none. */
@FunctionalInterface
public interface Sleeper {
  /** Lets the calling thread sleep. */
  Sleeper OF_THE_THREAD = pause -> Thread.sleep(pause.toMillis());

  /** Returns after {@code pause}. */
  void sleep(Duration pause) throws InterruptedException;
}
