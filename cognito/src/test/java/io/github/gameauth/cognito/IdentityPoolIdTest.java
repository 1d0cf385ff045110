// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityPoolIdTest {
  private static final String UUID = "1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d";

  @Test
  void isARegionAndAUuid() {
    IdentityPoolId pool = IdentityPoolId.of("eu-west-1:" + UUID);

    assertEquals(AwsRegion.of("eu-west-1"), pool.region());
    assertEquals("eu-west-1:" + UUID, pool.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        UUID,
        ":" + UUID,
        "eu-west-1:",
        "eu-west-1:xyz",
        "eu-west-1_abc",
        "-:" + UUID,
        "eu-west-1:" + UUID + ":" + UUID,
        "eu-west-1:" + UUID + "\n",
        "a-very-long-name-of-a-region-1:" + UUID
      })
  void refusesWhatIsNone(String id) {
    assertThrows(IllegalArgumentException.class, () -> IdentityPoolId.of(id));
  }
}
