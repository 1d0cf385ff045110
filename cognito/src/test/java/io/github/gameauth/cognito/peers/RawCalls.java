// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests as no proper client would send them. */
final class RawCalls {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;

  RawCalls(URI endpoint) {
    this.endpoint = endpoint;
  }

  HttpResponse<String> post(String operation, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/x-amz-json-1.1");
    all.put("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    all.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The type and message of a refusal, or "" for an answer. */
  String refusal(String operation, String body) throws IOException, InterruptedException {
    return refusal(post(operation, body, Map.of()));
  }

  static String refusal(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 200) {
      return "";
    }
    JsonNode body = JSON.readTree(answer.body());
    return body.path("__type").asText() + ": " + body.path("message").asText();
  }

  static String json(Object value) throws IOException {
    return JSON.writeValueAsString(value);
  }

  static JsonNode tree(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
