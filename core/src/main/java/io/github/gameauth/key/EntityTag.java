// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import java.net.URI;
import java.time.Duration;

/**
 * What lets an issuer answer that nothing changed, for as long as that is believed without seeing
 * the whole document: a tag that never changes must not keep keys for ever.
 *
 * @param value the header's value
 * @param of the document's address; a tag means nothing elsewhere
 * @param since when the whole document was seen last
 */
record EntityTag(String value, URI of, Moment since) {
  private static final long CEILING = Duration.ofHours(24).toNanos();
  private static final int MAX_LENGTH = 256;

  /** Whether it may stand in a request. */
  static boolean isSendable(String value) {
    return value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  boolean mayBeUsed(URI location, Moment now) {
    return of.equals(location) && since.ageAt(now) < CEILING;
  }
}
