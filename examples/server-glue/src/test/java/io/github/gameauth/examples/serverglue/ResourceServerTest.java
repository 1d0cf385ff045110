// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void promisesNoFormOfTokenThatItRefuses() throws Exception {
    String metadata = game().askFor("/.well-known/oauth-protected-resource").text();

    assertTrue(metadata.contains("\"bearer_methods_supported\":[\"header\"]"), metadata);
    assertTrue(metadata.contains("\"tls_client_certificate_bound_access_tokens\":false"), metadata);
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
