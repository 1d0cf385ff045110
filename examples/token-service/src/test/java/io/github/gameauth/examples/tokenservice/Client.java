// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a game's client, or an operator's, does over HTTP. */
final class Client {
  static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;

  /** All the secrets that went over the wire, for a look at the log. */
  final List<String> secrets = new ArrayList<>();

  Client(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** An answer. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(response.body(), e);
      }
    }

    String text(String name) {
      return json().path(name).asText();
    }

    Answer expecting(int status) {
      assertEquals(status, status(), response.body());
      return this;
    }
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** With an access token, or an operator's. */
  Answer as(String token, String method, String path, Map<String, String> body) {
    try {
      return body.isEmpty()
          ? send(method, path, "", "Authorization", "Bearer " + token)
          : send(
              method,
              path,
              JSON.writeValueAsString(body),
              "Authorization",
              "Bearer " + token,
              "Content-Type",
              "application/json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer form(String path, Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send(
        "POST", path, String.join("&", pairs), "Content-Type", "application/x-www-form-urlencoded");
  }

  /** A new guest's credential, as {@code subject_token} and its type. */
  Map<String, String> newGuest() {
    Answer guest = send("POST", "/guests", "").expecting(201);
    secrets.add(guest.text("subject_token").split("\\.", 2)[1]);
    return Map.of(
        "subject_token", guest.text("subject_token"),
        "subject_token_type", guest.text("subject_token_type"));
  }

  Answer logIn(Map<String, String> credential) {
    Map<String, String> form = new TreeMap<>(credential);
    form.put("grant_type", EXCHANGE);
    form.putIfAbsent("client_id", "my-game-client");
    return noting(form("/oauth/token", form));
  }

  Answer refresh(String refreshToken) {
    return noting(
        form(
            "/oauth/token",
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                "my-game-client",
                "refresh_token",
                refreshToken)));
  }

  private Answer noting(Answer answer) {
    if (answer.status() == 200) {
      secrets.add(answer.text("access_token"));
      secrets.add(answer.text("refresh_token"));
    }
    return answer;
  }
}
