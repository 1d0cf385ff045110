// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

/** What a revocation names. Stable names: stores and documents keep them. */
public enum RevocationKind {
  /** Every token of a {@code sub}. */
  SUBJECT,
  /** Every token of a {@code sid}. */
  SESSION,
  /** The one token of a {@code jti}. */
  TOKEN,
  /** Every token that a key signed, by its {@code kid}. */
  KEY,
  /** Every token of an {@code iss}. */
  ISSUER
}
