// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.util.List;

/**
 * What a {@link RevocationSource} answers.
 *
 * @param revocations what was revoked; what was seen before may be among it
 * @param next the cursor to go on from
 * @param whole whether these are all revocations there are, and not only those since the cursor
 */
public record RevocationPage(List<Revocation> revocations, RevocationCursor next, boolean whole) {
  /** Copies the list. */
  public RevocationPage {
    revocations = List.copyOf(revocations);
  }
}
