// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A user's devices. */
final class DeviceOperations {
  private static final int PAGE = 60;

  private final PoolState pool;

  DeviceOperations(PoolState pool) {
    this.pool = pool;
  }

  void addTo(Operations all, Owner owner) {
    owner.add(
        all,
        "ConfirmDevice",
        new Shape()
            .needs("DeviceKey")
            .may("DeviceName")
            .object("DeviceSecretVerifierConfig", new Shape().may("PasswordVerifier", "Salt")),
        this::confirm);
    owner.add(
        all,
        "UpdateDeviceStatus",
        new Shape().needs("DeviceKey").may("DeviceRememberedStatus"),
        this::update);
    owner.add(all, "GetDevice", new Shape().needs("DeviceKey"), this::get);
    owner.add(all, "ListDevices", new Shape().number("Limit").may("PaginationToken"), this::list);
    owner.add(all, "ForgetDevice", new Shape().needs("DeviceKey"), this::forget);
  }

  private ObjectNode confirm(Call call, TokenFamily caller) {
    if (pool.settings.devices() == TestPoolSettings.Devices.OFF) {
      throw ServiceError.of(
          "InvalidUserPoolConfigurationException", "Device tracking is not enabled.");
    }
    PoolDevice device = Devices.named(caller.user, call.text("DeviceKey"));
    if (device.confirmed()) {
      throw ServiceError.of("DeviceKeyExistsException", "Device already exists.");
    }
    JsonNode config = call.body().path("DeviceSecretVerifierConfig");
    BigInteger salt = number("Salt", config);
    BigInteger value = number("PasswordVerifier", config);
    if (value.signum() == 0 || value.compareTo(SrpNumbers.N) >= 0) {
      throw ServiceError.invalidParameter("Invalid device password verifier.");
    }
    device.verifier = new Verifier(device.groupKey, device.key, salt, value);
    device.name = call.optional("DeviceName").orElse("");
    boolean ask = pool.settings.devices() == TestPoolSettings.Devices.ASK;
    device.remembered = !ask;
    return Json.object().put("UserConfirmationNecessary", ask);
  }

  /** Base64 of the shortest bytes that read as a number that is not negative. */
  private static BigInteger number(String name, JsonNode config) {
    try {
      byte[] bytes = Base64.getDecoder().decode(config.path(name).asText());
      BigInteger number = new BigInteger(bytes);
      if (number.signum() >= 0 && Arrays.equals(number.toByteArray(), bytes)) {
        return number;
      }
    } catch (IllegalArgumentException e) {
      // Complained of below, as of every other form.
    }
    throw ServiceError.invalidParameter("Invalid device " + name + ".");
  }

  private ObjectNode update(Call call, TokenFamily caller) {
    PoolDevice device = Devices.named(caller.user, call.text("DeviceKey"));
    String status = call.optional("DeviceRememberedStatus").orElse("not_remembered");
    if (!status.equals("remembered") && !status.equals("not_remembered")) {
      throw Limits.refused(
          "DeviceRememberedStatus",
          "Member must satisfy enum value set: [remembered, not_remembered]");
    }
    if (!device.confirmed()) {
      throw ServiceError.invalidParameter("Device is not confirmed.");
    }
    device.remembered = status.equals("remembered");
    return Call.nothing();
  }

  private ObjectNode get(Call call, TokenFamily caller) {
    ObjectNode answer = Json.object();
    answer.set("Device", Devices.named(caller.user, call.text("DeviceKey")).shown());
    return answer;
  }

  private ObjectNode list(Call call, TokenFamily caller) {
    int limit = call.body().path("Limit").asInt(PAGE);
    if (limit < 0 || limit > PAGE) {
      throw Limits.refused("Limit", "Member must have value less than or equal to " + PAGE);
    }
    List<PoolDevice> all = new ArrayList<>(caller.user.devices.values());
    all.removeIf(each -> !each.confirmed());
    int from = call.optional("PaginationToken").map(DeviceOperations::place).orElse(0);
    int to = Math.min(all.size(), from + (limit == 0 ? PAGE : limit));
    ObjectNode answer = Json.object();
    ArrayNode devices = answer.putArray("Devices");
    for (PoolDevice device : all.subList(Math.min(from, to), to)) {
      devices.add(device.shown());
    }
    if (to < all.size()) {
      answer.put("PaginationToken", "at-" + to);
    }
    return answer;
  }

  private static int place(String token) {
    if (!token.matches("at-[0-9]{1,6}")) {
      throw ServiceError.invalidParameter("Invalid pagination token.");
    }
    return Integer.parseInt(token.substring(3));
  }

  private ObjectNode forget(Call call, TokenFamily caller) {
    caller.user.devices.remove(Devices.named(caller.user, call.text("DeviceKey")).key);
    return Call.EMPTY;
  }
}
