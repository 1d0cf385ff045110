// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The player's end of the line; it can say whatever it likes. */
final class Caller {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  Caller(URI server) {
    this.server = server;
  }

  /** An answer. */
  record Reply(int status, JsonNode json) {
    boolean isGood() {
      return status == 200;
    }

    String text(String name) {
      return json.path(name).asText();
    }

    /** {@code refused: 401 invalid_token}. */
    String refusal() {
      return isGood() ? "NOT REFUSED" : "refused: " + status + " " + text("error");
    }
  }

  Reply get(String path, String authorization) throws IOException, InterruptedException {
    return send(request(path, authorization).GET());
  }

  Reply post(String path, String authorization, Map<String, String> body)
      throws IOException, InterruptedException {
    return send(
        request(path, authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(MAPPER.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(60));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    JsonNode json = MAPPER.readTree(answer.body());
    return new Reply(answer.statusCode(), json == null ? MissingNode.getInstance() : json);
  }
}
