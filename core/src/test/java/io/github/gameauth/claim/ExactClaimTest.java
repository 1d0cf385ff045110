// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import static io.github.gameauth.claim.Verdicts.ACCEPTED;
import static io.github.gameauth.claim.Verdicts.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class ExactClaimTest {
  static final List<Object> OTHER_TENANTS =
      Arrays.asList(
          null, "", "tenant-8", "Tenant-7", "tenant-7 ", 7, true, List.of("tenant-7"), Map.of());

  @ParameterizedTest(name = "H12: {0}")
  @FieldSource("OTHER_TENANTS")
  void refusesEveryOtherTenant(Object tenant) {
    ExactClaim policy = ExactClaim.text("tenant", "tenant-7");

    assertEquals("CLAIM(tenant)", Verdicts.of(policy, token().claim("tenant", tenant)));
  }

  @Test
  void acceptsExactlyWhatIsAskedFor() {
    assertEquals(
        ACCEPTED,
        Verdicts.of(ExactClaim.text("tenant", "tenant-7"), token().claim("tenant", "tenant-7")));
    assertEquals(
        ACCEPTED, Verdicts.of(ExactClaim.number("title", 480), token().claim("title", 480)));
    assertEquals(ACCEPTED, Verdicts.of(ExactClaim.flag("dev", false), token().claim("dev", false)));
  }

  @Test
  void refusesTokenWithoutTheClaim() {
    assertEquals("CLAIM(dev)", Verdicts.of(ExactClaim.flag("dev", false), token()));
  }

  @Test
  void coercesNothing() {
    ExactClaim number = ExactClaim.number("title", 480);
    ExactClaim flag = ExactClaim.flag("dev", true);

    assertEquals("CLAIM(title)", Verdicts.of(number, token().claim("title", "480")));
    assertEquals(
        "CLAIM(title)", Verdicts.of(number, token().claim("title", new BigDecimal("480.0"))));
    assertEquals("CLAIM(title)", Verdicts.of(number, token().claim("title", 481)));
    assertEquals("CLAIM(dev)", Verdicts.of(flag, token().claim("dev", "true")));
    assertEquals("CLAIM(dev)", Verdicts.of(flag, token().claim("dev", 1)));
    assertEquals("CLAIM(dev)", Verdicts.of(flag, token().claim("dev", false)));
  }

  @Test
  void isNotBuiltWithOtherKindsOfValue() {
    assertThrows(IllegalArgumentException.class, () -> new ExactClaim("title", 480));
    assertThrows(IllegalArgumentException.class, () -> new ExactClaim("title", List.of("a")));
    assertThrows(IllegalArgumentException.class, () -> ExactClaim.text(" ", "a"));
  }
}
