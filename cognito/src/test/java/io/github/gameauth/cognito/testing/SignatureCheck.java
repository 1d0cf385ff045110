// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.sun.net.httpserver.Headers;

/** Judges the AWS signature of a request that needs one. */
@FunctionalInterface
interface SignatureCheck {
  /**
   * Throws the service's refusal if the signature does not hold.
   *
   * @throws ServiceError why
   */
  void check(Headers headers, byte[] body);
}
