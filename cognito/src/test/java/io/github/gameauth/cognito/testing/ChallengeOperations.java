// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code RespondToAuthChallenge}: every challenge and its answer. */
final class ChallengeOperations {
  /** A challenge: which responses it takes, and what becomes of them. */
  private record Answering(Set<String> responses, Judge judge) {}

  /** Judges the responses to a challenge that was really asked. */
  private interface Judge {
    ObjectNode judge(SignIn signIn, Parameters given);
  }

  private final PoolState pool;
  private final Sessions sessions;
  private final SrpStart srp;
  private final Proofs proofs;
  private final NextStep next;
  private final Choice choice;
  private final Map<String, Answering> byName = new HashMap<>();

  ChallengeOperations(
      PoolState pool,
      Sessions sessions,
      SrpStart srp,
      Proofs proofs,
      NextStep next,
      Choice choice,
      FactorAnswers factors,
      FirstPassword firstPassword) {
    this.pool = pool;
    this.sessions = sessions;
    this.srp = srp;
    this.proofs = proofs;
    this.next = next;
    this.choice = choice;
    add("NEW_PASSWORD_REQUIRED", firstPassword::answer, "NEW_PASSWORD");
    add(Factors.SMS, factors::code, "SMS_MFA_CODE");
    add(Factors.EMAIL, factors::code, "EMAIL_OTP_CODE");
    add("SMS_OTP", factors::code, "SMS_OTP_CODE");
    add(Factors.TOTP, factors::totp, "SOFTWARE_TOKEN_MFA_CODE");
    add("SELECT_MFA_TYPE", factors::selected, "ANSWER");
    add("MFA_SETUP", factors::setUp);
    add("CUSTOM_CHALLENGE", factors::custom, "ANSWER");
    add("WEB_AUTHN", this::passkey, "CREDENTIAL");
    add(
        "SELECT_CHALLENGE",
        (signIn, given) -> this.choice.begin(signIn, given.text("ANSWER"), given),
        "ANSWER",
        "PASSWORD",
        "SRP_A",
        "CREDENTIAL");
    add("PASSWORD", (signIn, given) -> this.choice.password(signIn, given), "PASSWORD");
    add("PASSWORD_SRP", this::passwordBySrp, "SRP_A");
    add("DEVICE_SRP_AUTH", this::deviceBySrp, "SRP_A");
  }

  private void add(String challenge, Judge judge, String... responses) {
    byName.put(challenge, new Answering(Set.of(responses), judge));
  }

  void addTo(Operations all) {
    all.add(
        "RespondToAuthChallenge",
        new Shape()
            .needs("ClientId", "ChallengeName")
            .may("Session")
            .maps("ChallengeResponses", "ClientMetadata")
            .object("AnalyticsMetadata", new Shape().may("AnalyticsEndpointId"))
            .object("UserContextData", new Shape().may("IpAddress", "EncodedData")),
        this::respond);
  }

  private ObjectNode respond(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    String challenge = call.text("ChallengeName");
    Parameters given = new Parameters(call.map("ChallengeResponses"));
    String name = given.userName(client);
    if (challenge.endsWith("PASSWORD_VERIFIER")) {
      return proof(client, challenge, given.only(Proofs.PARAMETERS), call.optional("Session"));
    }
    Answering answering = byName.get(challenge);
    if (answering == null) {
      throw ServiceError.invalidParameter("Unknown ChallengeName");
    }
    given.only(answering.responses());
    String session = call.optional("Session").orElse("");
    SignIn signIn = sessions.take(client, call.optional("Session"));
    if (!signIn.challenge.equals(challenge)) {
      throw ServiceError.notAuthorized("Invalid session for the user.");
    }
    checkUser(signIn, name, given);
    try {
      return answering.judge().judge(signIn, given);
    } catch (ServiceError e) {
      if (e.type().equals("CodeMismatchException") || e.type().equals("InvalidPasswordException")) {
        sessions.reopen(session, signIn);
      }
      throw e;
    }
  }

  private ObjectNode proof(
      TestAppClient client, String challenge, Parameters given, Optional<String> session) {
    SignIn signIn = proofs.begun(client, challenge, given, session);
    boolean ofDevice = challenge.equals("DEVICE_PASSWORD_VERIFIER");
    if (ofDevice) {
      checkDevice(signIn, given);
    } else if (signIn.user.isPresent()
        && !pool.folded(given.text("USERNAME")).equals(pool.folded(signIn.known().name))) {
      throw ServiceError.wrongCredentials();
    }
    if (signIn.user.isPresent()) {
      checkUser(signIn, given.text("USERNAME"), given);
    }
    proofs.judge(signIn, given);
    if (ofDevice) {
      signIn.deviceShown = true;
      return next.of(signIn);
    }
    return next.afterPassword(signIn);
  }

  /** The user named must still be the one who began, and still be welcome. */
  private void checkUser(SignIn signIn, String name, Parameters given) {
    if (signIn.user.isPresent()) {
      PoolUser user = signIn.known();
      if (pool.user(name).orElse(null) != user) {
        throw ServiceError.notAuthorized("Invalid session for the user.");
      }
      if (!user.enabled) {
        throw ServiceError.notAuthorized("User is disabled.");
      }
    }
    Devices.seen(signIn, given.deviceKey());
  }

  private ObjectNode passwordBySrp(SignIn signIn, Parameters given) {
    return srp.ofUser(signIn, given.text("USERNAME"), given.text("SRP_A"));
  }

  private ObjectNode deviceBySrp(SignIn signIn, Parameters given) {
    PoolDevice device = Devices.named(signIn.known(), given.text("DEVICE_KEY"));
    return srp.ofDevice(signIn, device, given.text("SRP_A"));
  }

  private void checkDevice(SignIn signIn, Parameters given) {
    if (!Optional.of(given.text("DEVICE_KEY")).equals(signIn.deviceKey)) {
      throw ServiceError.wrongCredentials();
    }
  }

  private ObjectNode passkey(SignIn signIn, Parameters given) {
    PoolUser.Passkey passkey = signIn.known().passkey.orElseThrow(ServiceError::wrongCredentials);
    if (!given.text("CREDENTIAL").equals(passkey.credential())) {
      throw ServiceError.wrongCredentials();
    }
    return next.of(signIn);
  }
}
