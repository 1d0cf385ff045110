// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import java.util.Optional;

/**
 * Cognito said no. Prints without {@link #triggerText}; everything else is fit for a log.
 *
 * @param reason why, as far as it matters
 * @param type the service's name of the error, such as {@code NotAuthorizedException}; empty if it
 *     gave none
 * @param requestId the service's name of the request, for AWS's support
 * @param triggerText what the pool owner's trigger said, if one refused. Theirs, as it came, at
 *     most 1000 characters; to be shown to a player only if the owner wants that
 */
public record Refusal(
    RefusalReason reason, String type, Optional<String> requestId, Optional<String> triggerText) {
  /** Who can do something about it. */
  public WhoMustAct who() {
    return reason.who();
  }

  /** Reason, type and request. */
  @Override
  public String toString() {
    return "Refusal("
        + reason
        + (type.isEmpty() ? "" : ", " + type)
        + requestId.map(id -> ", request " + id).orElse("")
        + ")";
  }
}
