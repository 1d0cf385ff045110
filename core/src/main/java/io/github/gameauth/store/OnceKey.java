// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.store;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Fingerprint;

/**
 * What a thing that can be used once is kept under.
 *
 * @param namespace what kind of thing it is, 1 to 16 of {@code a-z 0-9 . _ -}
 * @param fingerprint the fingerprint of the ticket or credential, which itself is never kept
 */
public record OnceKey(String namespace, Fingerprint fingerprint) {
  /** Checks the namespace. */
  public OnceKey {
    Require.word("namespace", namespace, 1, 16);
  }
}
