// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Things that can be used once, shared by all servers: tickets that are handed out and taken back,
 * and credentials of others that must not be seen twice. Each method is one atomic step, also
 * between processes.
 *
 * <p>A store that is full refuses; it never forgets what has not expired. Safe to share. Every
 * method may block, and throws {@link StoreException} if the store cannot be reached. Every store
 * passes {@code OnceStoreContract}, which stands in core's test jar.
 */
public interface OnceStore {
  /** The longest payload, in characters. */
  int MAX_PAYLOAD = 4096;

  /**
   * Keeps {@code payload} until {@code expiresAt}, unless something is kept there that has not
   * expired at {@code now}.
   *
   * @param payload what {@link #consume} shall give back, up to {@value #MAX_PAYLOAD} characters;
   *     may be empty
   * @return whether this caller was first
   */
  boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt);

  /**
   * Takes what is kept there, for one caller only.
   *
   * @return the payload; empty if nothing is kept, it has expired, or another caller was first
   */
  Optional<String> consume(OnceKey key, Instant now);

  /**
   * Deletes what has expired.
   *
   * @param most how many at most, so that one call stays short
   * @return how many were deleted; fewer than {@code most} means that none are left
   */
  int purge(Instant now, int most);
}
