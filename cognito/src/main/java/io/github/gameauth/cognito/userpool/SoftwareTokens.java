// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binds an authenticator app to a player, who is known by an access token or by the session of a
 * sign-in: the request that is handed in says which.
 */
final class SoftwareTokens {
  /** Usually 52 characters; bounded, for it becomes part of a URL and a picture. */
  private static final Pattern SECRET_CODE = Pattern.compile("[A-Z2-7]{16,256}");

  private static final Duration LATER = Duration.ofSeconds(5);

  private static final Refusal WRONG_CODE =
      new Refusal(RefusalReason.WRONG_CODE, "", Optional.empty(), Optional.empty());

  /**
   * A key for the app.
   *
   * @param setup the key
   * @param session of a sign-in; none with an access token
   */
  record Associated(TotpSetup setup, Optional<Secret> session) {}

  private SoftwareTokens() {}

  static CognitoAnswer<Associated> associate(PoolCalls calls, ObjectNode who) {
    // Without a session it could be repeated; but a player waits, and can ask again.
    return calls
        .call("AssociateSoftwareToken", who, Repeat.WHEN_REFUSED_ONLY)
        .then(
            answer ->
                WireJson.text(answer, "SecretCode")
                    .filter(code -> SECRET_CODE.matcher(code).matches())
                    .<CognitoAnswer<Associated>>map(
                        code ->
                            new Done<>(
                                new Associated(
                                    new TotpSetup(Secret.of(code)),
                                    WireJson.text(answer, "Session").map(Secret::of))))
                    .orElseGet(() -> new Undecided<>(Cause.OUTAGE, LATER)));
  }

  /** The session to go on with, if the code was right. */
  static CognitoAnswer<Optional<Secret>> verify(
      PoolCalls calls, ObjectNode who, String code, Optional<String> appName) {
    who.put("UserCode", code);
    appName.ifPresent(name -> who.put("FriendlyDeviceName", name));
    return calls
        .call("VerifySoftwareToken", who, Repeat.WHEN_REFUSED_ONLY)
        .then(
            answer ->
                // An ERROR comes with status 200.
                answer.path("Status").asText().equals("SUCCESS")
                    ? new Done<>(WireJson.text(answer, "Session").map(Secret::of))
                    : new CognitoAnswer.Refused<>(WRONG_CODE));
  }
}
