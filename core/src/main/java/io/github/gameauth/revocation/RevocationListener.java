// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/**
 * Told of revocations as a server learns of them: for connections that outlive the check of their
 * token. It is called by one thread at a time, after the view knows; be quick. What it throws is
 * logged once and otherwise ignored.
 */
@FunctionalInterface
public interface RevocationListener {
  /**
   * Something was revoked, or more strictly or for longer than before. Each is told once; what was
   * revoked before the server started is among them.
   */
  void revoked(Revocation revocation);
}
