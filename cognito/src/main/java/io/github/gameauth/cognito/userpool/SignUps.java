// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.wire.Attributes;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.util.Optional;

/** Signing up, and proving the address that was given. Safe to share. */
public final class SignUps {
  private final PoolCalls calls;

  SignUps(PoolCalls calls) {
    this.calls = calls;
  }

  /**
   * An account that was made.
   *
   * @param isConfirmed whether the player can sign in; else {@link #confirm} comes first
   * @param subject who they are within the pool, for ever
   * @param delivery where a code was sent, if one was
   * @param session for a choice-based sign-in right after, if there is one
   */
  public record SignedUp(
      boolean isConfirmed,
      String subject,
      Optional<CodeDelivery> delivery,
      Optional<Secret> session) {}

  /**
   * A sign-up that was confirmed.
   *
   * @param session for a choice-based sign-in right after, if there is one
   */
  public record Confirmed(Optional<Secret> session) {}

  /**
   * Makes an account. {@code USER_EXISTS} tells that a name is taken, whatever else the pool keeps
   * to itself. After {@code LIMIT_EXCEEDED} the account is there, and only the code was not sent;
   * after an outage it may be there. Operation {@code SignUp}.
   */
  public CognitoAnswer<SignedUp> signUp(NewAccount account) {
    ObjectNode request = calls.clientRequest().put("Username", account.userName());
    account.password().ifPresent(password -> request.put("Password", password.reveal()));
    calls.addSecretHash(request, account.userName());
    if (!account.attributes().isEmpty()) {
      Attributes.write(account.attributes(), request.putArray("UserAttributes"));
    }
    if (!account.validationData().isEmpty()) {
      Attributes.write(account.validationData(), request.putArray("ValidationData"));
    }
    return Sense.of(sent("SignUp", request), SignUps::signedUp);
  }

  private static Optional<SignedUp> signedUp(JsonNode answer) {
    JsonNode confirmed = answer.path("UserConfirmed");
    return WireJson.text(answer, "UserSub")
        .filter(subject -> confirmed.isBoolean())
        .map(
            subject ->
                new SignedUp(
                    confirmed.booleanValue(),
                    subject,
                    Optional.of(answer.path("CodeDeliveryDetails"))
                        .filter(JsonNode::isObject)
                        .map(CodeDelivery::read),
                    session(answer)));
  }

  /**
   * Confirms a sign-up by the code that was sent. {@code ALIAS_EXISTS} if the address belongs to
   * another account. Operation {@code ConfirmSignUp}.
   *
   * @param code as the player typed it
   */
  public CognitoAnswer<Confirmed> confirm(String userName, String code) {
    return confirm(confirmation(userName, code));
  }

  /**
   * The same, in the course of a choice-based sign-up.
   *
   * @param session from {@link SignedUp}
   */
  public CognitoAnswer<Confirmed> confirm(String userName, String code, Secret session) {
    return confirm(confirmation(userName, code).put("Session", session.reveal()));
  }

  /**
   * The same, but takes the address away from another account that has it. Whoever can read the
   * address's messages takes it over; the other account cannot be signed in to by it any more.
   */
  public CognitoAnswer<Confirmed> confirmTakingAliasOver(String userName, String code) {
    return confirm(confirmation(userName, code).put("ForceAliasCreation", true));
  }

  private ObjectNode confirmation(String userName, String code) {
    ObjectNode request = calls.clientRequest().put("Username", userName);
    request.put("ConfirmationCode", code.strip());
    calls.addSecretHash(request, userName);
    return request;
  }

  private CognitoAnswer<Confirmed> confirm(ObjectNode request) {
    return sent("ConfirmSignUp", request).map(answer -> new Confirmed(session(answer)));
  }

  /** Sends another code. Operation {@code ResendConfirmationCode}. */
  public CognitoAnswer<CodeDelivery> resendCode(String userName) {
    ObjectNode request = calls.clientRequest().put("Username", userName);
    calls.addSecretHash(request, userName);
    return sent("ResendConfirmationCode", request)
        .map(answer -> CodeDelivery.read(answer.path("CodeDeliveryDetails")));
  }

  private CognitoAnswer<JsonNode> sent(String operation, ObjectNode request) {
    calls.addMetadata(request);
    calls.addUserContext(request);
    return calls.call(operation, request, Repeat.WHEN_REFUSED_ONLY);
  }

  private static Optional<Secret> session(JsonNode answer) {
    return WireJson.text(answer, "Session").map(Secret::of);
  }
}
