// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

/**
 * How much JSON is read before giving up.
 *
 * @param depth how deep objects and arrays may nest, the outermost counted
 * @param members how many members and elements the whole text may hold
 * @param nameLength how many characters a member's name may have
 */
public record JsonLimits(int depth, int members, int nameLength) {
  /** What a token's header or payload may hold. */
  public static final JsonLimits TOKEN = new JsonLimits(16, 256, 256);

  /** What a document fetched over HTTP may hold; its bytes are limited by who fetched it. */
  public static final JsonLimits DOCUMENT = new JsonLimits(16, 20_000, 1024);

  void requireDepth(int reached) throws JsonRejectedException {
    if (reached > depth) {
      throw JsonRejectedException.limit();
    }
  }
}
