// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** With what a player can begin a choice-based sign-in. Named as on the wire. */
public enum FirstFactor {
  /** The password, sent to the service. */
  PASSWORD,
  /** The password, proved by SRP. */
  PASSWORD_SRP,
  /** A code by e-mail. */
  EMAIL_OTP,
  /** A code by text message. */
  SMS_OTP,
  /** A passkey. */
  WEB_AUTHN
}
