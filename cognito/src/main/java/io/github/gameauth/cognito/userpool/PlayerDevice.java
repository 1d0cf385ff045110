// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.wire.Attributes;
import io.github.gameauth.cognito.wire.WireJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A device as the pool knows it.
 *
 * @param key names the device
 * @param attributes such as {@code device_name} and {@code last_ip_used}; free texts
 * @param created when it was first seen
 * @param modified when it was changed last
 * @param authenticated when it took part in a sign-in last
 */
public record PlayerDevice(
    String key,
    Map<String, String> attributes,
    Optional<Instant> created,
    Optional<Instant> modified,
    Optional<Instant> authenticated) {
  /** Copies the map. */
  public PlayerDevice {
    attributes = Map.copyOf(attributes);
  }

  static Optional<PlayerDevice> read(JsonNode device) {
    return WireJson.text(device, "DeviceKey")
        .map(
            key ->
                new PlayerDevice(
                    key,
                    Attributes.read(device.path("DeviceAttributes")),
                    WireJson.instant(device, "DeviceCreateDate"),
                    WireJson.instant(device, "DeviceLastModifiedDate"),
                    WireJson.instant(device, "DeviceLastAuthenticatedDate")));
  }

  /** The key; addresses are nothing for a log. */
  @Override
  public String toString() {
    return "PlayerDevice(" + key + ")";
  }
}
