// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Joining the pool. */
final class SignUpOperations {
  static final String PURPOSE = "sign-up";
  static final Duration CODE_LIFE = Duration.ofHours(24);

  private static final Shape ATTRIBUTE = new Shape().needs("Name").may("Value");

  private final PoolState pool;
  private final Sessions sessions;

  SignUpOperations(PoolState pool, Sessions sessions) {
    this.pool = pool;
    this.sessions = sessions;
  }

  static Shape named() {
    return new Shape()
        .needs("ClientId", "Username")
        .may("SecretHash")
        .maps("ClientMetadata")
        .object("AnalyticsMetadata", new Shape().may("AnalyticsEndpointId"))
        .object("UserContextData", new Shape().may("IpAddress", "EncodedData"));
  }

  void addTo(Operations all) {
    all.add(
        "SignUp",
        named()
            .may("Password")
            .objects("UserAttributes", ATTRIBUTE)
            .objects("ValidationData", ATTRIBUTE),
        this::signUp);
    all.add(
        "ConfirmSignUp",
        named().needs("ConfirmationCode").may("Session").flag("ForceAliasCreation"),
        this::confirm);
    all.add("ResendConfirmationCode", named(), this::resend);
  }

  private TestAppClient client(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    ClientSecrets.checkHashField(client, call.text("Username"), call.optional("SecretHash"));
    return client;
  }

  private ObjectNode signUp(Call call) {
    TestAppClient client = client(call);
    String name = call.text("Username");
    if (pool.settings.emailIsName() && name.indexOf('@') < 0) {
      throw ServiceError.invalidParameter("Username should be an email.");
    }
    Map<String, String> attributes = call.attributes("UserAttributes");
    AttributeRules.checkWritable(attributes);
    Optional<String> password = call.optional("Password");
    password.ifPresent(text -> pool.judgeNewPassword(Optional.empty(), text));
    if (password.isEmpty() && !client.flows().contains("USER_AUTH")) {
      throw ServiceError.invalidParameter("Password is required.");
    }
    if (pool.user(name).isPresent()) {
      throw ServiceError.of("UsernameExistsException", "User already exists");
    }
    PoolUser user = pool.newUser(name, attributes);
    password.ifPresent(text -> pool.setPassword(user, text));
    ObjectNode answer = Json.object().put("UserSub", user.sub);
    if (pool.settings.confirmsItself()) {
      user.status = PoolUser.Status.CONFIRMED;
      return answer.put("UserConfirmed", true);
    }
    answer.put("UserConfirmed", false);
    AttributeRules.contact(user)
        .ifPresent(
            contact ->
                answer.set("CodeDeliveryDetails", pool.send(user, PURPOSE, contact, CODE_LIFE)));
    if (client.flows().contains("USER_AUTH")) {
      answer.put("Session", sessions.open(new SignIn(client, Optional.of(user), PURPOSE)));
    }
    return answer;
  }

  private ObjectNode confirm(Call call) {
    TestAppClient client = client(call);
    PoolUser user =
        pool.user(call.text("Username"))
            .orElseThrow(
                () ->
                    client.hidesUsers()
                        ? ServiceError.of(
                            "ExpiredCodeException",
                            "Invalid code provided, please request a code again.")
                        : userNotFound());
    if (user.status != PoolUser.Status.UNCONFIRMED) {
      throw ServiceError.notAuthorized(
          "User cannot be confirmed. Current status is " + user.status);
    }
    PendingCode code = user.codes.get(PURPOSE);
    if (code == null) {
      throw ServiceError.of(
          "ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    code.check(call.text("ConfirmationCode"), pool.now());
    String contact = AttributeRules.contact(user).orElse("email");
    claimAlias(user, contact, call.flag("ForceAliasCreation"));
    user.codes.remove(PURPOSE);
    user.status = PoolUser.Status.CONFIRMED;
    user.attributes.put(contact + "_verified", "true");
    ObjectNode answer = Json.object();
    if (call.optional("Session").isPresent()) {
      SignIn started = sessions.take(client, call.optional("Session"));
      if (started.user.orElse(null) != user || !started.flow.equals(PURPOSE)) {
        throw ServiceError.notAuthorized("Invalid session for the user.");
      }
      SignIn next = new SignIn(client, Optional.of(user), PURPOSE);
      next.challenge = "CONFIRMED";
      answer.put("Session", sessions.open(next));
    }
    return answer;
  }

  /** Only one confirmed user may have an address; by force it moves to the newcomer. */
  private void claimAlias(PoolUser user, String contact, boolean force) {
    if (!pool.settings.emailIsAlias()) {
      return;
    }
    pool.users.values().stream()
        .filter(each -> each != user && each.verified(contact))
        .filter(each -> each.attribute(contact).equals(user.attribute(contact)))
        .findFirst()
        .ifPresent(
            owner -> {
              if (!force) {
                throw ServiceError.of(
                    "AliasExistsException", "An account with the " + contact + " already exists.");
              }
              owner.attributes.put(contact + "_verified", "false");
            });
  }

  private ObjectNode resend(Call call) {
    TestAppClient client = client(call);
    Optional<PoolUser> found = pool.user(call.text("Username"));
    ObjectNode answer = Json.object();
    if (found.isEmpty() && !client.hidesUsers()) {
      throw userNotFound();
    }
    if (found.isEmpty()) {
      answer.set("CodeDeliveryDetails", Outbox.details("email", "p@e"));
      return answer;
    }
    PoolUser user = found.get();
    if (user.status != PoolUser.Status.UNCONFIRMED) {
      throw ServiceError.invalidParameter("User is already confirmed.");
    }
    String contact =
        AttributeRules.contact(user)
            .orElseThrow(
                () ->
                    ServiceError.invalidParameter(
                        "Cannot resend codes. Auto verification not turned on."));
    answer.set("CodeDeliveryDetails", pool.send(user, PURPOSE, contact, CODE_LIFE));
    return answer;
  }

  static ServiceError userNotFound() {
    return ServiceError.of("UserNotFoundException", "User does not exist.");
  }
}
