// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's second factors, by the names of their challenges. */
final class Factors {
  static final String SMS = "SMS_MFA";
  static final String TOTP = "SOFTWARE_TOKEN_MFA";
  static final String EMAIL = "EMAIL_OTP";

  final List<String> enabled = new ArrayList<>();
  @Nullable String preferred;
  @Nullable String totpSecret;
  @Nullable String unverifiedTotpSecret;
  String totpName = "";
  long lastTotpStep = -1;

  void set(String factor, boolean on, boolean prefer) {
    enabled.remove(factor);
    if (on) {
      enabled.add(factor);
    }
    if (on && prefer) {
      preferred = factor;
    } else if (factor.equals(preferred)) {
      preferred = null;
    }
  }
}
