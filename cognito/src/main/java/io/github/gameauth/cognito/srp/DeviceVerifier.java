// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import io.github.gameauth.secret.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the service keeps of a device's password: enough to check proofs, too little to make them.
 * Prints nothing of itself.
 *
 * @param saltBase64 goes out as {@code Salt}
 * @param verifierBase64 goes out as {@code PasswordVerifier}
 */
public record DeviceVerifier(String saltBase64, String verifierBase64) {
  private static final int SALT_LENGTH = 16;
  private static final int PASSWORD_LENGTH = 40;

  /** A password for a new device: 40 random bytes as base64. It cannot be had again. */
  public static Secret newPassword(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_LENGTH];
    random.nextBytes(bytes);
    return Secret.of(Base64.getEncoder().encodeToString(bytes));
  }

  /** The verifier of a device's password, with a new salt. */
  public static DeviceVerifier of(
      String groupKey, String deviceKey, Secret devicePassword, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return of(groupKey, deviceKey, devicePassword, salt);
  }

  /**
   * The verifier of a device's password with a known salt.
   *
   * @param saltRandom 16 random bytes, read as a number that is not negative
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static DeviceVerifier of(
      String groupKey, String deviceKey, Secret devicePassword, byte[] saltRandom) {
    if (saltRandom.length != SALT_LENGTH) {
      throw new IllegalArgumentException(
          "saltRandom: " + saltRandom.length + " bytes (expected: " + SALT_LENGTH + ")");
    }
    BigInteger salt = new BigInteger(1, saltRandom);
    BigInteger x = SrpGroup.exponent(groupKey, deviceKey, devicePassword, salt);
    return new DeviceVerifier(base64(salt), base64(SrpGroup.G.modPow(x, SrpGroup.N)));
  }

  private static String base64(BigInteger number) {
    return Base64.getEncoder().encodeToString(number.toByteArray());
  }

  /** {@code DeviceVerifier(…)}. */
  @Override
  public String toString() {
    return "DeviceVerifier(…)";
  }
}
