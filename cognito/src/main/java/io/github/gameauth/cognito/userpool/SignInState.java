// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import java.util.Optional;

/**
 * What stays the same from one challenge to the next.
 *
 * @param userName as typed at first, and as the pool calls the user from its first challenge on
 * @param device the device that is presented
 * @param deviceName what a new device is to be called
 * @param deviceForgotten whether a device was presented that the pool does not know any more
 */
record SignInState(
    String userName,
    Optional<DeviceCredential> device,
    Optional<String> deviceName,
    boolean deviceForgotten) {
  SignInState userName(String other) {
    return new SignInState(other, device, deviceName, deviceForgotten);
  }

  /** Without its device, which the pool has forgotten. */
  SignInState withoutDevice() {
    return new SignInState(userName, Optional.empty(), deviceName, true);
  }

  /** {@code SignInState(…)}. */
  @Override
  public String toString() {
    return "SignInState(…)";
  }
}
