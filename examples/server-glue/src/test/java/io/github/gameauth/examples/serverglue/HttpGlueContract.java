// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.serverglue.GameServer.Answer;
import io.github.gameauth.examples.serverglue.GameServer.Verdict;
import io.github.gameauth.verify.TokenVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What servers that speak HTTP owe them beyond that, by RFC 6750. */
abstract class HttpGlueContract extends GlueContract {
  @Override
  abstract HttpGame start(TokenVerifier verifier);

  HttpGame game() {
    return (HttpGame) server;
  }

  @Test
  void saysByStatusAndChallengeWhatIsWrong() throws Exception {
    String good = "Bearer " + studio.token("p-17");

    assertEquals(new Answer(Verdict.REFUSED, "401", "Bearer"), server.ask());
    assertEquals(
        new Answer(Verdict.REFUSED, "401", "invalid_token"),
        server.ask("Authorization", good + "x"));
    assertEquals(
        new Answer(Verdict.REFUSED, "400", "invalid_request"),
        server.ask("Authorization", good, "Authorization", good));
  }

  @Test
  void looksForTokensInTheHeaderAlone() throws Exception {
    String token = studio.token("p-17");

    assertEquals("401", game().askFor("/?access_token=" + token).status());
    assertEquals(401, posted("access_token=" + token).statusCode());
  }

  private HttpResponse<String> posted(String form) throws IOException, InterruptedException {
    URI address = game().address("/");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void asksPlayersToComeBackWithTheSameToken() throws Exception {
    try (TokenVerifier cutOff = studio.verifier(Studio.issuer().jwks("http://127.0.0.1:1/keys"));
        HttpGame newcomer = start(cutOff)) {
      HttpRequest request =
          HttpRequest.newBuilder(newcomer.address("/"))
              .header("Authorization", "Bearer " + studio.token("p-17"))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertEquals(503, response.statusCode());
      assertTrue(response.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
      assertTrue(response.headers().firstValue("WWW-Authenticate").isEmpty());
    }
  }
}
