// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code InitiateAuth}: the ways to begin. */
final class SignInOperations {
  private final PoolState pool;
  private final Sessions sessions;
  private final SrpStart srp;
  private final NextStep next;
  private final Choice choice;
  private final TokenDesk desk;

  SignInOperations(
      PoolState pool,
      Sessions sessions,
      SrpStart srp,
      NextStep next,
      Choice choice,
      TokenDesk desk) {
    this.pool = pool;
    this.sessions = sessions;
    this.srp = srp;
    this.next = next;
    this.choice = choice;
    this.desk = desk;
  }

  void addTo(Operations all) {
    all.add(
        "InitiateAuth",
        new Shape()
            .needs("ClientId", "AuthFlow")
            .may("Session")
            .maps("AuthParameters", "ClientMetadata")
            .object("AnalyticsMetadata", new Shape().may("AnalyticsEndpointId"))
            .object("UserContextData", new Shape().may("IpAddress", "EncodedData")),
        this::initiate);
  }

  private ObjectNode initiate(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    String named = call.text("AuthFlow");
    String flow = named.equals("REFRESH_TOKEN") ? "REFRESH_TOKEN_AUTH" : named;
    boolean rotated = flow.equals("REFRESH_TOKEN_AUTH") && client.graceOfRotation().isPresent();
    if (!client.flows().contains(flow) || rotated) {
      throw ServiceError.invalidParameter(flow + " flow not enabled for this client");
    }
    Parameters given = new Parameters(call.map("AuthParameters"));
    if (call.optional("Session").isPresent() && !flow.equals("USER_AUTH")) {
      throw ServiceError.invalidParameter("Session is for USER_AUTH alone");
    }
    return switch (flow) {
      case "USER_SRP_AUTH" -> bySrp(client, given.only("SRP_A"), flow);
      case "USER_PASSWORD_AUTH" -> byPassword(client, given.only("PASSWORD"));
      case "CUSTOM_AUTH" -> byCustom(client, given.only("CHALLENGE_NAME", "SRP_A"));
      case "USER_AUTH" ->
          byChoice(
              client,
              given.only("PREFERRED_CHALLENGE", "PASSWORD", "SRP_A"),
              call.optional("Session"));
      case "REFRESH_TOKEN_AUTH" -> refresh(client, given.only("REFRESH_TOKEN"));
      default -> throw ServiceError.invalidParameter("Unknown AuthFlow");
    };
  }

  private ObjectNode bySrp(TestAppClient client, Parameters given, String flow) {
    SignIn signIn = begin(client, given, flow);
    return srp.ofUser(signIn, given.text("USERNAME"), given.text("SRP_A"));
  }

  private ObjectNode byPassword(TestAppClient client, Parameters given) {
    SignIn signIn = begin(client, given, "USER_PASSWORD_AUTH");
    checkPassword(pool, signIn, given.text("PASSWORD"));
    return next.afterPassword(signIn);
  }

  private ObjectNode byCustom(TestAppClient client, Parameters given) {
    if (pool.settings.customAnswers().isEmpty()) {
      throw ServiceError.invalidParameter("Custom auth lambda trigger is not configured.");
    }
    if (given.optional("CHALLENGE_NAME").isPresent()) {
      if (!given.text("CHALLENGE_NAME").equals("SRP_A")) {
        throw ServiceError.invalidParameter("CHALLENGE_NAME must be SRP_A");
      }
      return bySrp(client, given, "CUSTOM_AUTH");
    }
    SignIn signIn = begin(client, given.only(), "CUSTOM_AUTH");
    return next.custom(new SignIn(client, Optional.of(signIn.known()), "CUSTOM_AUTH"));
  }

  private ObjectNode byChoice(TestAppClient client, Parameters given, Optional<String> session) {
    SignIn signIn = begin(client, given, "USER_AUTH");
    if (session.isPresent()) {
      SignIn confirmed = sessions.take(client, session);
      if (!confirmed.challenge.equals("CONFIRMED") || !confirmed.user.equals(signIn.user)) {
        throw ServiceError.notAuthorized("Invalid session for the user.");
      }
      return next.of(signIn);
    }
    Optional<String> preferred = given.optional("PREFERRED_CHALLENGE");
    if (preferred.isPresent() && choice.offered(signIn).contains(preferred.get())) {
      return choice.begin(signIn, preferred.get(), given);
    }
    return choice.ask(signIn);
  }

  private ObjectNode refresh(TestAppClient client, Parameters given) {
    if (given.optional("USERNAME").isPresent()) {
      throw ServiceError.invalidParameter("Unexpected parameter USERNAME");
    }
    String token = given.text("REFRESH_TOKEN");
    Optional<TokenFamily> family = desk.familyOf(token);
    // Without a family there is no name to check the hash with, and the token is refused anyway.
    family.ifPresent(
        known ->
            ClientSecrets.checkHashParameter(
                client, known.user.name, given.optional("SECRET_HASH")));
    ObjectNode answer = Json.object();
    answer.putObject("ChallengeParameters");
    answer.set("AuthenticationResult", desk.refreshed(client, token, given.deviceKey()));
    return answer;
  }

  private SignIn begin(TestAppClient client, Parameters given, String flow) {
    String name = given.userName(client);
    Optional<PoolUser> user = pool.user(name);
    if (user.isEmpty() && !client.hidesUsers()) {
      throw SignUpOperations.userNotFound();
    }
    SignIn signIn = new SignIn(client, user, flow);
    user.ifPresent(SignInOperations::checkState);
    Devices.seen(signIn, given.deviceKey());
    return signIn;
  }

  private static void checkState(PoolUser user) {
    if (!user.enabled) {
      throw ServiceError.notAuthorized("User is disabled.");
    }
    if (user.status == PoolUser.Status.UNCONFIRMED) {
      throw ServiceError.of("UserNotConfirmedException", "User is not confirmed.");
    }
  }

  /** Throws unless the password is right; a wrong one counts against the user. */
  static void checkPassword(PoolState pool, SignIn signIn, String password) {
    PoolUser user = signIn.known();
    user.lockOut.check(pool.now());
    if (user.password == null || !user.password.fits(password)) {
      user.lockOut.failed(pool.now());
      throw ServiceError.wrongCredentials();
    }
    user.lockOut.succeeded();
  }
}
