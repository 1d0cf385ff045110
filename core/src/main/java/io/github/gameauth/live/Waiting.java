// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/** Something that has a place in the {@link WaitingRoom}. Compared by identity. */
interface Waiting {
  /** Who counts as one source. */
  String source();

  /** Until when it may wait, by the monotonic clock. */
  long deadlineNanos();

  /** Its time is over. Called once at most, and not when it has left. */
  void timeIsUp();

  /** The room closes. Called once at most, and not when it has left or its time was over. */
  void stopped();
}
