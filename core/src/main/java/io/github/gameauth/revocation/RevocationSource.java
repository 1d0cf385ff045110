// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/**
 * Where a {@link RevocationView} learns what was revoked: a store, or a document that somebody
 * publishes. Safe to share; may block.
 */
@FunctionalInterface
public interface RevocationSource {
  /**
   * What was revoked since {@code cursor}. It may say again what it said before, and must not leave
   * anything out.
   *
   * @throws RevocationsUnavailableException if nobody can tell now
   */
  RevocationPage since(RevocationCursor cursor);
}
