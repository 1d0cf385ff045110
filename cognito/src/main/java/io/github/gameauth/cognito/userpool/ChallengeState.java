// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a sign-in stands: whose it is, and what the service wants back. Opaque; prints nothing of
 * itself.
 */
public final class ChallengeState {
  /** Sessions have 2 KB, challenges rarely more; a text beyond is none of ours. */
  private static final int MAX_JSON = 128 * 1024;

  private static final int VERSION = 1;

  final String pool;
  final String clientId;
  final SignInState signIn;

  /** The challenge's name on the wire. */
  final String name;

  /** The service's session; single-use, and at times there is none. */
  final Optional<Secret> session;

  final Map<String, String> parameters;

  /** The names of the factors to choose from, which come beside the parameters. */
  final List<String> available;

  ChallengeState(
      String pool,
      String clientId,
      SignInState signIn,
      String name,
      Optional<Secret> session,
      Map<String, String> parameters,
      List<String> available) {
    this.pool = pool;
    this.clientId = clientId;
    this.signIn = signIn;
    this.name = name;
    this.session = session;
    this.parameters = Map.copyOf(parameters);
    this.available = List.copyOf(available);
  }

  /** The same with another session. */
  ChallengeState session(Optional<Secret> other) {
    return new ChallengeState(pool, clientId, signIn, name, other, parameters, available);
  }

  String parameter(String named) {
    return parameters.getOrDefault(named, "");
  }

  Secret toJson() {
    ObjectNode json = WireJson.newObject().put("v", VERSION).put("pool", pool);
    json.put("client", clientId).put("name", name).put("user", signIn.userName());
    session.ifPresent(text -> json.put("session", text.reveal()));
    PoolCalls.addTexts(json.putObject("parameters"), parameters);
    ArrayNode factors = json.putArray("available");
    available.forEach(factors::add);
    signIn
        .device()
        .ifPresent(
            device ->
                json.putObject("device")
                    .put("key", device.deviceKey())
                    .put("group", device.deviceGroupKey())
                    .put("password", device.devicePassword().reveal()));
    signIn.deviceName().ifPresent(text -> json.put("deviceName", text));
    json.put("deviceForgotten", signIn.deviceForgotten());
    return Secret.ofBytes(WireJson.bytes(json));
  }

  static Optional<ChallengeState> fromJson(Secret secret) {
    if (secret.length() > MAX_JSON) {
      return Optional.empty();
    }
    return WireJson.object(secret.revealBytes()).flatMap(ChallengeState::read);
  }

  private static Optional<ChallengeState> read(JsonNode json) {
    Optional<String> pool = WireJson.text(json, "pool");
    Optional<String> client = WireJson.text(json, "client");
    Optional<String> name = WireJson.text(json, "name");
    JsonNode user = json.path("user");
    if (json.path("v").asInt() != VERSION
        || pool.isEmpty()
        || client.isEmpty()
        || name.isEmpty()
        || !user.isTextual()) {
      return Optional.empty();
    }
    SignInState signIn =
        new SignInState(
            user.textValue(),
            device(json.path("device")),
            WireJson.text(json, "deviceName"),
            json.path("deviceForgotten").asBoolean());
    return Optional.of(
        new ChallengeState(
            pool.get(),
            client.get(),
            signIn,
            name.get(),
            WireJson.text(json, "session").map(Secret::of),
            AuthAnswer.texts(json.path("parameters")),
            AuthAnswer.list(json.path("available"))));
  }

  private static Optional<DeviceCredential> device(JsonNode json) {
    Optional<String> key = WireJson.text(json, "key");
    Optional<String> group = WireJson.text(json, "group");
    Optional<String> password = WireJson.text(json, "password");
    return key.isEmpty() || group.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeviceCredential(key.get(), group.get(), Secret.of(password.get())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChallengeState state
        && pool.equals(state.pool)
        && clientId.equals(state.clientId)
        && signIn.equals(state.signIn)
        && name.equals(state.name)
        && session.equals(state.session)
        && parameters.equals(state.parameters)
        && available.equals(state.available);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pool, clientId, name, signIn.userName());
  }

  /** {@code ChallengeState(…)}. */
  @Override
  public String toString() {
    return "ChallengeState(…)";
  }
}
