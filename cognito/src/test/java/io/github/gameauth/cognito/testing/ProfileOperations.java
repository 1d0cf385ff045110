// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A user's own account: attributes, their verification, the end of it. */
final class ProfileOperations {
  private static final Duration CODE_LIFE = Duration.ofHours(24);
  private static final List<String> CONTACTS = List.of("email", "phone_number");

  private final PoolState pool;
  private final TokenDesk desk;

  ProfileOperations(PoolState pool, TokenDesk desk) {
    this.pool = pool;
    this.desk = desk;
  }

  void addTo(Operations all, Owner owner) {
    owner.add(all, "GetUser", new Shape(), this::get);
    owner.add(
        all,
        "UpdateUserAttributes",
        new Shape()
            .objects("UserAttributes", new Shape().needs("Name").may("Value"))
            .must("UserAttributes")
            .maps("ClientMetadata"),
        this::update);
    owner.add(
        all,
        "DeleteUserAttributes",
        new Shape().texts("UserAttributeNames").must("UserAttributeNames"),
        this::deleteAttributes);
    owner.add(
        all,
        "GetUserAttributeVerificationCode",
        new Shape().needs("AttributeName").maps("ClientMetadata"),
        this::sendCode);
    owner.add(all, "VerifyUserAttribute", new Shape().needs("AttributeName", "Code"), this::verify);
    owner.add(all, "DeleteUser", new Shape(), this::delete);
  }

  private ObjectNode get(Call call, TokenFamily caller) {
    PoolUser user = caller.user;
    ObjectNode answer = Json.object().put("Username", user.name);
    ArrayNode attributes = answer.putArray("UserAttributes");
    user.attributes.forEach(
        (name, value) -> attributes.addObject().put("Name", name).put("Value", value));
    FactorOperations.describe(user, answer);
    return answer;
  }

  private ObjectNode update(Call call, TokenFamily caller) {
    PoolUser user = caller.user;
    Map<String, String> changes = call.attributes("UserAttributes");
    AttributeRules.checkWritable(changes);
    ObjectNode answer = Json.object();
    ArrayNode deliveries = answer.putArray("CodeDeliveryDetailsList");
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            remove(user, name);
          } else if (!value.equals(user.attributes.put(name, value)) && CONTACTS.contains(name)) {
            user.attributes.put(name + "_verified", "false");
            deliveries.add(pool.send(user, "verify:" + name, name, CODE_LIFE));
          }
        });
    return answer;
  }

  private ObjectNode deleteAttributes(Call call, TokenFamily caller) {
    for (var each : call.body().required("UserAttributeNames")) {
      AttributeRules.checkWritable(Map.of(each.textValue(), ""));
      remove(caller.user, each.textValue());
    }
    return Call.nothing();
  }

  private static void remove(PoolUser user, String attribute) {
    user.attributes.remove(attribute);
    user.attributes.remove(attribute + "_verified");
    user.codes.remove("verify:" + attribute);
  }

  private ObjectNode sendCode(Call call, TokenFamily caller) {
    String attribute = contact(call);
    if (caller.user.attribute(attribute).isEmpty()) {
      throw ServiceError.invalidParameter("User does not have the attribute " + attribute);
    }
    ObjectNode answer = Json.object();
    answer.set(
        "CodeDeliveryDetails", pool.send(caller.user, "verify:" + attribute, attribute, CODE_LIFE));
    return answer;
  }

  private ObjectNode verify(Call call, TokenFamily caller) {
    String attribute = contact(call);
    PendingCode code = caller.user.codes.get("verify:" + attribute);
    if (code == null) {
      throw ServiceError.of(
          "ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    code.check(call.text("Code"), pool.now());
    boolean taken =
        pool.settings.emailIsAlias()
            && pool.users.values().stream()
                .filter(each -> each != caller.user && each.verified(attribute))
                .anyMatch(
                    each -> each.attribute(attribute).equals(caller.user.attribute(attribute)));
    if (taken) {
      throw ServiceError.of(
          "AliasExistsException", "An account with the " + attribute + " already exists.");
    }
    caller.user.codes.remove("verify:" + attribute);
    caller.user.attributes.put(attribute + "_verified", "true");
    return Call.nothing();
  }

  private static String contact(Call call) {
    String attribute = call.text("AttributeName");
    if (!CONTACTS.contains(attribute)) {
      throw ServiceError.invalidParameter("Attribute cannot be verified: " + attribute);
    }
    return attribute;
  }

  private ObjectNode delete(Call call, TokenFamily caller) {
    desk.endAll(caller.user);
    pool.remove(caller.user);
    return Call.EMPTY;
  }
}
