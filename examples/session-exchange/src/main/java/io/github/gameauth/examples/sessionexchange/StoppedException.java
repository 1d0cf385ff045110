// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

/** The story cannot go on; the message says why, and holds no secret. */
final class StoppedException extends Exception {
  private static final long serialVersionUID = 1;

  StoppedException(String why) {
    super(why);
  }
}
