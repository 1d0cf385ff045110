// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:102:304::1",
        "4000::1"
      })
  void findsNoPublicAddress(String address) throws Exception {
    assertEquals(false, AddressRule.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "169.253.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.0.1",
        "198.17.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::101:101",
        "2002:101:101::1"
      })
  void findsPublicAddresses(String address) throws Exception {
    assertEquals(true, AddressRule.isPublic(InetAddress.getByName(address)));
  }

  @Test
  void keepsOfSeveralAddressesThePublicOnes() throws Exception {
    InetAddress outside = InetAddress.getByName("1.1.1.1");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    AddressRule rule = new AddressRule(name -> List.of(inside, outside), true);

    assertEquals(List.of(outside), rule.lookup("id.mygame.example"));
    assertThrows(
        AddressRule.Refused.class,
        () -> new AddressRule(name -> List.of(inside), true).lookup("id.mygame.example"));
  }

  @ParameterizedTest // OkHttp looks these up nowhere
  @ValueSource(strings = {"10.0.0.1", "127.1", "2130706433", "::1", "fd00::1", "999.999.999.999"})
  void judgesHostsThatAreAddresses(String host) {
    AddressRule rule = new AddressRule(name -> List.of(), true);

    assertThrows(AddressRule.Refused.class, () -> rule.requireAllowed(host));
  }

  @Test
  void sharesConnectionsBetweenEqualRules() {
    okhttp3.Dns names = okhttp3.Dns.SYSTEM;

    assertEquals(new AddressRule(names, false), new AddressRule(names, false));
  }
}
