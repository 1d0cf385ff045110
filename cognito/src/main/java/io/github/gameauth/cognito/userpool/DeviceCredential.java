// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;

/**
 * What a remembered device signs in with. Keep it with the player's client, or encrypted for it,
 * per player and app client; it cannot be had again. {@link SignInStep.SignedIn#advice} says when
 * to store one and when to delete it.
 *
 * @param deviceKey names the device
 * @param deviceGroupKey names its group; may begin with {@code -}
 * @param devicePassword random, and known to nobody else
 */
public record DeviceCredential(String deviceKey, String deviceGroupKey, Secret devicePassword) {
  /** The device's key alone. */
  @Override
  public String toString() {
    return "DeviceCredential(" + deviceKey + ")";
  }
}
