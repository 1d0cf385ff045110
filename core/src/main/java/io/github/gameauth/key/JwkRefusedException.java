// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

/** An entry of a key set is left out. Made without a stack trace. */
final class JwkRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final JwkRefusal refusal;

  JwkRefusedException(JwkRefusal refusal) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
  }

  JwkRefusal refusal() {
    return refusal;
  }
}
