// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.examples.serverglue.GameServer.Answer;
import io.github.gameauth.examples.serverglue.GameServer.Verdict;
import io.github.gameauth.verify.TokenVerifier;
import org.junit.jupiter.api.Test;

final class ResourceServerTest extends HttpGlueContract {
  @Override
  HttpGame start(TokenVerifier verifier) {
    return JettyServer.startWithSpring(verifier);
  }

  @Test
  void makesAuthoritiesOfTheScope() throws Exception {
    String player = "Bearer " + studio.token("p-17", "play");
    String admin = "Bearer " + studio.token("p-1", "play kick");

    assertEquals(
        new Answer(Verdict.REFUSED, "403", "insufficient_scope"),
        game().askFor("/admin/kick", "Authorization", player));
    assertEquals(
        new Answer(Verdict.WELCOME, "200", "player p-1"),
        game().askFor("/admin/kick", "Authorization", admin));
  }
}
