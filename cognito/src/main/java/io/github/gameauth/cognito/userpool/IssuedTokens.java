// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads tokens out of an {@code AuthenticationResult}, from a sign-in or a refresh. */
final class IssuedTokens {
  /** The shortest that a pool can be told: too short is one refresh more, too long a refusal. */
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private static final BigDecimal LONGEST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

  private IssuedTokens() {}

  /**
   * The tokens; empty if there is no access token.
   *
   * @param result the {@code AuthenticationResult}
   * @param asked when the call was made, so that a slow answer makes no token live longer
   * @param userName how the user is called if no token says so
   * @param deviceKey the device that was presented, if no token names another
   */
  static Optional<UserPoolTokens> read(
      JsonNode result, Instant asked, String userName, Optional<String> deviceKey) {
    return WireJson.text(result, "AccessToken")
        .map(
            access -> {
              JsonNode claims = claims(access);
              return new UserPoolTokens(
                  Secret.of(access),
                  WireJson.text(result, "IdToken").map(Secret::of),
                  WireJson.text(result, "RefreshToken").map(Secret::of),
                  asked.plus(lifetime(result, claims)),
                  WireJson.text(claims, "username").orElse(userName),
                  WireJson.text(result.path("NewDeviceMetadata"), "DeviceKey")
                      .or(() -> WireJson.text(claims, "device_key"))
                      .or(() -> deviceKey));
            });
  }

  /** What an access token says, without looking at its signature; no members if nothing. */
  private static JsonNode claims(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    try {
      return Optional.of(parts)
          .filter(three -> three.length == 3)
          .flatMap(three -> WireJson.object(Base64.getUrlDecoder().decode(three[1])))
          .orElseGet(WireJson::newObject);
    } catch (IllegalArgumentException e) {
      return WireJson.newObject();
    }
  }

  private static Duration lifetime(JsonNode result, JsonNode claims) {
    // By the difference: the service's clock need not be ours.
    return seconds(result.path("ExpiresIn"))
        .or(
            () ->
                WireJson.instant(claims, "iat")
                    .flatMap(
                        from ->
                            WireJson.instant(claims, "exp")
                                .map(until -> Duration.between(from, until)))
                    .filter(life -> !life.isNegative() && !life.isZero()))
        .orElse(SHORTEST);
  }

  private static Optional<Duration> seconds(JsonNode number) {
    return Optional.of(number)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(seconds -> seconds.signum() > 0)
        .map(seconds -> Duration.ofSeconds(seconds.min(LONGEST_SECONDS).longValue()));
  }
}
