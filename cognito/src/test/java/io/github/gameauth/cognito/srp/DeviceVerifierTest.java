// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class DeviceVerifierTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void makesPasswordsOf40RandomBytes() {
    Secret password = DeviceVerifier.newPassword(random);

    assertEquals(40, Base64.getDecoder().decode(password.reveal()).length);
    assertNotEquals(password, DeviceVerifier.newPassword(random));
  }

  @Test
  void saltsEachVerifierAnew() {
    Secret password = DeviceVerifier.newPassword(random);
    DeviceVerifier verifier = DeviceVerifier.of("-group", "eu-west-1_device", password, random);

    assertNotEquals(verifier, DeviceVerifier.of("-group", "eu-west-1_device", password, random));
    int salt = Base64.getDecoder().decode(verifier.saltBase64()).length;
    assertTrue(salt <= 17, () -> "salt of " + salt + " bytes");
  }

  @Test
  void takes16BytesOfSalt() {
    assertEquals(
        "saltRandom: 15 bytes (expected: 16)",
        assertThrows(
                IllegalArgumentException.class,
                () -> DeviceVerifier.of("-g", "d", Secret.of("p"), new byte[15]))
            .getMessage());
  }

  @Test
  void printsNothingOfItself() {
    assertEquals(
        "DeviceVerifier(…)", DeviceVerifier.of("-g", "d", Secret.of("p"), random).toString());
  }
}
