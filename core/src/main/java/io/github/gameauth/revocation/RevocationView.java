// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/**
 * A server's own view of what was revoked. {@code TokenVerifier} asks it about every token that is
 * otherwise good, remembered ones included, so it must answer from memory: no I/O, no lock. One
 * that throws makes the verdict undecided.
 *
 * <p>Safe to share.
 */
@FunctionalInterface
public interface RevocationView {
  /** Revokes nothing. */
  RevocationView NONE = token -> false;

  /** Whether the token is dead. */
  boolean revokes(TokenMark token);

  /** A view of what either of two revokes, such as those of two issuers. */
  default RevocationView and(RevocationView other) {
    return token -> revokes(token) || other.revokes(token);
  }
}
