// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * How a sign-in begins.
 *
 * @param flow the {@code AuthFlow}
 * @param challengeName the {@code CHALLENGE_NAME}, of custom sign-ins that begin with a password
 * @param preferred the {@code PREFERRED_CHALLENGE}, of choice-based sign-ins
 * @param password the {@code PASSWORD}, where it is sent
 * @param srp whether {@code SRP_A} goes along
 * @param session of a sign-up that was just confirmed
 */
record AuthStart(
    String flow,
    Optional<String> challengeName,
    Optional<FirstFactor> preferred,
    Optional<Secret> password,
    boolean srp,
    Optional<Secret> session) {
  static AuthStart of(String flow) {
    return new AuthStart(
        flow, Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  AuthStart withSrp() {
    return new AuthStart(flow, challengeName, preferred, password, true, session);
  }

  AuthStart challengeName(String name) {
    return new AuthStart(flow, Optional.of(name), preferred, password, srp, session);
  }

  AuthStart preferring(FirstFactor factor) {
    return new AuthStart(flow, challengeName, Optional.of(factor), password, srp, session);
  }

  AuthStart password(Secret secret) {
    return new AuthStart(flow, challengeName, preferred, Optional.of(secret), srp, session);
  }

  AuthStart session(Optional<Secret> other) {
    return new AuthStart(flow, challengeName, preferred, password, srp, other);
  }

  /** Adds everything but the name, the device and {@code SRP_A}. */
  void addTo(ObjectNode parameters) {
    challengeName.ifPresent(name -> parameters.put("CHALLENGE_NAME", name));
    preferred.ifPresent(factor -> parameters.put("PREFERRED_CHALLENGE", factor.name()));
    password.ifPresent(secret -> parameters.put("PASSWORD", secret.reveal()));
  }

  /**
   * Whether it may be begun again after a lost answer. A start of SRP does nothing; others may have
   * counted a wrong password, sent a message or run a trigger.
   */
  Repeat repeat() {
    return flow.equals("USER_SRP_AUTH") ? Repeat.FREELY : Repeat.WHEN_REFUSED_ONLY;
  }
}
