// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** A second factor. Named as on the wire. */
public enum MfaKind {
  /** A code by text message. */
  SMS_MFA,
  /** A code of an authenticator app (TOTP). */
  SOFTWARE_TOKEN_MFA,
  /** A code by e-mail. */
  EMAIL_OTP
}
