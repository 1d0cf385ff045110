// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BearerHeaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b.c", "bEaReR a.b.c", "Bearer   a.b.c  "})
  void takesTheTokenOutOfTheOnlyHeader(String value) {
    assertEquals(Optional.of("a.b.c"), BearerHeader.of(List.of(value)).token());
  }

  @Test
  void asksForATokenIfThereIsNone() {
    assertAsks(BearerHeader.of(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearera.b.c",
        "Bearer\ta.b.c",
        " Bearer a.b.c",
        "Basic cDpw",
        "DPoP a.b.c",
        "a.b.c",
        "Digest username=\"p\", realm=\"r\""
      })
  void asksForATokenIfAnythingElseCame(String value) {
    assertAsks(BearerHeader.of(List.of(value)));
  }

  private static void assertAsks(BearerHeader header) {
    assertAnswers(401, "Bearer", header);
  }

  @Test
  void choosesBetweenTwoHeadersNeither() {
    assertRefuses(BearerHeader.of(List.of("Bearer a.b.c", "Bearer a.b.c")));
    assertRefuses(BearerHeader.of(List.of("Basic cDpw", "Bearer a.b.c")));
  }

  private static void assertRefuses(BearerHeader header) {
    assertAnswers(400, "Bearer error=\"invalid_request\"", header);
  }

  private static void assertAnswers(int status, String challenge, BearerHeader header) {
    assertEquals(Optional.empty(), header.token());
    assertEquals(challenge, header.challenge().value());
    assertEquals(status, header.challenge().status());
  }

  @Test
  void doesNotPrintTheToken() {
    assertFalse(BearerHeader.of(List.of("Bearer a.b.c")).toString().contains("a.b.c"));
    assertEquals("BearerHeader(none)", BearerHeader.of(List.of()).toString());
  }
}
