// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

/** Why nobody can tell whether a player may have a session. Stable codes, fit for metrics. */
public enum SessionUndecided {
  /** The platform does not answer, or not sensibly. */
  PLATFORM_OUTAGE,
  /** The platform was asked too often. */
  PLATFORM_THROTTLED,
  /** The platform refuses us, or an adapter does what it must not: an operator has to act. */
  PLATFORM_MISCONFIGURED,
  /** A store of ours cannot be reached. */
  STORE,
  /** Nothing can be signed now. */
  SIGNING_KEYS,
  /** A check that has to pass could not be made. */
  ACCESS_CHECK,
  /** Code that the host handed in threw something. */
  HOST_CODE,
  /** What was configured makes no token: an operator has to act. */
  MISCONFIGURED
}
