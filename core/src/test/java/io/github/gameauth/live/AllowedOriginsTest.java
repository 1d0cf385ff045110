// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedOriginsTest {
  private static AllowedOrigins only(String... origins) {
    return AllowedOrigins.of(List.of(origins), false);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mygame.example, https://mygame.example",
    "https://mygame.example, https://MyGame.Example",
    "https://mygame.example, HTTPS://mygame.example:443",
    "https://mygame.example:443, https://mygame.example",
    "http://mygame.example, http://mygame.example:80",
    "https://mygame.example:8443, https://mygame.example:8443",
    "http://localhost:3000, http://localhost:3000",
    "http://127.0.0.1:3000, http://127.0.0.1:3000",
    "http://[::1]:3000, http://[::1]:3000",
    "capacitor://localhost, capacitor://localhost",
    "https://xn--mller-kva.example, https://xn--mller-kva.example",
  })
  void allowsTheSameOriginInItsSpellings(String listed, String presented) {
    assertTrue(only(listed).allow(List.of(presented)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "*",
        "mygame.example",
        "http://mygame.example",
        "https://mygame.example:8443",
        "https://mygame.example:80",
        "https://mygame.example:",
        "https://mygame.example:0443",
        "https://mygame.example:70000",
        "https://mygame.example:65979",
        "https://mygame.example:999999999999",
        "https://mygame.example/",
        "https://mygame.example/chat",
        "https://mygame.example?a",
        "https://mygame.example#a",
        "https://mygame.example.",
        "https://mygame.example.evil.example",
        "https://mygame.example@evil.example",
        "https://evil.example/https://mygame.example",
        "https://sub.mygame.example",
        "https://mygame.exampl",
        "https://mygame.example https://mygame.example",
        "https://mygame.example, https://mygame.example",
        " https://mygame.example",
        "https://mygame.example ",
        "https://mygame.example\n",
        "https://mygame%2eexample",
        "https://mygame\u3002example",
        "https://\u212Aygame.example",
        "//mygame.example",
        "https:mygame.example",
        "https:///mygame.example",
      })
  void refusesEveryOtherOne(String presented) {
    AllowedOrigins origins = only("https://mygame.example", "https://kygame.example");

    assertFalse(origins.allow(List.of(presented)));
  }

  @Test
  void takesNothingThatIsLong() {
    String origin = "https://" + "a".repeat(504);
    assertTrue(only(origin).allow(List.of(origin)));

    assertThrows(IllegalArgumentException.class, () -> only(origin + "a"));
    assertFalse(only(origin).allow(List.of(origin + "a")));
  }

  @Test
  void refusesSeveralHeadersEvenOfTheSameOrigin() {
    AllowedOrigins origins = only("https://mygame.example");

    assertFalse(origins.allow(List.of("https://mygame.example", "https://mygame.example")));
  }

  @Test
  void refusesEveryOriginUnlessSomeAreListed() {
    assertFalse(only().allow(List.of("https://mygame.example")));
    assertFalse(only().allow(List.of("null")));
  }

  @Test
  void letsNativeClientsPassUnlessAnOriginIsRequired() {
    assertTrue(only().allow(List.of()));
    assertTrue(only("https://mygame.example").allow(List.of()));
    assertFalse(AllowedOrigins.of(List.of("https://mygame.example"), true).allow(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://mygame.example:70000",
        "null",
        "",
        "https://*.mygame.example",
        "https://mygame.example/",
        "mygame.example"
      })
  void takesNoPatternsAndNoAddressesOntoTheList(String origin) {
    IllegalArgumentException complaint =
        assertThrows(IllegalArgumentException.class, () -> only(origin));

    assertEquals(
        "origins: " + origin + " (expected: scheme://host or scheme://host:port)",
        complaint.getMessage());
  }
}
