// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.memory;

/**
 * How much {@link InMemoryStores} hold. What is full sweeps out what has expired, and then refuses
 * with {@code StoreException}; nothing that lives is forgotten.
 *
 * @param accounts the most accounts, names of deleted ones included; 1,000,000 by default.
 *     Identities, personas and banned identities may be {@value #PER_ACCOUNT} times as many each
 * @param families the most refresh families; 1,000,000 by default
 * @param once the most things that can be used once; 1,000,000 by default
 * @param revocations the most revocations; 1,000,000 by default
 * @param connections the most entries of players that are connected, and the most game servers;
 *     1,000,000 by default
 */
public record MemoryLimits(int accounts, int families, int once, int revocations, int connections) {
  /** As stated above. */
  public static final MemoryLimits USUAL =
      new MemoryLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);

  static final int PER_ACCOUNT = 8;

  /** Checks that none is below 1. */
  public MemoryLimits {
    requirePositive("accounts", accounts);
    requirePositive("families", families);
    requirePositive("once", once);
    requirePositive("revocations", revocations);
    requirePositive("connections", connections);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }

  /** Another number of accounts. */
  public MemoryLimits accounts(int accounts) {
    return new MemoryLimits(accounts, families, once, revocations, connections);
  }

  /** Another number of refresh families. */
  public MemoryLimits families(int families) {
    return new MemoryLimits(accounts, families, once, revocations, connections);
  }

  /** Another number of things that can be used once. */
  public MemoryLimits once(int once) {
    return new MemoryLimits(accounts, families, once, revocations, connections);
  }

  /** Another number of revocations. */
  public MemoryLimits revocations(int revocations) {
    return new MemoryLimits(accounts, families, once, revocations, connections);
  }

  /** Another number of entries of players that are connected. */
  public MemoryLimits connections(int connections) {
    return new MemoryLimits(accounts, families, once, revocations, connections);
  }
}
