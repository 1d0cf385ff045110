// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.wire.WireJson;
import java.util.Optional;

/**
 * Where a code was sent. No proof that there is such a user: a pool may invent it for others.
 *
 * @param destination an address or number, masked by the service
 * @param medium {@code EMAIL} or {@code SMS}
 * @param attribute the attribute that the code is about
 */
public record CodeDelivery(
    Optional<String> destination, Optional<String> medium, Optional<String> attribute) {
  static CodeDelivery read(JsonNode details) {
    return new CodeDelivery(
        WireJson.text(details, "Destination"),
        WireJson.text(details, "DeliveryMedium"),
        WireJson.text(details, "AttributeName"));
  }
}
