// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsRegionTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, amazonaws.com, amazonaws.com",
    "mx-central-1, amazonaws.com, amazonaws.com",
    "us-east-1, amazonaws.com, amazonaws.com",
    "local, amazonaws.com, amazonaws.com",
    "us-gov-west-1, amazonaws.com, api.aws",
    "cn-north-1, amazonaws.com.cn, api.amazonwebservices.com.cn",
    "eusc-de-east-1, amazonaws.eu, api.amazonwebservices.eu",
    "us-iso-east-1, c2s.ic.gov,",
    "us-isob-east-1, sc2s.sgov.gov,",
    "eu-isoe-west-1, cloud.adc-e.uk,",
    "us-isof-south-1, csp.hci.ic.gov,"
  })
  void knowsTheSuffixesOfItsPartition(String name, String suffix, String dualStack) {
    AwsRegion region = AwsRegion.of(name);

    assertEquals(suffix, region.suffix());
    assertEquals(Optional.ofNullable(dualStack), region.dualStackSuffix());
    assertEquals(name, region.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "EU-west-1",
        "eu_west_1",
        "eu-west-1-",
        "eu--west",
        "1-eu",
        "eu-west-1.evil.example",
        "eu-west-1/",
        "eu west",
        "eu-west-1\n",
        "ëu-west-1"
      })
  void refusesWhatCannotStandInAHostName(String name) {
    String complaint =
        assertThrows(IllegalArgumentException.class, () -> AwsRegion.of(name)).getMessage();

    assertTrue(complaint.startsWith("region: "), complaint);
    assertTrue(complaint.endsWith(" (expected: a name such as eu-west-1)"), complaint);
    assertTrue(complaint.chars().allMatch(c -> c >= ' ' && c < 0x7f), complaint);
  }

  @Test
  void isAsLongAsALabelOfAHostName() {
    assertEquals("a".repeat(63), AwsRegion.of("a".repeat(63)).name());
    assertThrows(IllegalArgumentException.class, () -> AwsRegion.of("a".repeat(64)));
  }

  @Test
  void complainsBrieflyOfALongName() {
    String complaint =
        assertThrows(IllegalArgumentException.class, () -> AwsRegion.of("A".repeat(100_000)))
            .getMessage();

    assertEquals("region: " + "A".repeat(80) + "… (expected: a name such as eu-west-1)", complaint);
  }
}
