// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

/** When a call may be made again without asking anybody. */
public enum Repeat {
  /**
   * After a throttle, an outage or a lost answer: to do it twice is as good as once. For reading,
   * for signing out and for refreshing without rotation.
   */
  FREELY,
  /**
   * After a throttle alone, which refuses before anything is done. For answers to challenges, for
   * refreshing with rotation, for signing up, and for whatever sends a message.
   */
  WHEN_REFUSED_ONLY
}
