// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import java.util.Optional;

/**
 * Where guests' credentials are kept. They come and go together with their accounts, by way of
 * {@code AccountStore}; here they are read, and their secrets replaced.
 *
 * <p>Safe to share. Every method is one atomic step, may block, and throws {@code StoreException}
 * if the store cannot be reached. Every store passes {@code AccountStoreContract}, which stands in
 * core's test jar.
 */
public interface GuestStore {
  /** The credential of that id. */
  Optional<GuestRecord> find(String id);

  /**
   * Replaces a credential's secrets, if they still are as in {@code expected}.
   *
   * @param expected as it was read
   * @param next the same id with other secrets; its times are not written
   * @return whether it was replaced
   */
  boolean replaceSecrets(GuestRecord expected, GuestRecord next);
}
