// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BearerTest {
  @Test
  void takesTheTokenOutOfTheOnlyHeader() {
    assertEquals(Optional.of("a.b.c"), Bearer.in(List.of("bEaReR a.b.c")).token());
  }

  @Test
  void asksForATokenIfThereIsNone() {
    assertEquals(Optional.empty(), Bearer.in(List.of()).token());
    assertEquals("Bearer", Bearer.in(List.of()).challenge().value());
    assertEquals(401, Bearer.in(List.of("Basic cDpw")).challenge().status());
  }

  @Test
  void choosesBetweenTwoHeadersNeither() {
    Bearer two = Bearer.in(List.of("Bearer a.b.c", "Bearer a.b.c"));

    assertEquals(Optional.empty(), two.token());
    assertEquals(400, two.challenge().status());
  }

  @Test
  void hasClientsWaitForWholeSecondsAndAtLeastOne() {
    assertEquals("1", Bearer.retryAfter(Duration.ZERO));
    assertEquals("1", Bearer.retryAfter(Duration.ofSeconds(1)));
    assertEquals("2", Bearer.retryAfter(Duration.ofMillis(1001)));
  }

  @Test
  void doesNotPrintTheToken() {
    assertFalse(Bearer.in(List.of("Bearer a.b.c")).toString().contains("a.b.c"));
  }
}
