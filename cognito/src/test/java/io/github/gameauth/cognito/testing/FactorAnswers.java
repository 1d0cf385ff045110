// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Judges codes and what else stands between a password and tokens. Guarded by the pool's lock. */
final class FactorAnswers {
  private static final int MOST_WRONG = 5;
  private static final int MOST_WRONG_CUSTOM = 3;

  private final PoolState pool;
  private final NextStep next;

  FactorAnswers(PoolState pool, NextStep next) {
    this.pool = pool;
    this.next = next;
  }

  /** A code that was sent, as second factor or as the first. */
  ObjectNode code(SignIn signIn, Parameters given) {
    String field = signIn.challenge.equals("SMS_MFA") ? "SMS_MFA_CODE" : signIn.challenge + "_CODE";
    String typed = given.text(field);
    @Nullable String expected = signIn.code;
    if (expected == null || !expected.equals(typed)) {
      throw wrong(signIn);
    }
    signIn.code = null;
    signIn.factorShown = true;
    return next.of(signIn);
  }

  ObjectNode totp(SignIn signIn, Parameters given) {
    Factors factors = signIn.known().factors;
    String secret = factors.totpSecret;
    if (secret == null) {
      throw ServiceError.of(
          "SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled.");
    }
    long step = Totp.stepOf(secret, given.text("SOFTWARE_TOKEN_MFA_CODE"), pool.now());
    if (step < 0) {
      throw wrong(signIn);
    }
    if (step <= factors.lastTotpStep) {
      throw ServiceError.of(
          "ExpiredCodeException", "Your software token has already been used once.");
    }
    factors.lastTotpStep = step;
    signIn.factorShown = true;
    return next.of(signIn);
  }

  ObjectNode selected(SignIn signIn, Parameters given) {
    String chosen = given.text("ANSWER");
    if (!signIn.known().factors.enabled.contains(chosen)) {
      throw ServiceError.of("MFAMethodNotFoundException", "MFA method is not set up: " + chosen);
    }
    return next.factor(signIn, chosen);
  }

  /** Good only with the session of a code that was found right. */
  ObjectNode setUp(SignIn signIn, Parameters given) {
    if (!signIn.setUpDone) {
      throw ServiceError.notAuthorized("Invalid session for the user.");
    }
    signIn.factorShown = true;
    return next.of(signIn);
  }

  /** A wrong answer is asked again rather than refused, up to a point. */
  ObjectNode custom(SignIn signIn, Parameters given) {
    boolean right = given.text("ANSWER").equals(pool.settings.customAnswers().get(signIn.round));
    if (right) {
      signIn.round++;
    } else if (++signIn.wrong >= MOST_WRONG_CUSTOM) {
      throw ServiceError.wrongCredentials();
    }
    if (signIn.round < pool.settings.customAnswers().size()) {
      return next.custom(signIn);
    }
    signIn.factorShown = true;
    return next.of(signIn);
  }

  private static ServiceError wrong(SignIn signIn) {
    if (++signIn.wrong >= MOST_WRONG) {
      return ServiceError.notAuthorized("Invalid session for the user.");
    }
    return ServiceError.of("CodeMismatchException", "Invalid code or auth state for the user.");
  }
}
