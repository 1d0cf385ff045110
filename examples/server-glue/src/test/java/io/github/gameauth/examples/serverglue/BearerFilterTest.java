// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.examples.serverglue.BearerFilter.PlayerPrincipal;
import io.github.gameauth.verify.TokenVerifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BearerFilterTest extends HttpGlueContract {
  @Override
  HttpGame start(TokenVerifier verifier) {
    return JettyServer.startWithFilter(verifier);
  }

  @Test
  void showsServletsThePlayerInEveryFormThatTheyAskFor() throws Exception {
    try (HttpGame game = JettyServer.startWithFilter(verifier, new Inquisitive())) {
      String token = studio.token("p-17", "play kick");

      assertEquals(
          "BEARER p-17 https://id.mygame.example play:true kick:true ban:false",
          game.ask("Authorization", "Bearer " + token).text());
    }
  }

  @Test
  void grantsNoRoleThatTheTokenDoesNotName() throws Exception {
    try (HttpGame game = JettyServer.startWithFilter(verifier, new Inquisitive())) {
      assertEquals(
          "BEARER p-17 https://id.mygame.example play:false kick:false ban:false",
          game.ask("Authorization", "Bearer " + studio.token("p-17")).text());
    }
  }

  private static final class Inquisitive extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      PlayerPrincipal principal = (PlayerPrincipal) request.getUserPrincipal();
      StringBuilder text = new StringBuilder(request.getAuthType());
      text.append(' ').append(request.getRemoteUser());
      text.append(' ').append(principal.player().issuer());
      for (String role : new String[] {"play", "kick", "ban"}) {
        text.append(' ').append(role).append(':').append(request.isUserInRole(role));
      }
      response.getWriter().print(text);
    }
  }
}
