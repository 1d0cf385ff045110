// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.util.List;

/**
 * A set of trusted keys was replaced by another. Keys are named by their {@code kid}, or by their
 * thumbprint (RFC 7638) if they have none.
 *
 * @param issuer the issuer's configured name
 * @param generation counts the sets of this source, from 1
 * @param added keys that were not there before
 * @param removed keys that are trusted no longer
 * @param replaced ids whose key is another one now: a careless rotation, or a takeover
 * @param ambiguous ids that more than one key of the set bears
 */
public record KeysChanged(
    String issuer,
    long generation,
    List<String> added,
    List<String> removed,
    List<String> replaced,
    List<String> ambiguous) {
  /** Copies the lists. */
  public KeysChanged {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    replaced = List.copyOf(replaced);
    ambiguous = List.copyOf(ambiguous);
  }
}
