// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The devices of a signed-in player. Safe to share. Signing in registers a new device by itself;
 * {@link #confirm} is for tokens that came another way.
 */
public final class Devices {
  private static final int MAX_LIMIT = 60;

  private final PoolCalls calls;
  private final Secret accessToken;

  Devices(PoolCalls calls, Secret accessToken) {
    this.calls = calls;
    this.accessToken = accessToken;
  }

  /**
   * A device that was registered.
   *
   * @param credential to be stored; it cannot be had again
   * @param playerMustAgree whether it is remembered only after {@link #remember}, to which the
   *     player has to agree
   */
  public record Confirmed(DeviceCredential credential, boolean playerMustAgree) {}

  /**
   * Some of the devices.
   *
   * @param devices in the pool's order
   * @param next leads to the following ones; empty at the end
   */
  public record Page(List<PlayerDevice> devices, Optional<String> next) {
    /** Copies the list. */
    public Page {
      devices = List.copyOf(devices);
    }
  }

  /**
   * Registers a device that the pool has named, with a new password. Operation {@code
   * ConfirmDevice}.
   *
   * @param deviceName how the player calls it; empty to leave it out
   */
  public CognitoAnswer<Confirmed> confirm(
      String deviceKey, String deviceGroupKey, Optional<String> deviceName) {
    return DeviceRegistration.register(calls, accessToken, deviceKey, deviceGroupKey, deviceName)
        .map(known -> new Confirmed(known.credential(), known.playerMustAgree()));
  }

  /** Remembers a device; the player has to agree. Operation {@code UpdateDeviceStatus}. */
  public CognitoAnswer<Nothing> remember(String deviceKey) {
    return status(deviceKey, "remembered");
  }

  /** Remembers a device no more, but keeps it known. Operation {@code UpdateDeviceStatus}. */
  public CognitoAnswer<Nothing> stopRemembering(String deviceKey) {
    return status(deviceKey, "not_remembered");
  }

  private CognitoAnswer<Nothing> status(String deviceKey, String status) {
    ObjectNode request = request(deviceKey).put("DeviceRememberedStatus", status);
    return Sense.nothing(calls.call("UpdateDeviceStatus", request, Repeat.WHEN_REFUSED_ONLY));
  }

  /**
   * Forgets a device: its refresh tokens end, and what is stored of it is worthless. Operation
   * {@code ForgetDevice}.
   */
  public CognitoAnswer<Nothing> forget(String deviceKey) {
    return Sense.nothing(calls.call("ForgetDevice", request(deviceKey), Repeat.WHEN_REFUSED_ONLY));
  }

  /** One device. Operation {@code GetDevice}. */
  public CognitoAnswer<PlayerDevice> get(String deviceKey) {
    return Sense.of(
        calls.call("GetDevice", request(deviceKey), Repeat.FREELY),
        answer -> PlayerDevice.read(answer.path("Device")));
  }

  /**
   * The first devices. Operation {@code ListDevices}.
   *
   * @param limit how many at most, 1 to 60
   */
  public CognitoAnswer<Page> list(int limit) {
    return list(listing(limit));
  }

  /** The following devices. */
  public CognitoAnswer<Page> list(int limit, String next) {
    return list(listing(limit).put("PaginationToken", next));
  }

  private ObjectNode listing(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
    return calls.userRequest(accessToken).put("Limit", limit);
  }

  private CognitoAnswer<Page> list(ObjectNode request) {
    return calls
        .call("ListDevices", request, Repeat.FREELY)
        .map(
            answer -> {
              List<PlayerDevice> devices = new ArrayList<>();
              for (JsonNode each : answer.path("Devices")) {
                PlayerDevice.read(each).ifPresent(devices::add);
              }
              return new Page(devices, WireJson.text(answer, "PaginationToken"));
            });
  }

  private ObjectNode request(String deviceKey) {
    return calls.userRequest(accessToken).put("DeviceKey", deviceKey);
  }
}
