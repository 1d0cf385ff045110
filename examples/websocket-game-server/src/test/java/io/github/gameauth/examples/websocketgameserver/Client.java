// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.session.TokenExchangeRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A game's client over HTTP: logs in, refreshes, buys tickets. */
final class Client {
  static final HttpClient HTTP;

  static {
    // Less than the server keeps an idle connection: else one may be closed while it is taken.
    System.setProperty("jdk.httpclient.keepalive.timeout", "3");
    HTTP = HttpClient.newHttpClient();
  }

  static final ObjectMapper JSON = new ObjectMapper();

  final String address;

  Client(String address) {
    this.address = address;
  }

  /** What a server said. */
  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new IllegalStateException(response.body(), e);
      }
    }

    String text(String name) {
      return json().path(name).asText();
    }

    Answer expecting(int expected) {
      if (status != expected) {
        throw new AssertionError(status + " (expected: " + expected + "): " + response.body());
      }
      return this;
    }
  }

  /** A player who is logged in. */
  record Player(String name, String access, String refresh, Map<String, String> guest) {}

  Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Answer post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer postJson(String path, Map<String, ?> members, String... headers) {
    return post(path, "application/json", Json.text(members), headers);
  }

  Answer postForm(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + '=' + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return post(path, "application/x-www-form-urlencoded", body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A new guest who logs in. */
  Player guest() {
    Answer made = post("/guests", "text/plain", "").expecting(201);
    Map<String, String> guest = new LinkedHashMap<>();
    guest.put("subject_token", made.text("subject_token"));
    guest.put("subject_token_type", made.text("subject_token_type"));
    return player(logIn(guest).expecting(200), guest);
  }

  Answer logIn(Map<String, String> guest) {
    Map<String, String> form = new LinkedHashMap<>(guest);
    form.put("grant_type", TokenExchangeRequest.GRANT_TYPE);
    form.put("client_id", Issuer.CLIENT);
    return postForm("/oauth/token", form);
  }

  Answer refresh(String token) {
    return postForm(
        "/oauth/token",
        Map.of("grant_type", "refresh_token", "client_id", Issuer.CLIENT, "refresh_token", token));
  }

  /** The same player with the next tokens. */
  Player refreshed(Player player) {
    return player(refresh(player.refresh()).expecting(200), player.guest());
  }

  private static Player player(Answer tokens, Map<String, String> guest) {
    String access = tokens.text("access_token");
    String name = part(access, 1).path("sub").asText();
    return new Player(name, access, tokens.text("refresh_token"), guest);
  }

  /** Which key signed a token. */
  static String keyId(String token) {
    return part(token, 0).path("kid").asText();
  }

  private static JsonNode part(String token, int number) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[number]));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer ticket(String token) {
    return post("/tickets", "text/plain", "", "Authorization", "Bearer " + token);
  }

  Answer operate(String action, String player) {
    return postJson(
        "/operator/" + action,
        Map.of("player", player),
        "Authorization",
        "Bearer " + Running.OPERATOR);
  }
}
