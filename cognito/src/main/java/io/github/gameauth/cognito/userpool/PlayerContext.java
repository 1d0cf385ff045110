// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import java.util.Map;
import java.util.Optional;

/**
 * What a call tells about the player and to the pool's triggers. All of it is optional.
 *
 * @param ipAddress the player's address, for threat protection. Without it all players seem to come
 *     from this server. Counts only if the app client has a secret and may pass such data on
 * @param encodedData what AWS's client library for threat protection gathered on the player's
 *     machine
 * @param metadata handed to the pool's triggers, and not kept; no place for secrets
 */
public record PlayerContext(
    Optional<String> ipAddress, Optional<String> encodedData, Map<String, String> metadata) {
  /** Tells nothing. */
  public static final PlayerContext NONE =
      new PlayerContext(Optional.empty(), Optional.empty(), Map.of());

  /** Keeps a copy of the map. */
  public PlayerContext {
    metadata = Map.copyOf(metadata);
  }

  /** A player at that address. */
  public static PlayerContext at(String ipAddress) {
    return new PlayerContext(Optional.of(ipAddress), Optional.empty(), Map.of());
  }

  /** The same with data gathered on the player's machine. */
  public PlayerContext encodedData(String encodedData) {
    return new PlayerContext(ipAddress, Optional.of(encodedData), metadata);
  }

  /** The same with something for the triggers, in place of what there was. */
  public PlayerContext metadata(Map<String, String> metadata) {
    return new PlayerContext(ipAddress, encodedData, metadata);
  }

  /** {@code PlayerContext(…)}: where a player is, is nothing for a log. */
  @Override
  public String toString() {
    return "PlayerContext(…)";
  }
}
