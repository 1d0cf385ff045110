// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import java.util.List;
import java.util.Optional;

/**
 * With what a player can sign in.
 *
 * @param first first factors, such as {@code PASSWORD} or {@code EMAIL_OTP}
 * @param mfa second factors, such as {@code SOFTWARE_TOKEN_MFA}
 * @param preferredMfa the second factor that is asked for, if there are several
 */
public record AuthFactors(List<String> first, List<String> mfa, Optional<String> preferredMfa) {
  /** Copies the lists. */
  public AuthFactors {
    first = List.copyOf(first);
    mfa = List.copyOf(mfa);
  }
}
