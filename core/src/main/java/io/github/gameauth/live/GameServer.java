// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.check.Require;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * A running server that holds connections.
 *
 * @param id what the server is called, 1 to {@value #LONGEST_ID} characters of printable ASCII
 *     without spaces; it may stay the same over restarts
 * @param incarnation tells one run of it from the next; a later run has a greater number, not below
 *     0. {@link #starting} makes one
 * @param address how other servers reach it, in words of your own such as {@code 10.0.3.7:7350}: 1
 *     to {@value #LONGEST_ADDRESS} characters of printable ASCII without spaces
 */
public record GameServer(String id, long incarnation, String address) {
  /** The longest id, in characters. */
  public static final int LONGEST_ID = 128;

  /** The longest address, in characters. */
  public static final int LONGEST_ADDRESS = 255;

  /** Two runs that begin in the same millisecond are told apart by so many random bits. */
  private static final int RANDOM_BITS = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks all three. */
  public GameServer {
    Require.printable("id", id, LONGEST_ID);
    if (incarnation < 0) {
      throw new IllegalArgumentException(
          "incarnation: " + incarnation + " (expected: not negative)");
    }
    Require.printable("address", address, LONGEST_ADDRESS);
  }

  /** A server whose run begins at {@code now}; its incarnation is greater than earlier ones. */
  public static GameServer starting(String id, String address, Instant now) {
    long millis = Math.max(0, now.toEpochMilli());
    long incarnation = (millis << RANDOM_BITS) | RANDOM.nextInt(1 << RANDOM_BITS);
    return new GameServer(id, incarnation, address);
  }
}
