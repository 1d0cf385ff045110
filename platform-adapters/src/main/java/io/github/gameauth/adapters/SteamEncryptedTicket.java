// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a Steam client got from {@code ISteamUser::RequestEncryptedAppTicket(userData)}.
 *
 * @param ticket the ticket's bytes in hexadecimal digits of either case, two for each byte
 * @param nonce what this login was given to put into {@code userData}, as text
 */
public record SteamEncryptedTicket(Secret ticket, Optional<Secret> nonce) {
  /** A ticket without a nonce in its user data. */
  public SteamEncryptedTicket(Secret ticket) {
    this(ticket, Optional.empty());
  }
}
