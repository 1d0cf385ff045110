// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.math.BigInteger;

/**
 * What the service keeps instead of a password.
 *
 * @param group the pool's name, or a device's group key
 * @param name the internal user name, or a device's key
 */
record Verifier(String group, String name, BigInteger salt, BigInteger value) {
  static Verifier of(String group, String name, String password, BigInteger salt) {
    byte[] inner = SrpNumbers.sha256(SrpNumbers.utf8(group + name + ":" + password));
    BigInteger x = SrpNumbers.number(SrpNumbers.sha256(salt.toByteArray(), inner));
    return new Verifier(group, name, salt, SrpNumbers.G.modPow(x, SrpNumbers.N));
  }

  boolean fits(String password) {
    return of(group, name, password, salt).value.equals(value);
  }
}
