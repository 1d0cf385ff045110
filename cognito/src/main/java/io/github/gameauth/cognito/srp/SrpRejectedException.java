// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

/**
 * What the service sent cannot be used for a proof, so none is made. The service is at fault, or
 * somebody who speaks for it; the password may be right. Names the value and does not show it.
 */
public final class SrpRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  SrpRejectedException(String complaint) {
    // Thrown within one method and caught by its caller: a stack trace would tell nobody anything.
    super(complaint, null, false, false);
  }
}
