// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

/** What a refresh token turned out to be. */
sealed interface Examined {
  /** The one that is good now. */
  record Current(RefreshFamily family, RefreshToken token) implements Examined {}

  /** The one before, shown again so soon that its successor may be told again. */
  record Repeated(RefreshFamily family, RefreshToken successor) implements Examined {}

  /** The current one of a family that nobody used for too long, and that nothing else ended. */
  record Idle(RefreshFamily family, RefreshToken token) implements Examined {}

  /** No good. Outside, all reasons look the same. */
  record Refused(Reason reason) implements Examined {}

  /** Why, for the server's eyes. Stable codes, fit for metrics. */
  enum Reason {
    /** No refresh token at all; the store was not asked. */
    MALFORMED,
    /** Of no family that is known. */
    UNKNOWN,
    /** Of a family that ended. */
    REVOKED,
    /** Of a family that is too old, or too long unused. */
    EXPIRED,
    /** Used before: somebody else may hold the family's tokens, so it ended now. */
    REUSED,
    /** Known by its secret, but not in this form. */
    ALTERED,
    /** Its successor can't be opened: the store's row was changed. */
    UNREADABLE,
    /** The account is not active, or was logged out everywhere. */
    ACCOUNT
  }
}
