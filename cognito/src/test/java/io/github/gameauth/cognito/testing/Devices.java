// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Optional;

/** A device as sign-ins name it. */
final class Devices {
  private Devices() {}

  /** Takes note of the key that a request carries; an unknown one is refused at any step. */
  static void seen(SignIn signIn, Optional<String> key) {
    if (key.isPresent()
        && signIn.user.isPresent()
        && !signIn.known().devices.containsKey(key.get())) {
      throw ServiceError.notFound("Device does not exist.");
    }
    signIn.deviceKey = key;
  }

  static PoolDevice named(PoolUser user, String key) {
    PoolDevice device = user.devices.get(key);
    if (device == null) {
      throw ServiceError.notFound("Device does not exist.");
    }
    return device;
  }
}
