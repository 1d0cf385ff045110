// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequireTest {
  @Test
  void takesAddressesThatCanBeAsked() {
    for (String address :
        List.of(
            "https://a.example",
            "https://a.example/",
            "https://s2s.sp-int.example/api/authz/v3/oauth/token",
            "https://0a--b.example.com/a_b~c/@d;e=f,g")) {
      assertEquals(address, Require.address("url", address));
      assertEquals("https", URI.create(address).getScheme());
      assertEquals(address.split("/")[2], URI.create(address).getHost());
    }
  }

  @Test
  void refusesOtherAddressesWithoutRepeatingThem() {
    for (String address :
        List.of(
            "",
            "http://a.example/",
            "HTTPS://a.example/",
            "https://A.example/",
            "https://localhost/",
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://a.example:443/",
            "https://user@a.example/",
            "https://-a.example/",
            "https://a-.example/",
            "https://a..example/",
            "https://a.example./",
            "https://a.example\\b",
            "https://a.example/a b",
            "https://a.example/?key=1",
            "https://a.example/#f",
            "https://a.example/%2e%2e",
            "https://a.example/" + "a".repeat(2048))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Require.address("url", address))
              .getMessage();
      assertFalse(address.length() > 5 && message.contains(address), message);
    }
  }
}
