// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.srp.SrpRejectedException;
import io.github.gameauth.cognito.userpool.SignInStep.ChallengeAsked;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.RequestHeaders;
import io.github.gameauth.cognito.wire.ServiceReply;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of the caller's, carried on until the player is in or has to be asked: proofs of the
 * password and of the device are made on the way. For one thread and one use.
 *
 * <pre>
 * InitiateAuth ──► tokens                                  SignedIn
 *             └──► challenge ──► ours: RespondToAuthChallenge, and again
 *                           └──► theirs                    ChallengeAsked
 * </pre>
 */
final class SignInRun {
  private static final Logger log = LoggerFactory.getLogger(SignInRun.class);

  /** Two proofs take four. */
  private static final int MOST_ANSWERS = 10;

  private static final Duration LATER = Duration.ofSeconds(5);

  private final PoolCalls calls;
  private final SignInProofs proofs;
  private SignInState state;
  private Instant asked = Instant.EPOCH;
  private boolean proved;

  /**
   * A run from here.
   *
   * @param password for a proof, if one is asked for
   * @param shift added to the time that proofs are made at
   */
  SignInRun(PoolCalls calls, SignInState state, Optional<Secret> password, Duration shift) {
    this.calls = calls;
    this.state = state;
    this.proofs = new SignInProofs(calls, password, shift);
  }

  /** Whether a proof of the password was taken. */
  boolean proved() {
    return proved;
  }

  /** How far our clock seemed to be behind when the password was proved; empty if it was not. */
  Optional<Duration> behind() {
    return proofs.behind();
  }

  /** Begins a sign-in. */
  SignInStep begin(AuthStart start) {
    asked = calls.clock().instant();
    return follow(
        calls
            .api()
            .reply("InitiateAuth", () -> initiate(start), start.repeat(), RequestHeaders.NONE));
  }

  private ObjectNode initiate(AuthStart start) {
    ObjectNode request = calls.clientRequest().put("AuthFlow", start.flow());
    ObjectNode parameters = request.putObject("AuthParameters");
    parameters.put("USERNAME", state.userName());
    start.addTo(parameters);
    if (start.srp()) {
      addSrp(parameters);
    }
    calls.addSecretHashParameter(parameters, state.userName());
    addDeviceKey(parameters);
    start.session().ifPresent(session -> request.put("Session", session.reveal()));
    calls.addMetadata(request);
    calls.addUserContext(request);
    return request;
  }

  /** Adds what a proof of the password starts with: new for each request. */
  void addSrp(ObjectNode parameters) {
    proofs.start(parameters);
  }

  /** Answers a challenge, and carries on. */
  SignInStep answer(ChallengeState to, Consumer<ObjectNode> addResponses) {
    return follow(respond(to, addResponses));
  }

  private CognitoAnswer<ServiceReply> respond(
      ChallengeState to, Consumer<ObjectNode> addResponses) {
    ObjectNode request = calls.clientRequest().put("ChallengeName", to.name);
    to.session.ifPresent(session -> request.put("Session", session.reveal()));
    ObjectNode responses = request.putObject("ChallengeResponses");
    responses.put("USERNAME", state.userName());
    addResponses.accept(responses);
    calls.addSecretHashParameter(responses, state.userName());
    addDeviceKey(responses);
    calls.addMetadata(request);
    calls.addUserContext(request);
    asked = calls.clock().instant();
    // Sessions and secret blocks are good for one use.
    return calls
        .api()
        .reply(
            "RespondToAuthChallenge", () -> request, Repeat.WHEN_REFUSED_ONLY, RequestHeaders.NONE);
  }

  private void addDeviceKey(ObjectNode parameters) {
    state.device().ifPresent(device -> parameters.put("DEVICE_KEY", device.deviceKey()));
  }

  private SignInStep follow(CognitoAnswer<ServiceReply> first) {
    CognitoAnswer<ServiceReply> answer = first;
    for (int answers = 0; answers <= MOST_ANSWERS; answers++) {
      if (!(answer instanceof Done<ServiceReply> done)) {
        return notDone(answer);
      }
      JsonNode body = done.value().body();
      Optional<String> name = WireJson.text(body, "ChallengeName");
      JsonNode result = body.path("AuthenticationResult");
      if (name.isPresent() == WireJson.text(result, "AccessToken").isPresent()) {
        // Both or neither: whatever it is, it is no success.
        log.warn(
            "A step of a sign-in was answered with {} challenge and tokens",
            name.isPresent() ? "both" : "neither");
        return senseless();
      }
      if (name.isEmpty()) {
        return signedIn(result);
      }
      ChallengeState challenge = challenge(body, name.get());
      try {
        Optional<Consumer<ObjectNode>> ours = proofs.answering(challenge, done.value().date());
        if (ours.isEmpty()) {
          return new ChallengeAsked(ChallengeReader.read(challenge));
        }
        answer = judged(challenge, respond(challenge, ours.get()));
      } catch (SrpRejectedException e) {
        // Says nothing about the password: the service is at fault, or is not the service.
        log.warn("{} cannot be answered: {}", challenge.name, e.getMessage());
        return senseless();
      }
    }
    log.warn("A sign-in went on and on, and was given up");
    return senseless();
  }

  private ChallengeState challenge(JsonNode body, String name) {
    Map<String, String> parameters = AuthAnswer.texts(body.path("ChallengeParameters"));
    String userName =
        parameters.getOrDefault(
            "USER_ID_FOR_SRP", parameters.getOrDefault("USERNAME", state.userName()));
    state = state.userName(userName);
    return new ChallengeState(
        calls.pool().id(),
        calls.clientId(),
        state,
        name,
        WireJson.text(body, "Session").map(Secret::of),
        parameters,
        AuthAnswer.list(body.path("AvailableChallenges")));
  }

  private CognitoAnswer<ServiceReply> judged(
      ChallengeState challenge, CognitoAnswer<ServiceReply> answer) {
    if (challenge.name.equals("PASSWORD_VERIFIER")) {
      proved |= answer instanceof Done<ServiceReply>;
    } else if (answer instanceof CognitoAnswer.Refused<ServiceReply> refused
        && refused.refusal().reason() == RefusalReason.WRONG_CREDENTIALS) {
      // The device's proof is wrong. The player's password is not, and nobody shall say so.
      Refusal no = refused.refusal();
      return new CognitoAnswer.Refused<>(
          new Refusal(RefusalReason.DEVICE_FORGOTTEN, no.type(), no.requestId(), Optional.empty()));
    }
    return answer;
  }

  private SignInStep signedIn(JsonNode result) {
    Optional<UserPoolTokens> read =
        IssuedTokens.read(
            result, asked, state.userName(), state.device().map(DeviceCredential::deviceKey));
    if (read.isEmpty()) {
      return senseless();
    }
    UserPoolTokens tokens = read.get();
    Optional<DeviceRegistration.Registered> device =
        registered(result.path("NewDeviceMetadata"), tokens.accessToken());
    DeviceAdvice advice =
        device
            .map(
                known ->
                    known.playerMustAgree()
                        ? DeviceAdvice.STORE_AND_ASK_PLAYER
                        : DeviceAdvice.STORE)
            .orElse(state.deviceForgotten() ? DeviceAdvice.DELETE : DeviceAdvice.KEEP);
    return new SignedIn(tokens, device.map(DeviceRegistration.Registered::credential), advice);
  }

  private Optional<DeviceRegistration.Registered> registered(
      JsonNode metadata, Secret accessToken) {
    Optional<String> key = WireJson.text(metadata, "DeviceKey");
    Optional<String> group = WireJson.text(metadata, "DeviceGroupKey");
    if (key.isEmpty() || group.isEmpty()) {
      return Optional.empty();
    }
    CognitoAnswer<DeviceRegistration.Registered> answer =
        DeviceRegistration.register(calls, accessToken, key.get(), group.get(), state.deviceName());
    if (answer instanceof Done<DeviceRegistration.Registered> done) {
      return Optional.of(done.value());
    }
    // The player is in all the same.
    log.info("A new device could not be registered: {}", answer);
    return Optional.empty();
  }

  /** The step that an answer without a value is. */
  static SignInStep notDone(CognitoAnswer<?> answer) {
    if (answer instanceof CognitoAnswer.Refused<?> refused) {
      return new Refused(refused.refusal());
    }
    return answer instanceof CognitoAnswer.Undecided<?> undecided
        ? new Undecided(undecided.cause(), undecided.retryAfter())
        : senseless();
  }

  private static SignInStep senseless() {
    return new Undecided(Cause.OUTAGE, LATER);
  }
}
