// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

/**
 * What answers a password challenge. Good for one use, within seconds; prints nothing of itself.
 *
 * @param signature goes out as {@code PASSWORD_CLAIM_SIGNATURE}
 * @param secretBlock goes back unchanged, as {@code PASSWORD_CLAIM_SECRET_BLOCK}
 * @param timestamp goes out as {@code TIMESTAMP}: the very text that was signed
 */
public record SrpProof(String signature, String secretBlock, String timestamp) {
  /** {@code SrpProof(…)}. */
  @Override
  public String toString() {
    return "SrpProof(…)";
  }
}
