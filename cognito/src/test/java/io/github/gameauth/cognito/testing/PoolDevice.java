// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A device of a user; it counts once it is confirmed. */
final class PoolDevice {
  final String key;
  final String groupKey;
  final Instant created;
  @Nullable Verifier verifier;
  String name = "";
  boolean remembered;
  Instant lastUsed;

  PoolDevice(String key, String groupKey, Instant created) {
    this.key = key;
    this.groupKey = groupKey;
    this.created = created;
    this.lastUsed = created;
  }

  boolean confirmed() {
    return verifier != null;
  }

  ObjectNode shown() {
    ObjectNode device =
        Json.object()
            .put("DeviceKey", key)
            .put("DeviceCreateDate", PoolState.seconds(created))
            .put("DeviceLastModifiedDate", PoolState.seconds(created))
            .put("DeviceLastAuthenticatedDate", PoolState.seconds(lastUsed));
    var attributes = device.putArray("DeviceAttributes");
    attributes.addObject().put("Name", "device_status").put("Value", "valid");
    if (!name.isEmpty()) {
      attributes.addObject().put("Name", "device_name").put("Value", name);
    }
    attributes
        .addObject()
        .put("Name", "dev:device_remembered_status")
        .put("Value", remembered ? "remembered" : "not_remembered");
    return device;
  }
}
