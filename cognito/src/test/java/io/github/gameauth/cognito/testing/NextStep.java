// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a sign-in still lacks, in the service's order; nothing lacks: tokens. */
final class NextStep {
  private final PoolState pool;
  private final Sessions sessions;
  private final TokenDesk desk;

  NextStep(PoolState pool, Sessions sessions, TokenDesk desk) {
    this.pool = pool;
    this.sessions = sessions;
    this.desk = desk;
  }

  /** After a right password: states that end the sign-in, else the next challenge or tokens. */
  ObjectNode afterPassword(SignIn signIn) {
    PoolUser user = signIn.known();
    signIn.passwordShown = true;
    if (user.status == PoolUser.Status.RESET_REQUIRED) {
      throw ServiceError.of(
          "PasswordResetRequiredException", "Password reset required for the user");
    }
    if (user.status == PoolUser.Status.FORCE_CHANGE_PASSWORD
        && !pool.now().isBefore(user.temporaryUntil)) {
      throw ServiceError.notAuthorized(
          "Temporary password has expired and must be reset by an administrator.");
    }
    return signIn.flow.equals("CUSTOM_AUTH") ? custom(signIn) : of(signIn);
  }

  ObjectNode of(SignIn signIn) {
    PoolUser user = signIn.known();
    if (user.status == PoolUser.Status.FORCE_CHANGE_PASSWORD) {
      return newPassword(signIn, user);
    }
    PoolDevice device = device(signIn);
    boolean provesDevice = device != null && device.remembered && signIn.passwordShown;
    boolean excused = provesDevice && pool.settings.devicesReplaceMfa();
    if (signIn.passwordShown && !signIn.factorShown && !excused) {
      Optional<ObjectNode> factor = factor(signIn, user);
      if (factor.isPresent()) {
        return factor.get();
      }
    }
    if (provesDevice && !signIn.deviceShown) {
      return asked(signIn, "DEVICE_SRP_AUTH");
    }
    return tokens(signIn, user, device);
  }

  ObjectNode custom(SignIn signIn) {
    ObjectNode answer = asked(signIn, "CUSTOM_CHALLENGE");
    ObjectNode parameters = answer.withObject("/ChallengeParameters");
    parameters.put("USERNAME", signIn.known().name);
    pool.settings.customParameters().forEach(parameters::put);
    return answer;
  }

  /** Asks for a code that was just sent. */
  ObjectNode sentCode(SignIn signIn, String challenge, String attribute) {
    PoolUser user = signIn.known();
    String code = pool.newCode();
    signIn.code = code;
    pool.deliver(user, attribute, code);
    ObjectNode answer = asked(signIn, challenge);
    answer
        .withObject("/ChallengeParameters")
        .put("CODE_DELIVERY_DELIVERY_MEDIUM", Outbox.medium(attribute))
        .put("CODE_DELIVERY_DESTINATION", Outbox.masked(user.attribute(attribute)))
        .put("USER_ID_FOR_SRP", user.name);
    return answer;
  }

  /** Asks for a second factor by its name. */
  ObjectNode factor(SignIn signIn, String name) {
    if (name.equals(Factors.SMS)) {
      return sentCode(signIn, name, "phone_number");
    }
    if (name.equals(Factors.EMAIL)) {
      return sentCode(signIn, name, "email");
    }
    ObjectNode answer = asked(signIn, name);
    PoolUser user = signIn.known();
    ObjectNode parameters = answer.withObject("/ChallengeParameters");
    parameters.put("USER_ID_FOR_SRP", user.name);
    if (!user.factors.totpName.isEmpty()) {
      parameters.put("FRIENDLY_DEVICE_NAME", user.factors.totpName);
    }
    return answer;
  }

  ObjectNode asked(SignIn signIn, String challenge) {
    signIn.challenge = challenge;
    ObjectNode answer =
        Json.object().put("ChallengeName", challenge).put("Session", sessions.open(signIn));
    answer.putObject("ChallengeParameters");
    return answer;
  }

  private Optional<ObjectNode> factor(SignIn signIn, PoolUser user) {
    List<String> enabled = new ArrayList<>(user.factors.enabled);
    String preferred = user.factors.preferred;
    if (pool.settings.mfa() == TestPoolSettings.Mfa.OFF) {
      return Optional.empty();
    }
    if (preferred != null) {
      return Optional.of(factor(signIn, preferred));
    }
    if (enabled.size() == 1) {
      return Optional.of(factor(signIn, enabled.get(0)));
    }
    if (enabled.size() > 1) {
      ObjectNode answer = asked(signIn, "SELECT_MFA_TYPE");
      answer
          .withObject("/ChallengeParameters")
          .put("MFAS_CAN_CHOOSE", Json.tree(enabled).toString());
      return Optional.of(answer);
    }
    if (pool.settings.mfa() == TestPoolSettings.Mfa.ON) {
      ObjectNode answer = asked(signIn, "MFA_SETUP");
      answer
          .withObject("/ChallengeParameters")
          .put("MFAS_CAN_SETUP", Json.tree(List.of(Factors.TOTP)).toString());
      return Optional.of(answer);
    }
    return Optional.empty();
  }

  private ObjectNode newPassword(SignIn signIn, PoolUser user) {
    ObjectNode answer = asked(signIn, "NEW_PASSWORD_REQUIRED");
    List<String> required =
        pool.settings.requiredAttributes().stream()
            .filter(each -> user.attribute(each).isEmpty())
            .map(each -> "userAttributes." + each)
            .toList();
    answer
        .withObject("/ChallengeParameters")
        .put("USER_ID_FOR_SRP", user.name)
        .put("requiredAttributes", Json.tree(required).toString())
        .put("userAttributes", Json.tree(user.attributes).toString());
    return answer;
  }

  private static @Nullable PoolDevice device(SignIn signIn) {
    return signIn.deviceKey.map(signIn.known().devices::get).orElse(null);
  }

  private ObjectNode tokens(SignIn signIn, PoolUser user, @Nullable PoolDevice device) {
    Optional<String> key = Optional.empty();
    ObjectNode metadata = null;
    if (pool.settings.devices() != TestPoolSettings.Devices.OFF) {
      if (device != null && device.confirmed()) {
        device.lastUsed = pool.now();
        key = Optional.of(device.key);
      } else {
        PoolDevice made =
            new PoolDevice(
                pool.settings.region() + "_" + UUID.randomUUID(), "-" + pool.opaque(6), pool.now());
        user.devices.put(made.key, made);
        key = Optional.of(made.key);
        metadata = Json.object().put("DeviceKey", made.key).put("DeviceGroupKey", made.groupKey);
      }
    }
    ObjectNode result = desk.signedIn(desk.newFamily(user, signIn.client, key));
    if (metadata != null) {
      result.set("NewDeviceMetadata", metadata);
    }
    ObjectNode answer = Json.object();
    answer.putObject("ChallengeParameters");
    answer.set("AuthenticationResult", result);
    return answer;
  }
}
