// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.srp.DeviceVerifier;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.secret.Secret;
import java.util.Optional;

/** Gives a device that the pool has just named a password, and tells the pool its verifier. */
final class DeviceRegistration {
  /**
   * A device that the pool knows from now on.
   *
   * @param credential to be stored
   * @param playerMustAgree whether it is remembered only once the player agrees
   */
  record Registered(DeviceCredential credential, boolean playerMustAgree) {}

  private DeviceRegistration() {}

  static CognitoAnswer<Registered> register(
      PoolCalls calls,
      Secret accessToken,
      String deviceKey,
      String deviceGroupKey,
      Optional<String> name) {
    Secret password = DeviceVerifier.newPassword(calls.random());
    DeviceVerifier verifier =
        DeviceVerifier.of(deviceGroupKey, deviceKey, password, calls.random());
    ObjectNode request = calls.userRequest(accessToken).put("DeviceKey", deviceKey);
    request
        .putObject("DeviceSecretVerifierConfig")
        .put("PasswordVerifier", verifier.verifierBase64())
        .put("Salt", verifier.saltBase64());
    name.ifPresent(text -> request.put("DeviceName", text));
    // After a lost answer the next sign-in names a new device; that is soon enough.
    return calls
        .call("ConfirmDevice", request, Repeat.WHEN_REFUSED_ONLY)
        .map(
            answer ->
                new Registered(
                    new DeviceCredential(deviceKey, deviceGroupKey, password),
                    isTrue(answer.path("UserConfirmationNecessary"))));
  }

  private static boolean isTrue(JsonNode flag) {
    return flag.isBoolean() && flag.booleanValue();
  }
}
