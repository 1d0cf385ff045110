// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls what the host handed in. What it throws is nobody's verdict on a player. */
final class HostCode {
  private static final Logger log = LoggerFactory.getLogger(HostCode.class);

  private HostCode() {}

  /**
   * What {@code code} answers.
   *
   * @param name what it is, for the log
   */
  static <T> T call(String name, SessionUndecided cause, Supplier<T> code) {
    try {
      return Objects.requireNonNull(code.get());
    } catch (RuntimeException | LinkageError e) {
      // Its text is not ours to vouch for.
      log.error("The {} threw {}", name, e.getClass().getName());
      throw StoppedException.undecided(cause, Duration.ofSeconds(5));
    }
  }
}
