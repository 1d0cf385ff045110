// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Setting up TOTP, signed in or on the way there. */
final class TotpOperations {
  private final PoolState pool;
  private final Sessions sessions;
  private final TokenDesk desk;

  TotpOperations(PoolState pool, Sessions sessions, TokenDesk desk) {
    this.pool = pool;
    this.sessions = sessions;
    this.desk = desk;
  }

  void addTo(Operations all) {
    all.add("AssociateSoftwareToken", new Shape().may("AccessToken", "Session"), this::associate);
    all.add(
        "VerifySoftwareToken",
        new Shape().needs("UserCode").may("AccessToken", "Session", "FriendlyDeviceName"),
        this::verify);
  }

  private ObjectNode associate(Call call) {
    String secret = Totp.text(pool.bytes(32));
    ObjectNode answer = Json.object().put("SecretCode", secret);
    if (call.optional("AccessToken").isPresent()) {
      owner(call).factors.unverifiedTotpSecret = secret;
      return answer;
    }
    SignIn signIn = settingUp(call);
    signIn.offeredSecret = secret;
    return answer.put("Session", sessions.open(signIn));
  }

  private ObjectNode verify(Call call) {
    if (call.optional("AccessToken").isPresent()) {
      PoolUser user = owner(call);
      String secret = user.factors.unverifiedTotpSecret;
      checkCode(Optional.ofNullable(secret), call.text("UserCode"));
      user.factors.unverifiedTotpSecret = null;
      return accepted(call, user, secret);
    }
    SignIn signIn = settingUp(call);
    try {
      checkCode(Optional.ofNullable(signIn.offeredSecret), call.text("UserCode"));
    } catch (ServiceError e) {
      sessions.reopen(call.text("Session"), signIn);
      throw e;
    }
    signIn.setUpDone = true;
    ObjectNode answer = accepted(call, signIn.known(), signIn.offeredSecret);
    signIn.known().factors.set(Factors.TOTP, true, false);
    return answer.put("Session", sessions.open(signIn));
  }

  private ObjectNode accepted(Call call, PoolUser user, String secret) {
    user.factors.totpSecret = secret;
    user.factors.totpName = call.optional("FriendlyDeviceName").orElse("");
    return Json.object().put("Status", "SUCCESS");
  }

  private void checkCode(Optional<String> secret, String typed) {
    if (secret.isEmpty()) {
      throw ServiceError.of(
          "SoftwareTokenMFANotFoundException", "No software token was associated.");
    }
    if (Totp.stepOf(secret.get(), typed, pool.now()) < 0) {
      throw ServiceError.of("EnableSoftwareTokenMFAException", "Code mismatch");
    }
  }

  private PoolUser owner(Call call) {
    if (call.optional("Session").isPresent()) {
      throw ServiceError.invalidParameter("Only one of AccessToken and Session is allowed.");
    }
    return desk.authorized(call.text("AccessToken")).user;
  }

  private SignIn settingUp(Call call) {
    if (call.optional("Session").isEmpty()) {
      throw ServiceError.invalidParameter("AccessToken or Session is required.");
    }
    SignIn signIn = sessions.take(call.optional("Session"));
    if (!signIn.challenge.equals("MFA_SETUP")) {
      throw ServiceError.notAuthorized("Invalid session for the user.");
    }
    return signIn;
  }
}
