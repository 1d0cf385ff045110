// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

final class SourceTest {
  @Test
  void takesAnAddressWithoutItsPort() {
    assertEquals("198.51.100.7", Source.of("198.51.100.7:4711"));
    assertEquals("198.51.100.7", Source.of(" 198.51.100.7 "));
  }

  @Test
  void takesAWholeNetworkOfIpv6AsOneSource() {
    String one = Source.of("2001:db8:1:2:3:4:5:6");

    assertEquals(one, Source.of("2001:db8:1:2::1"));
    assertEquals(one, Source.of("[2001:db8:1:2::1]:4711"));
    assertEquals(one, Source.of("2001:db8:1:2:3:4:5:6:4711"));
    assertNotEquals(one, Source.of("2001:db8:1:3::1"));
  }

  @Test
  void takesWhatIsNoAddressAsItIs() {
    assertEquals("unknown", Source.of("unknown"));
    assertEquals("1:2:3", Source.of("1:2:3"));
    assertEquals("", Source.of("[]"));
  }
}
