// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code USER_AUTH}: the first factors that a user may choose from. */
final class Choice {
  private final PoolState pool;
  private final SrpStart srp;
  private final NextStep next;

  Choice(PoolState pool, SrpStart srp, NextStep next) {
    this.pool = pool;
    this.srp = srp;
    this.next = next;
  }

  List<String> offered(SignIn signIn) {
    List<String> names = new ArrayList<>();
    if (signIn.user.isEmpty() || signIn.known().password != null) {
      names.add("PASSWORD_SRP");
      names.add("PASSWORD");
    }
    signIn.user.ifPresent(
        user -> {
          if (user.verified("email")) {
            names.add("EMAIL_OTP");
          }
          if (user.verified("phone_number")) {
            names.add("SMS_OTP");
          }
          if (user.passkey.isPresent()) {
            names.add("WEB_AUTHN");
          }
        });
    return names;
  }

  ObjectNode ask(SignIn signIn) {
    ObjectNode answer = next.asked(signIn, "SELECT_CHALLENGE");
    answer.set("AvailableChallenges", Json.tree(offered(signIn)));
    return answer;
  }

  /** Begins with the chosen one, as far as what came along allows. */
  ObjectNode begin(SignIn signIn, String chosen, Parameters given) {
    if (!offered(signIn).contains(chosen)) {
      throw ServiceError.invalidParameter("Challenge is not available: " + chosen);
    }
    return switch (chosen) {
      case "PASSWORD" ->
          given.optional("PASSWORD").isPresent()
              ? password(signIn, given)
              : next.asked(signIn, chosen);
      case "PASSWORD_SRP" ->
          given.optional("SRP_A").isPresent()
              ? srp.ofUser(signIn, given.text("USERNAME"), given.text("SRP_A"))
              : next.asked(signIn, chosen);
      case "EMAIL_OTP" -> next.sentCode(signIn, chosen, "email");
      case "SMS_OTP" -> next.sentCode(signIn, chosen, "phone_number");
      default -> passkey(signIn);
    };
  }

  ObjectNode password(SignIn signIn, Parameters given) {
    SignInOperations.checkPassword(pool, signIn, given.text("PASSWORD"));
    return next.afterPassword(signIn);
  }

  ObjectNode passkey(SignIn signIn) {
    ObjectNode answer = next.asked(signIn, "WEB_AUTHN");
    answer
        .withObject("/ChallengeParameters")
        .put("CREDENTIAL_REQUEST_OPTIONS", signIn.known().passkey.orElseThrow().requestOptions());
    return answer;
  }
}
