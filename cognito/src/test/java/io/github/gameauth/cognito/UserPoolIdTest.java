// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserPoolIdTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1_AbCdEf123, eu-west-1, AbCdEf123",
    "us-gov-west-1_Zz9Yy8Xx7, us-gov-west-1, Zz9Yy8Xx7",
    "eusc-de-east-1_a, eusc-de-east-1, a",
    "local_2haKcAe0, local, 2haKcAe0",
    "eu-west-1_a_b, eu-west-1, a_b"
  })
  void isARegionAndAName(String id, String region, String name) {
    UserPoolId pool = UserPoolId.of(id);

    assertEquals(AwsRegion.of(region), pool.region());
    assertEquals(name, pool.poolName());
    assertEquals(id, pool.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "eu-west-1",
        "eu-west-1_",
        "_abc",
        "eu-west-1_a-b",
        "eu-west-1_a/../b",
        "eu-west-1_ä",
        "eu-west-1_abc\n",
        "EU_abc",
        "eu-west-1.evil.example_abc"
      })
  void refusesWhatIsNone(String id) {
    assertThrows(IllegalArgumentException.class, () -> UserPoolId.of(id));
  }

  @Test
  void isAtMost55CharactersLong() {
    assertEquals(55, UserPoolId.of("eu-west-1_" + "a".repeat(45)).id().length());
    String complaint =
        assertThrows(
                IllegalArgumentException.class, () -> UserPoolId.of("eu-west-1_" + "a".repeat(46)))
            .getMessage();

    assertTrue(complaint.startsWith("userPoolId: eu-west-1_aaa"), complaint);
  }
}
