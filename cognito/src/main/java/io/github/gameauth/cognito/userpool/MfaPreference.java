// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which second factors a player uses. What is not mentioned stays as it is.
 *
 * <pre>{@code
 * MfaPreference.preferring(MfaKind.SOFTWARE_TOKEN_MFA).and(MfaKind.SMS_MFA, false);
 * }</pre>
 *
 * @param enabled each factor that is mentioned, and whether it is used
 * @param preferred the one that is asked for, among those in use
 */
public record MfaPreference(Map<MfaKind, Boolean> enabled, Optional<MfaKind> preferred) {
  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if nothing is mentioned, or if what is preferred is not in use
   */
  public MfaPreference {
    enabled = Map.copyOf(enabled);
    if (enabled.isEmpty()) {
      throw new IllegalArgumentException("enabled: nothing (expected: at least one factor)");
    }
    if (preferred.isPresent() && !enabled.getOrDefault(preferred.get(), false)) {
      throw new IllegalArgumentException(
          "preferred: " + preferred.get() + " (expected: one that is enabled)");
    }
  }

  /** That one, and asked for. */
  public static MfaPreference preferring(MfaKind kind) {
    return new MfaPreference(Map.of(kind, true), Optional.of(kind));
  }

  /** That one used or not, and none preferred. */
  public static MfaPreference of(MfaKind kind, boolean isEnabled) {
    return new MfaPreference(Map.of(kind, isEnabled), Optional.empty());
  }

  /** And that one used or not. */
  public MfaPreference and(MfaKind kind, boolean isEnabled) {
    Map<MfaKind, Boolean> more = new EnumMap<>(enabled);
    more.put(kind, isEnabled);
    return new MfaPreference(more, preferred);
  }

  void addTo(ObjectNode request) {
    enabled.forEach(
        (kind, isEnabled) ->
            request
                .putObject(
                    switch (kind) {
                      case SMS_MFA -> "SMSMfaSettings";
                      case SOFTWARE_TOKEN_MFA -> "SoftwareTokenMfaSettings";
                      case EMAIL_OTP -> "EmailMfaSettings";
                    })
                .put("Enabled", isEnabled)
                .put("PreferredMfa", preferred.isPresent() && preferred.get() == kind));
  }
}
