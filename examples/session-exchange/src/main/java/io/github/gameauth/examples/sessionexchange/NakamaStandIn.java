// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.examples.sessionexchange.JsonServer.Answer;
import io.github.gameauth.examples.sessionexchange.JsonServer.Request;
import io.github.gameauth.mint.NakamaSessions;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Two calls of a Nakama server, with users and a memory of what it was sent: custom authentication,
 * and the account of whoever brings a session.
 */
final class NakamaStandIn implements AutoCloseable {
  private final NakamaSettings settings;
  private final InstantSource clock;
  private final Map<String, UUID> users = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final JsonServer http;

  /**
   * One call of the custom authentication.
   *
   * @param body as it was sent
   * @param status how it was answered
   */
  record Received(String body, int status) {}

  NakamaStandIn(NakamaSettings settings, InstantSource clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.http =
        new JsonServer(
            Map.of(
                "POST /v2/account/authenticate/custom", this::authenticate,
                "GET /v2/account", this::account));
  }

  URI uri() {
    return http.uri();
  }

  /** All that was asked of the custom authentication. */
  List<Received> received() {
    return List.copyOf(received);
  }

  private Answer authenticate(Request request) throws IOException {
    JsonNode body = request.body();
    Answer answer = authenticated(request, body.path("id").asText());
    received.add(new Received(body.toString(), answer.status()));
    return answer;
  }

  private Answer authenticated(Request request, String id) {
    String key = settings.serverKey().reveal() + ':';
    String expected = Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
    if (!request.header("Authorization").equals(Optional.of("Basic " + expected))) {
      return Answer.error(401, "server key");
    }
    int length = id.getBytes(UTF_8).length;
    if (length < 6 || length > 128 || id.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return Answer.error(400, "id");
    }
    boolean isNew = !users.containsKey(id);
    if (isNew && !request.query().equals("create=true")) {
      return Answer.error(404, "no such user");
    }
    UUID user = users.computeIfAbsent(id, any -> UUID.randomUUID());
    Instant now = clock.instant();
    NakamaSessions.Settings sessions = settings.sessions();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("created", isNew);
    members.put(
        "token",
        NakamaFormat.write(
            user, id, sessions.sessionKey(), now, sessions.sessionExpiry().toSeconds()));
    members.put(
        "refresh_token",
        NakamaFormat.write(
            user, id, sessions.refreshKey(), now, sessions.refreshExpiry().toSeconds()));
    return Answer.json(200, members);
  }

  private Answer account(Request request) {
    return request
        .bearer()
        .flatMap(
            token -> NakamaFormat.read(token, settings.sessions().sessionKey(), clock.instant()))
        .map(NakamaFormat.Named::user)
        .filter(users::containsValue)
        .map(user -> Answer.json(200, Map.of("user", Map.of("id", user.toString()))))
        .orElseGet(() -> Answer.error(401, "session"));
  }

  @Override
  public void close() {
    http.close();
  }
}
