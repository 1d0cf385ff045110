// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.OAuthError;
import io.github.gameauth.session.Session;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.session.TokenExchangeRequest;
import io.github.gameauth.session.TokenExchangeResponse;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Login, refresh and logout in OAuth's form: token exchange (RFC 8693), refresh (RFC 6749 §6),
 * revocation (RFC 7009). Clients are public; each is for one game.
 */
final class OAuthEndpoint {
  private static final String REFRESH = "refresh_token";

  private final SessionExchange exchange;
  private final Credentials credentials;
  private final Map<String, GameId> clients;
  private final Function<Context, String> sources;
  private final InstantSource clock;

  OAuthEndpoint(
      SessionExchange exchange,
      Credentials credentials,
      Map<String, GameId> clients,
      Function<Context, String> sources,
      InstantSource clock) {
    this.exchange = exchange;
    this.credentials = credentials;
    this.clients = clients;
    this.sources = sources;
    this.clock = clock;
  }

  /** {@code POST /oauth/token}. */
  void token(Context context) {
    Requests form = Requests.form(context);
    ExchangeContext asked = asked(context, form);
    SessionOutcome outcome =
        form.required("grant_type").equals(REFRESH) ? refreshed(form, asked) : opened(form, asked);
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      answer(context, accepted.session());
    } else if (outcome instanceof SessionOutcome.Undecided undecided) {
      throw refusal(OAuthError.of(undecided));
    } else {
      throw refusal(OAuthError.of(((SessionOutcome.Rejected) outcome).refusal(), clock.instant()));
    }
  }

  private SessionOutcome opened(Requests form, ExchangeContext asked) {
    TokenExchangeRequest.Parsed parsed = TokenExchangeRequest.parse(form.all());
    if (parsed instanceof TokenExchangeRequest.Parsed.Refused refused) {
      throw refusal(refused.error());
    }
    TokenExchangeRequest request = ((TokenExchangeRequest.Parsed.Read) parsed).request();
    if (request.actorToken().isPresent()) {
      throw Refusal.malformed("nobody acts for others here");
    }
    return exchange.open(
        credentials.read(request.subjectTokenType(), request.subjectToken()), asked);
  }

  private SessionOutcome refreshed(Requests form, ExchangeContext asked) {
    Secret token = Secret.of(form.required("refresh_token"));
    Optional<Object> again =
        form.text("subject_token")
            .map(text -> credentials.read(form.required("subject_token_type"), Secret.of(text)));
    return again.isPresent()
        ? exchange.refresh(token, again.get(), asked)
        : exchange.refresh(token, asked);
  }

  /** {@code POST /oauth/revoke}: a logout. Whether there was anything to end is not told. */
  void revoke(Context context) {
    Requests form = Requests.form(context);
    gameOf(form);
    exchange.close(Secret.of(form.required("token")));
    context.status(200);
  }

  private GameId gameOf(Requests form) {
    GameId game = clients.get(form.required("client_id"));
    if (game == null) {
      throw Refusal.of(401, "invalid_client", "there is no such client").oauth("invalid_client");
    }
    return game;
  }

  private ExchangeContext asked(Context context, Requests form) {
    GameId game = gameOf(form);
    if (!form.text("audience").orElse(game.value()).equals(game.value())) {
      throw Refusal.of(400, "invalid_target", "the client is for another game")
          .oauth("invalid_target");
    }
    ExchangeContext asked =
        ExchangeContext.of(game, form.required("client_id"))
            .edge(Gatekeeper.headers(context))
            .source(sources.apply(context));
    return form.text("scope").map(asked::scope).orElse(asked);
  }

  private static Refusal refusal(OAuthError error) {
    Refusal refusal =
        Refusal.of(error.status(), error.reason().orElse(error.error()), "there is no token")
            .oauth(error.error());
    error.until().ifPresent(until -> refusal.with("until", until.getEpochSecond()));
    error.reasonCode().ifPresent(word -> refusal.with("reason_code", word));
    error.retryAfter().ifPresent(refusal::retryAfter);
    return refusal;
  }

  private void answer(Context context, Session session) {
    Map<String, Object> answer =
        new LinkedHashMap<>(TokenExchangeResponse.of(session, clock.instant()).revealed());
    if (!session.aliases().isEmpty()) {
      answer.put("aliases", session.aliases().stream().map(PersonaId::value).toList());
    }
    context.contentType(Answers.JSON).result(Answers.json(answer));
  }
}
