// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last few header segments that came with a good signature. An issuer writes the same header
 * for every token under a key, so nearly every token's header was read before.
 *
 * <p>Holds {@value #PLACES} at most, and only what a trusted key has signed: nobody else can put
 * anything in. A hit needs the very same bytes.
 */
final class HeaderMemory {
  private static final int PLACES = 16;

  /** Longer ones are read anew each time, so that the memory stays small. */
  private static final int MAX_LENGTH = 512;

  /** A header and how it was spelled. */
  static final class Entry {
    private final byte[] segment;
    private final JoseHeader header;

    private Entry(byte[] segment, JoseHeader header) {
      this.segment = segment;
      this.header = header;
    }

    JoseHeader header() {
      return header;
    }

    int length() {
      return segment.length;
    }

    private boolean begins(byte[] token) {
      int length = segment.length;
      return token.length > length
          && token[length] == '.'
          && Arrays.equals(segment, 0, length, token, 0, length);
    }
  }

  private volatile Entry[] entries = {}; // replaced whole, never changed

  /** The header that {@code token} begins with, if it is one of these and a dot follows. */
  @Nullable Entry beginning(byte[] token) {
    for (Entry entry : entries) {
      if (entry.begins(token)) {
        return entry;
      }
    }
    return null;
  }

  /**
   * Keeps a header, and lets go of the one that was kept longest ago if there are too many. Takes
   * no lock: of two at the same time one may be lost, and is kept the next time.
   */
  void keep(byte[] token, int length, JoseHeader header) {
    if (length > MAX_LENGTH || beginning(token) != null) {
      return;
    }
    Entry[] before = entries;
    Entry[] after = new Entry[Math.min(before.length + 1, PLACES)];
    after[0] = new Entry(Arrays.copyOf(token, length), header);
    System.arraycopy(before, 0, after, 1, after.length - 1);
    entries = after;
  }
}
