// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.store;

/**
 * A store could not be reached, or holds what it cannot read. Nobody knows whether the step that
 * was asked for took place; each step is written so that it may be repeated.
 *
 * <p>The message names the step and the engine, and no value that was stored. Whoever judges a
 * player on the way turns this into "undecided", never into a refusal.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A step that failed.
   *
   * @param message what was to be done, without any value
   * @param cause what the engine said
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A step whose stored data makes no sense.
   *
   * @param message what was to be done, without any value
   */
  public StoreException(String message) {
    super(message);
  }
}
