// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import java.util.Optional;

/**
 * What a store knows of an identity, read at once.
 *
 * @param account the account that it leads to, whatever became of that; empty if it leads nowhere
 * @param persona that account's persona in the game that was asked for
 * @param ban the penalty that lies on the identity itself, whether in force or past
 */
public record KnownIdentity(
    Optional<Account> account, Optional<Persona> persona, Optional<Ban> ban) {
  /** Nothing at all. */
  public static final KnownIdentity UNKNOWN =
      new KnownIdentity(Optional.empty(), Optional.empty(), Optional.empty());
}
