// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.session.WwwAuthenticate.Problem;
import org.junit.jupiter.api.Test;

final class WwwAuthenticateTest {
  @Test
  void asksForATokenWithoutAnError() {
    assertEquals("Bearer", WwwAuthenticate.bearer().value());
    assertEquals("Bearer realm=\"my-game\"", WwwAuthenticate.bearer().realm("my-game").value());
    assertEquals(401, WwwAuthenticate.bearer().status());
  }

  @Test
  void saysWhatIsWrong() {
    WwwAuthenticate challenge =
        WwwAuthenticate.bearer().realm("my-game").error(Problem.INVALID_TOKEN);

    assertEquals("Bearer realm=\"my-game\", error=\"invalid_token\"", challenge.value());
    assertEquals(401, challenge.status());
    assertEquals(400, challenge.error(Problem.INVALID_REQUEST).status());
  }

  @Test
  void saysWhatATokenNeeds() {
    WwwAuthenticate challenge =
        WwwAuthenticate.bearer().error(Problem.INSUFFICIENT_SCOPE).scope("play", "chat");

    assertEquals("Bearer error=\"insufficient_scope\", scope=\"chat play\"", challenge.value());
    assertEquals(403, challenge.status());
  }

  @Test
  void cannotBeBrokenOutOf() {
    assertEquals(
        "Bearer realm=\"a\\\"b\\\\c, x=\\\"y\"",
        WwwAuthenticate.bearer().realm("a\"b\\c, x=\"y").value());
    assertThrows(IllegalArgumentException.class, () -> WwwAuthenticate.bearer().realm("a\r\nX: y"));
    assertThrows(IllegalArgumentException.class, () -> WwwAuthenticate.bearer().scope("a\"b"));
  }
}
