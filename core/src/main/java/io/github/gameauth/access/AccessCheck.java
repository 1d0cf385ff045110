// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

/**
 * One question that a proven player has to pass. It may block; {@code AccessChecks} gives it a
 * time-out and says what happens when it fails. Safe to share.
 */
public interface AccessCheck {
  /** Its name, for metrics and log lines. */
  String name();

  /** Whether they may play. What it throws counts as {@link AccessAnswer.Unknown}. */
  AccessAnswer check(AccessRequest request);
}
