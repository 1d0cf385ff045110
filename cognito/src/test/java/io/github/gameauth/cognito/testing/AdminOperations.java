// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/** What an operator's signed requests may do. */
final class AdminOperations {
  private static final Duration TEMPORARY_LIFE = Duration.ofDays(7);
  private static final Shape ATTRIBUTE = new Shape().needs("Name").may("Value");

  private final PoolState pool;
  private final TokenDesk desk;

  AdminOperations(PoolState pool, TokenDesk desk) {
    this.pool = pool;
    this.desk = desk;
  }

  void addTo(Operations all) {
    all.addSigned(
        "AdminCreateUser",
        new Shape()
            .needs("UserPoolId", "Username")
            .may("TemporaryPassword", "MessageAction")
            .flag("ForceAliasCreation")
            .maps("ClientMetadata")
            .texts("DesiredDeliveryMediums")
            .objects("UserAttributes", ATTRIBUTE)
            .objects("ValidationData", ATTRIBUTE),
        this::create);
    Shape provider =
        new Shape().may("ProviderName", "ProviderAttributeName", "ProviderAttributeValue");
    all.addSigned(
        "AdminLinkProviderForUser",
        new Shape()
            .needs("UserPoolId")
            .object("DestinationUser", provider)
            .object("SourceUser", provider)
            .must("DestinationUser", "SourceUser"),
        this::link);
    onUser(all, "AdminGetUser", (call, user) -> described(user).put("Username", user.name));
    onUser(
        all,
        "AdminUserGlobalSignOut",
        (call, user) -> {
          desk.endAll(user);
          return Call.nothing();
        });
    onUser(all, "AdminDisableUser", (call, user) -> enabled(user, false));
    onUser(all, "AdminEnableUser", (call, user) -> enabled(user, true));
  }

  private void onUser(Operations all, String name, BiFunction<Call, PoolUser, ObjectNode> work) {
    all.addSigned(
        name,
        new Shape().needs("UserPoolId", "Username"),
        call -> {
          checkPool(call);
          return work.apply(
              call, pool.user(call.text("Username")).orElseThrow(SignUpOperations::userNotFound));
        });
  }

  private void checkPool(Call call) {
    if (!call.text("UserPoolId").equals(pool.settings.poolId())) {
      throw ServiceError.notFound("User pool " + call.text("UserPoolId") + " does not exist.");
    }
  }

  private static ObjectNode enabled(PoolUser user, boolean value) {
    user.enabled = value;
    return Call.nothing();
  }

  private ObjectNode create(Call call) {
    checkPool(call);
    String name = call.text("Username");
    String action = call.optional("MessageAction").orElse("");
    if (!action.isEmpty() && !action.equals("SUPPRESS") && !action.equals("RESEND")) {
      throw Limits.refused(
          "MessageAction", "Member must satisfy enum value set: [RESEND, SUPPRESS]");
    }
    if (pool.user(name).isPresent()) {
      throw ServiceError.of("UsernameExistsException", "User account already exists");
    }
    Map<String, String> attributes = call.attributes("UserAttributes");
    attributes.forEach(
        (attribute, value) -> {
          if (!attribute.endsWith("_verified")) {
            AttributeRules.checkWritable(Map.of(attribute, value));
          }
        });
    String password = call.optional("TemporaryPassword").orElseGet(() -> pool.opaque(12));
    pool.judgeNewPassword(java.util.Optional.empty(), password);
    PoolUser user = pool.newUser(name, attributes);
    pool.setPassword(user, password);
    user.status = PoolUser.Status.FORCE_CHANGE_PASSWORD;
    user.temporaryUntil = pool.now().plus(TEMPORARY_LIFE);
    if (!action.equals("SUPPRESS")) {
      AttributeRules.contact(user).ifPresent(contact -> pool.deliver(user, contact, password));
    }
    ObjectNode answer = Json.object();
    ObjectNode shown = described(user).put("Username", user.name);
    shown.set("Attributes", shown.remove("UserAttributes"));
    answer.set("User", shown);
    return answer;
  }

  private static ObjectNode described(PoolUser user) {
    ObjectNode answer =
        Json.object()
            .put("Enabled", user.enabled)
            .put("UserStatus", user.status.name())
            .put("UserCreateDate", PoolState.seconds(user.created))
            .put("UserLastModifiedDate", PoolState.seconds(user.created));
    ArrayNode attributes = answer.putArray("UserAttributes");
    user.attributes.forEach(
        (name, value) -> attributes.addObject().put("Name", name).put("Value", value));
    FactorOperations.describe(user, answer);
    return answer;
  }

  /** Remembers the link as the service does: in the {@code identities} attribute. */
  private ObjectNode link(Call call) {
    checkPool(call);
    JsonNode destination = call.body().required("DestinationUser");
    JsonNode source = call.body().required("SourceUser");
    if (!destination.path("ProviderName").asText().equals("Cognito")) {
      throw ServiceError.invalidParameter("The destination must be a user of the pool.");
    }
    if (source.path("ProviderName").asText().isEmpty()
        || source.path("ProviderAttributeValue").asText().isEmpty()) {
      throw ServiceError.invalidParameter("The source must name a provider and a value.");
    }
    PoolUser user =
        pool.user(destination.path("ProviderAttributeValue").asText())
            .orElseThrow(SignUpOperations::userNotFound);
    String link =
        Json.object()
            .put("userId", source.path("ProviderAttributeValue").asText())
            .put("providerName", source.path("ProviderName").asText())
            .toString();
    boolean linked =
        pool.users.values().stream().anyMatch(each -> each.attribute("identities").contains(link));
    if (linked) {
      throw ServiceError.invalidParameter("SourceUser is already linked to DestinationUser");
    }
    String before = user.attribute("identities");
    user.attributes.put(
        "identities",
        before.isEmpty()
            ? "[" + link + "]"
            : before.substring(0, before.length() - 1) + "," + link + "]");
    return Call.nothing();
  }
}
