// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.examples.sessionexchange.JsonServer.Answer;
import io.github.gameauth.examples.sessionexchange.JsonServer.Request;
import io.github.gameauth.mint.JwksAnswer;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.RevocationDocument;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.session.SessionRefusal;
import io.github.gameauth.session.TokenExchangeResponse;
import io.github.gameauth.verify.Verification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@link Sessions} over HTTP, for players, and the two documents that game servers fetch. */
final class SessionService implements AutoCloseable {
  private final Sessions sessions;
  private final NakamaDoor nakama;
  private final InstantSource clock;
  private final JsonServer http;

  SessionService(Sessions sessions, NakamaDoor nakama, InstantSource clock) throws IOException {
    this.sessions = sessions;
    this.nakama = nakama;
    this.clock = clock;
    this.http =
        new JsonServer(
            Map.of(
                "POST /session", this::open,
                "POST /session/refresh", this::refresh,
                "POST /nakama", this::enterNakama,
                "GET /.well-known/jwks.json", this::keys,
                "GET /.well-known/revocations", this::revocations));
  }

  URI uri() {
    return http.uri();
  }

  /** With the pool's id token as bearer token. */
  private Answer open(Request request) {
    return request
        .bearer()
        .map(token -> answer(sessions.open(Secret.of(token))))
        .orElseGet(() -> Answer.error(401, "invalid_token"));
  }

  /** With {@code refresh_token}, and the pool's {@code id_token} if its word is wanted again. */
  private Answer refresh(Request request) throws IOException {
    JsonNode body = request.body();
    Optional<Secret> refreshToken = text(body.path("refresh_token"));
    Optional<Secret> idToken = text(body.path("id_token"));
    if (refreshToken.isEmpty()) {
      return Answer.error(400, "invalid_request");
    }
    return answer(
        idToken.isPresent()
            ? sessions.refresh(refreshToken.get(), idToken.get())
            : sessions.refresh(refreshToken.get()));
  }

  private static Optional<Secret> text(JsonNode value) {
    return value.isTextual() ? Optional.of(Secret.of(value.asText())) : Optional.empty();
  }

  /** With an access token of ours. Who the player is stands there; the body is never read. */
  private Answer enterNakama(Request request) {
    Verification player = sessions.verify(request.bearer().orElse(""));
    if (player instanceof Verification.Undecided undecided) {
      return later(undecided.retryAfter());
    }
    if (!(player instanceof Verification.Accepted accepted)) {
      return Answer.error(401, "invalid_token");
    }
    NakamaDoor.Entry entry = nakama.enter(accepted.player());
    if (entry instanceof NakamaDoor.Entered in) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("token", in.session().reveal());
      members.put("user_id", in.user().toString());
      return Answer.json(200, members);
    }
    return later(Duration.ofSeconds(2));
  }

  private Answer answer(SessionOutcome outcome) {
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      return Answer.json(
          200, TokenExchangeResponse.of(accepted.session(), clock.instant()).revealed());
    }
    if (outcome instanceof SessionOutcome.Rejected rejected) {
      SessionRefusal refusal = rejected.refusal();
      boolean known = refusal.code() == SessionRefusal.Code.ACCOUNT_SUSPENDED;
      return Answer.error(known ? 403 : 401, refusal.code().word());
    }
    return later(((SessionOutcome.Undecided) outcome).retryAfter());
  }

  /** No verdict on anybody: the same tokens may come again. */
  private static Answer later(Duration wait) {
    Answer answer = Answer.error(503, "unavailable");
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    return new Answer(answer.status(), headers, answer.body());
  }

  private Answer keys(Request request) {
    JwksAnswer answer = sessions.keys().answerTo(request.header("If-None-Match"));
    return new Answer(answer.status(), answer.headers(), answer.body());
  }

  private Answer revocations(Request request) {
    RevocationDocument.Answer answer =
        sessions.revocations().answerTo(request.query(), request.header("If-None-Match"));
    return new Answer(answer.status(), answer.headers(), answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
