// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a GOG Galaxy client got from {@code IUser::RequestEncryptedAppTicket(data)}.
 *
 * @param ticket the text of {@code GetEncryptedAppTicket}: base64url without padding
 * @param nonce what this login was given to put into {@code data}, as text
 * @param evidence whatever a {@link GogAdapter.AccountCheck} needs; without one it is not looked at
 */
public record GogTicket(Secret ticket, Optional<Secret> nonce, Optional<Secret> evidence) {
  /** A ticket without a nonce in its data. */
  public GogTicket(Secret ticket) {
    this(ticket, Optional.empty(), Optional.empty());
  }

  /** A ticket with a nonce in its data. */
  public GogTicket(Secret ticket, Secret nonce) {
    this(ticket, Optional.of(nonce), Optional.empty());
  }
}
