// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.secret.Secret;

/** Passwords that were forgotten: a code is sent, and a new password set with it. Safe to share. */
public final class Passwords {
  private final PoolCalls calls;

  Passwords(PoolCalls calls) {
    this.calls = calls;
  }

  /**
   * Sends a code. That it was sent is no proof that there is such a user. {@code INVALID_REQUEST}
   * if they have no verified address. Operation {@code ForgotPassword}.
   */
  public CognitoAnswer<CodeDelivery> sendCode(String userName) {
    ObjectNode request = calls.clientRequest().put("Username", userName);
    calls.addSecretHash(request, userName);
    return sent("ForgotPassword", request)
        .map(answer -> CodeDelivery.read(answer.path("CodeDeliveryDetails")));
  }

  /**
   * Sets a new password with the code. Tokens that are out stay good: sign the player out
   * everywhere if somebody else may have them. Operation {@code ConfirmForgotPassword}.
   *
   * @param code as the player typed it
   */
  public CognitoAnswer<Nothing> reset(String userName, String code, Secret newPassword) {
    ObjectNode request = calls.clientRequest().put("Username", userName);
    request.put("ConfirmationCode", code.strip()).put("Password", newPassword.reveal());
    calls.addSecretHash(request, userName);
    return Sense.nothing(sent("ConfirmForgotPassword", request));
  }

  private CognitoAnswer<JsonNode> sent(String operation, ObjectNode request) {
    calls.addMetadata(request);
    calls.addUserContext(request);
    return calls.call(operation, request, Repeat.WHEN_REFUSED_ONLY);
  }
}
