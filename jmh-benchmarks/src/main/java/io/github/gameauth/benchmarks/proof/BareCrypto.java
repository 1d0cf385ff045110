// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import java.security.GeneralSecurityException;

/**
 * The cryptography alone that one credential takes, cut up and decoded beforehand, by objects that
 * were made once and given their keys once. Not safe to share: all credentials of a pool share
 * those objects.
 */
interface BareCrypto {
  /**
   * Does it.
   *
   * @return something of the outcome
   * @throws GeneralSecurityException if the credential is not what it should be
   */
  Object compute() throws GeneralSecurityException;
}
