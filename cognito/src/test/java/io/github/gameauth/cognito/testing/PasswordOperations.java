// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Passwords forgotten and changed. */
final class PasswordOperations {
  private static final String PURPOSE = "reset";
  private static final Duration CODE_LIFE = Duration.ofHours(1);
  private static final int CODES_AN_HOUR = 5;

  private final PoolState pool;

  PasswordOperations(PoolState pool) {
    this.pool = pool;
  }

  void addTo(Operations all, Owner owner) {
    all.add("ForgotPassword", SignUpOperations.named(), this::forgot);
    all.add(
        "ConfirmForgotPassword",
        SignUpOperations.named().needs("ConfirmationCode", "Password"),
        this::confirm);
    owner.add(
        all,
        "ChangePassword",
        new Shape().needs("ProposedPassword").may("PreviousPassword"),
        this::change);
  }

  private TestAppClient client(Call call) {
    TestAppClient client = pool.client(call.text("ClientId"));
    ClientSecrets.checkHashField(client, call.text("Username"), call.optional("SecretHash"));
    return client;
  }

  private ObjectNode forgot(Call call) {
    TestAppClient client = client(call);
    Optional<PoolUser> found = pool.user(call.text("Username"));
    ObjectNode answer = Json.object();
    if (found.isEmpty()) {
      if (!client.hidesUsers()) {
        throw SignUpOperations.userNotFound();
      }
      answer.set("CodeDeliveryDetails", Outbox.details("email", "p@e"));
      return answer;
    }
    PoolUser user = found.get();
    if (!user.enabled) {
      throw ServiceError.notAuthorized("User is disabled.");
    }
    if (user.status == PoolUser.Status.FORCE_CHANGE_PASSWORD) {
      throw ServiceError.notAuthorized("User password cannot be reset in the current state.");
    }
    String contact =
        AttributeRules.verifiedContact(user)
            .orElseThrow(
                () ->
                    ServiceError.invalidParameter(
                        "Cannot reset password for the user as there is no registered/verified email or phone_number"));
    count(user);
    answer.set("CodeDeliveryDetails", pool.send(user, PURPOSE, contact, CODE_LIFE));
    return answer;
  }

  private void count(PoolUser user) {
    Instant now = pool.now();
    if (!now.isBefore(user.resetCodesSince.plus(Duration.ofHours(1)))) {
      user.resetCodesSince = now;
      user.resetCodes = 0;
    }
    if (++user.resetCodes > CODES_AN_HOUR) {
      throw ServiceError.of(
          "LimitExceededException", "Attempt limit exceeded, please try after some time.");
    }
  }

  private ObjectNode confirm(Call call) {
    TestAppClient client = client(call);
    Optional<PoolUser> found = pool.user(call.text("Username"));
    if (found.isEmpty()) {
      throw client.hidesUsers()
          ? ServiceError.of(
              "CodeMismatchException", "Invalid verification code provided, please try again.")
          : SignUpOperations.userNotFound();
    }
    PoolUser user = found.get();
    PendingCode code = user.codes.get(PURPOSE);
    if (code == null) {
      throw ServiceError.of(
          "ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    code.check(call.text("ConfirmationCode"), pool.now());
    pool.judgeNewPassword(found, call.text("Password"));
    user.codes.remove(PURPOSE);
    pool.setPassword(user, call.text("Password"));
    user.status = PoolUser.Status.CONFIRMED;
    return Call.nothing();
  }

  private ObjectNode change(Call call, TokenFamily caller) {
    PoolUser user = caller.user;
    Verifier current = user.password;
    if (current != null) {
      user.lockOut.check(pool.now());
      String previous =
          call.optional("PreviousPassword")
              .orElseThrow(() -> ServiceError.invalidParameter("PreviousPassword is required."));
      if (!current.fits(previous)) {
        user.lockOut.failed(pool.now());
        throw ServiceError.wrongCredentials();
      }
    }
    pool.judgeNewPassword(Optional.of(user), call.text("ProposedPassword"));
    pool.setPassword(user, call.text("ProposedPassword"));
    return Call.nothing();
  }
}
