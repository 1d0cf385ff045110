// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.Undecided;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers to what a sign-in asks. Each goes out at most once, but for throttles, since a challenge
 * is good for one answer; after a wrong code alone it may be answered again.
 *
 * <p>Safe to share. Every method throws {@link IllegalArgumentException} if the challenge is
 * another pool's or app client's.
 */
public final class ChallengeAnswers {
  private static final SignInStep NO_CODE =
      new Refused(new Refusal(RefusalReason.WRONG_CODE, "", Optional.empty(), Optional.empty()));

  private final PoolCalls calls;

  ChallengeAnswers(PoolCalls calls) {
    this.calls = calls;
  }

  /**
   * A code.
   *
   * @param code as the player typed it; spaces do not count
   */
  public SignInStep code(Challenge.Code challenge, String code) {
    String plain = withoutSpaces(code);
    return plain.isEmpty()
        ? NO_CODE
        : answered(challenge, responses -> responses.put(challenge.kind() + "_CODE", plain));
  }

  /** Which second factor; its own challenge comes next. */
  public SignInStep secondFactor(Challenge.SelectMfa challenge, MfaKind kind) {
    return answered(challenge, responses -> responses.put("ANSWER", kind.name()));
  }

  /** Which first factor, for those that need nothing along; its own challenge comes next. */
  public SignInStep firstFactor(Challenge.SelectFirstFactor challenge, FirstFactor factor) {
    return answered(challenge, responses -> responses.put("ANSWER", factor.name()));
  }

  /** The password as first factor, proved and not sent. */
  public SignInStep bySrp(Challenge.SelectFirstFactor challenge, Secret password) {
    return proved(
        challenge, password, responses -> responses.put("ANSWER", FirstFactor.PASSWORD_SRP.name()));
  }

  /** The password as first factor, sent to the service; prefer {@link #bySrp}. */
  public SignInStep sendingPassword(Challenge.SelectFirstFactor challenge, Secret password) {
    return answered(
        challenge,
        responses ->
            responses
                .put("ANSWER", FirstFactor.PASSWORD.name())
                .put("PASSWORD", password.reveal()));
  }

  /** A passkey as first factor, for callers that have its options already. */
  public SignInStep passkey(Challenge.SelectFirstFactor challenge, String credential) {
    return answered(
        challenge,
        responses ->
            responses.put("ANSWER", FirstFactor.WEB_AUTHN.name()).put("CREDENTIAL", credential));
  }

  /**
   * What a passkey signed.
   *
   * @param credential the result of {@code navigator.credentials.get}, as JSON
   */
  public SignInStep passkey(Challenge.WebAuthn challenge, String credential) {
    return answered(challenge, responses -> responses.put("CREDENTIAL", credential));
  }

  /** The password, proved or sent as the challenge says. */
  public SignInStep password(Challenge.Password challenge, Secret password) {
    return challenge.proved()
        ? proved(challenge, password, responses -> {})
        : answered(challenge, responses -> responses.put("PASSWORD", password.reveal()));
  }

  /**
   * A password of the player's own choice.
   *
   * @param attributes the required ones by their names, and none that the account has already
   * @throws IllegalArgumentException if one is missing
   */
  public SignInStep newPassword(
      Challenge.NewPassword challenge, Secret newPassword, Map<String, String> attributes) {
    if (!attributes.keySet().containsAll(challenge.requiredAttributes())) {
      throw new IllegalArgumentException(
          "attributes: " + attributes.size() + " (expected: all that the challenge requires)");
    }
    return answered(
        challenge,
        responses -> {
          responses.put("NEW_PASSWORD", newPassword.reveal());
          attributes.forEach((name, value) -> responses.put("userAttributes." + name, value));
        });
  }

  /** What the pool's own trigger asked for. */
  public SignInStep custom(Challenge.Custom challenge, String answer) {
    return answered(challenge, responses -> responses.put("ANSWER", answer));
  }

  /**
   * Something that only the caller knows how to answer.
   *
   * @param responses all but the user's name, the secret's hash and the device, which are added
   */
  public SignInStep unknown(Challenge.Unknown challenge, Map<String, String> responses) {
    return answered(challenge, object -> PoolCalls.addTexts(object, responses));
  }

  /** Begins to bind an authenticator app. */
  public CognitoAnswer<TotpEnrolment> beginTotp(Challenge.SetUpMfa challenge) {
    ChallengeState state = own(challenge);
    return SoftwareTokens.associate(calls, sessionRequest(state))
        .map(
            begun ->
                new TotpEnrolment(
                    begun.setup(),
                    new Challenge.SetUpMfa(challenge.kinds(), state.session(begun.session()))));
  }

  /** {@link #finishTotp(Challenge.SetUpMfa, String, String)} without a name. */
  public SignInStep finishTotp(Challenge.SetUpMfa challenge, String code) {
    return finished(challenge, code, Optional.empty());
  }

  /**
   * Binds the authenticator app, and signs in with it.
   *
   * @param challenge of {@link #beginTotp}
   * @param code the app's code as the player typed it; spaces do not count
   * @param appName what the app is to be called
   */
  public SignInStep finishTotp(Challenge.SetUpMfa challenge, String code, String appName) {
    return finished(challenge, code, Optional.of(appName));
  }

  private SignInStep finished(Challenge.SetUpMfa challenge, String code, Optional<String> appName) {
    ChallengeState state = own(challenge);
    String plain = withoutSpaces(code);
    if (plain.isEmpty()) {
      return NO_CODE;
    }
    CognitoAnswer<Optional<Secret>> verified =
        SoftwareTokens.verify(calls, sessionRequest(state), plain, appName);
    return verified instanceof Done<Optional<Secret>> done
        ? run(state, Optional.empty()).answer(state.session(done.value()), responses -> {})
        : SignInRun.notDone(verified);
  }

  /** Sets up codes by e-mail as second factor; the code's own challenge comes next. */
  public SignInStep emailMfa(Challenge.SetUpMfa challenge, String address) {
    return answered(challenge, responses -> responses.put("EMAIL", address));
  }

  private static ObjectNode sessionRequest(ChallengeState state) {
    ObjectNode request = WireJson.newObject();
    state.session.ifPresent(session -> request.put("Session", session.reveal()));
    return request;
  }

  private SignInStep answered(Challenge challenge, Consumer<ObjectNode> responses) {
    ChallengeState state = own(challenge);
    return run(state, Optional.empty()).answer(state, responses);
  }

  private SignInStep proved(Challenge challenge, Secret password, Consumer<ObjectNode> responses) {
    ChallengeState state = own(challenge);
    SignInRun run = run(state, Optional.of(password));
    SignInStep step = run.answer(state, responses.andThen(run::addSrp));
    boolean wrong =
        step instanceof Refused refused
            && refused.refusal().reason() == RefusalReason.WRONG_CREDENTIALS;
    // Perhaps our clock is wrong, and not the password; the session is spent, so nobody can tell.
    return wrong && run.behind().isPresent()
        ? new Undecided(CognitoAnswer.Cause.OUTAGE, Duration.ofSeconds(5))
        : step;
  }

  private SignInRun run(ChallengeState state, Optional<Secret> password) {
    return new SignInRun(calls, state.signIn, password, Duration.ZERO);
  }

  private ChallengeState own(Challenge challenge) {
    ChallengeState state = challenge.state();
    if (!state.pool.equals(calls.pool().id()) || !state.clientId.equals(calls.clientId())) {
      throw new IllegalArgumentException(
          "challenge: another pool's or app client's (expected: one of " + calls + ")");
    }
    return state;
  }

  /** Apps show codes in groups, and players type what they see. */
  private static String withoutSpaces(String code) {
    return code.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
