// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Where revocations are kept, shared by all servers. {@code AccountStore} writes here, too, in the
 * same transaction as a ban or a logout.
 *
 * <p>The store stamps each row with its own time, and a reader's cursor is that time, too: the
 * clocks of servers play no part. {@link #since} goes back from the cursor by {@link #OVERLAP}.
 *
 * <p>Safe to share. Every method may block; {@link #append} and {@link #purge} throw {@code
 * StoreException} if the store cannot be reached. Every store passes {@code
 * RevocationStoreContract}, which stands in core's test jar.
 */
public interface RevocationStore extends RevocationSource {
  /** Longer than the longest transaction that writes here. */
  Duration OVERLAP = Duration.ofSeconds(60);

  /** Adds revocations, all or none. */
  void append(Collection<Revocation> revocations);

  /**
   * Whole if {@code cursor} is {@link RevocationCursor#START}; what has expired may be left out.
   */
  @Override
  RevocationPage since(RevocationCursor cursor);

  /**
   * Deletes what has expired.
   *
   * @param most how many at most, so that one call stays short
   * @return how many were deleted; fewer than {@code most} means that none are left
   */
  int purge(Instant now, int most);
}
