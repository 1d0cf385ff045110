// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What Steam wrote into an encrypted app ticket.
 *
 * @param userData what the client put in; not to be written to
 * @param steamId the player, an unsigned number of 64 bits
 * @param appId the app
 * @param generated when Steam made the ticket
 * @param expires when Steam holds it to be too old
 * @param dlc the ids of the DLC that the player owns
 * @param hashed everything that the hash inside covers; the same for every spelling of the ticket
 */
record SteamAppTicket(
    ByteBuffer userData,
    long steamId,
    long appId,
    Instant generated,
    Instant expires,
    Set<Long> dlc,
    Secret hashed) {
  private static final int MOST_DLC = 140;

  /**
   * Reads it; empty if it is none.
   *
   * @param userData what the client put in
   * @param ownership Steam's own part
   * @param hashed what the hash covers
   */
  static Optional<SteamAppTicket> read(ByteBuffer userData, ByteBuffer ownership, Secret hashed) {
    ByteBuffer in = ownership.order(ByteOrder.LITTLE_ENDIAN);
    int length = in.remaining();
    try {
      if (number(in) != length) {
        return Optional.empty();
      }
      number(in); // version
      long steamId = in.getLong();
      long appId = number(in);
      number(in); // external address
      number(in); // internal address
      number(in); // flags
      Instant generated = Instant.ofEpochSecond(number(in));
      Instant expires = Instant.ofEpochSecond(number(in));
      skip(in, 4 * count(in)); // licences
      Set<Long> dlc = dlc(in);
      in.getShort(); // reserved
      return in.hasRemaining()
          ? Optional.empty()
          : Optional.of(
              new SteamAppTicket(userData, steamId, appId, generated, expires, dlc, hashed));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static Set<Long> dlc(ByteBuffer in) {
    int count = count(in);
    if (count > MOST_DLC) {
      throw new BufferUnderflowException();
    }
    Set<Long> dlc = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      dlc.add(number(in));
      skip(in, 4 * count(in));
    }
    return dlc;
  }

  private static long number(ByteBuffer in) {
    return in.getInt() & 0xffff_ffffL;
  }

  private static int count(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }

  private static void skip(ByteBuffer in, int bytes) {
    if (bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + bytes);
  }

  static NotProvedException invalid() {
    return NotProvedException.rejected(Reason.INVALID);
  }

  /** {@code SteamAppTicket(…)}. */
  @Override
  public String toString() {
    return "SteamAppTicket(…)";
  }
}
