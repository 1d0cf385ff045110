// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What a call was answered, and when by the service's clock.
 *
 * @param body an object; without members if there was no body
 * @param date the {@code Date} header, to the second
 */
public record ServiceReply(JsonNode body, Optional<Instant> date) {
  /** {@code ServiceReply(…)}: the body may hold tokens. */
  @Override
  public String toString() {
    return "ServiceReply(…)";
  }
}
