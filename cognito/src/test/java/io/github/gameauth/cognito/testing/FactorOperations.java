// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Which second factors a user has. */
final class FactorOperations {
  /** By the names of the settings' fields. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SMSMfaSettings", Factors.SMS,
          "SoftwareTokenMfaSettings", Factors.TOTP,
          "EmailMfaSettings", Factors.EMAIL);

  void addTo(Operations all, Owner owner) {
    Shape preference = new Shape();
    SETTINGS
        .keySet()
        .forEach(name -> preference.object(name, new Shape().flag("Enabled").flag("PreferredMfa")));
    owner.add(all, "SetUserMFAPreference", preference, this::prefer);
    owner.add(
        all,
        "SetUserSettings",
        new Shape()
            .objects("MFAOptions", new Shape().may("DeliveryMedium", "AttributeName"))
            .must("MFAOptions"),
        this::oldSettings);
    owner.add(all, "GetUserAuthFactors", new Shape(), this::authFactors);
  }

  private ObjectNode prefer(Call call, TokenFamily caller) {
    long preferred =
        SETTINGS.keySet().stream()
            .filter(name -> call.body().path(name).path("PreferredMfa").asBoolean(false))
            .count();
    if (preferred > 1) {
      throw ServiceError.invalidParameter("Only one MFA method can be preferred.");
    }
    SETTINGS.forEach((name, factor) -> check(caller.user, factor, call.body().path(name)));
    SETTINGS.forEach(
        (name, factor) -> {
          JsonNode setting = call.body().path(name);
          if (setting.isObject()) {
            caller.user.factors.set(
                factor,
                setting.path("Enabled").asBoolean(false),
                setting.path("PreferredMfa").asBoolean(false));
          }
        });
    return Call.nothing();
  }

  private static void check(PoolUser user, String factor, JsonNode setting) {
    boolean wanted =
        setting.path("Enabled").asBoolean(false) || setting.path("PreferredMfa").asBoolean(false);
    if (!wanted) {
      return;
    }
    if (!setting.path("Enabled").asBoolean(false)) {
      throw ServiceError.invalidParameter("A preferred MFA method must be enabled.");
    }
    if (factor.equals(Factors.TOTP) && user.factors.totpSecret == null) {
      throw ServiceError.invalidParameter("User has not verified software token mfa");
    }
    if (factor.equals(Factors.SMS) && user.attribute("phone_number").isEmpty()) {
      throw ServiceError.invalidParameter(
          "User does not have delivery config set to turn on SMS_MFA");
    }
    if (factor.equals(Factors.EMAIL) && !user.verified("email")) {
      throw ServiceError.invalidParameter(
          "User does not have delivery config set to turn on EMAIL_OTP");
    }
  }

  private ObjectNode oldSettings(Call call, TokenFamily caller) {
    boolean sms = false;
    for (JsonNode option : call.body().required("MFAOptions")) {
      if (!option.path("DeliveryMedium").asText().equals("SMS")
          || !option.path("AttributeName").asText().equals("phone_number")) {
        throw ServiceError.invalidParameter("Only SMS to phone_number can be set here.");
      }
      sms = true;
    }
    caller.user.factors.set(Factors.SMS, sms, false);
    return Call.nothing();
  }

  private ObjectNode authFactors(Call call, TokenFamily caller) {
    PoolUser user = caller.user;
    ObjectNode answer = Json.object().put("Username", user.name);
    describe(user, answer);
    ArrayNode configured = answer.putArray("ConfiguredUserAuthFactors");
    if (user.password != null) {
      configured.add("PASSWORD");
    }
    if (user.verified("email")) {
      configured.add("EMAIL_OTP");
    }
    if (user.verified("phone_number")) {
      configured.add("SMS_OTP");
    }
    if (user.passkey.isPresent()) {
      configured.add("WEB_AUTHN");
    }
    return answer;
  }

  static void describe(PoolUser user, ObjectNode answer) {
    String preferred = user.factors.preferred;
    if (preferred != null) {
      answer.put("PreferredMfaSetting", preferred);
    }
    if (!user.factors.enabled.isEmpty()) {
      answer.set("UserMFASettingList", Json.tree(List.copyOf(user.factors.enabled)));
    }
  }
}
