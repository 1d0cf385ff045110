// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.event.Health.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private static final Health STALE = new Health(Status.DEGRADED, Map.of("issuer", "STALE"));
  private static final Health BROKEN = new Health(Status.UNAVAILABLE, Map.of());

  @Test
  void isAsBadAsItsWorstPart() {
    assertEquals(Status.READY, Health.together(Map.of()).status());
    assertEquals(
        Status.DEGRADED, Health.together(Map.of("a", Health.ready(), "b", STALE)).status());
    assertEquals(
        Status.UNAVAILABLE,
        Health.together(Map.of("a", BROKEN, "b", STALE, "c", Health.ready())).status());
  }

  @Test
  void tellsOfEachPartUnderItsName() {
    Health all = Health.together(Map.of("tokens", STALE, "stores", Health.ready()));

    assertEquals(
        Map.of("stores", "READY", "tokens", "DEGRADED", "tokens/issuer", "STALE"), all.details());
  }

  @Test
  void tellsDetailsInTheOrderOfTheirNames() {
    Health health = new Health(Status.READY, Map.of("c", "3", "a", "1", "b", "2"));

    assertEquals(List.of("a", "b", "c"), List.copyOf(health.details().keySet()));
  }

  @Test
  void keepsItsDetailsToItself() {
    Map<String, String> details = new HashMap<>(Map.of("a", "1"));
    Health health = new Health(Status.READY, details);

    details.put("b", "2");

    assertEquals(Map.of("a", "1"), health.details());
    assertThrows(UnsupportedOperationException.class, () -> health.details().put("b", "2"));
  }
}
