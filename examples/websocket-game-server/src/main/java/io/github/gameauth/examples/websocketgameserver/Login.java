// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.OAuthError;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.session.TokenExchangeRequest;
import io.github.gameauth.session.TokenExchangeResponse;
import io.github.gameauth.session.TokenTypes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guests: they come by themselves, log in with a secret of their own (RFC 8693), and refresh (RFC
 * 6749 §6). The same requests as those of {@code examples/token-service}.
 */
final class Login {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String REFRESH = "refresh_token";
  private static final int GUESTS_PER_MINUTE = 60;
  private static final int LOGINS_PER_MINUTE = 300;

  private final String guestType;
  private final Accounts accounts;
  private final SessionExchange exchange;
  private final InstantSource clock;
  private final Pace guests;
  private final Pace logins;

  Login(String issuer, Accounts accounts, SessionExchange exchange, GameTime time) {
    this.guestType = TokenTypes.of(issuer, Platform.GUEST);
    this.accounts = accounts;
    this.exchange = exchange;
    this.clock = time.clock();
    this.guests = Pace.perSource(GUESTS_PER_MINUTE, Duration.ofMinutes(1), time.ticker());
    this.logins = Pace.perSource(LOGINS_PER_MINUTE, Duration.ofMinutes(1), time.ticker());
  }

  /** {@code POST /guests}: a new guest, and what its device has to keep. */
  Answer newGuest(Request request) {
    Duration wait = guests.waitOf(request.source());
    if (!wait.isZero()) {
      return Answer.tooMany(wait);
    }
    GuestCredential credential = accounts.createGuest().credential();
    return Answer.json(
        201,
        Map.of(
            "subject_token",
            credential.id() + '.' + credential.secret().reveal(),
            "subject_token_type",
            guestType));
  }

  /** {@code POST /oauth/token}: a login or a refresh. */
  Answer token(Request request) {
    Duration wait = logins.waitOf(request.source());
    if (!wait.isZero()) {
      return Answer.tooMany(wait);
    }
    Optional<Map<String, List<String>>> form = form(request);
    if (form.isEmpty() || !one(form.get(), "client_id").equals(Optional.of(Issuer.CLIENT))) {
      return Answer.refused(400, "invalid_request");
    }
    ExchangeContext asked =
        ExchangeContext.of(new GameId(Issuer.GAME), Issuer.CLIENT).source(request.source());
    return one(form.get(), "grant_type").equals(Optional.of(REFRESH))
        ? refresh(form.get(), asked)
        : logIn(form.get(), asked);
  }

  private Answer refresh(Map<String, List<String>> form, ExchangeContext asked) {
    return one(form, REFRESH)
        .map(token -> said(exchange.refresh(Secret.of(token), asked)))
        .orElse(Answer.refused(400, "invalid_request"));
  }

  private Answer logIn(Map<String, List<String>> form, ExchangeContext asked) {
    TokenExchangeRequest.Parsed parsed = TokenExchangeRequest.parse(form);
    if (parsed instanceof TokenExchangeRequest.Parsed.Refused refused) {
      return said(refused.error());
    }
    TokenExchangeRequest login = ((TokenExchangeRequest.Parsed.Read) parsed).request();
    Optional<GuestCredential> guest =
        login.subjectTokenType().equals(guestType) ? guest(login.subjectToken()) : Optional.empty();
    return guest
        .map(credential -> said(exchange.open(credential, asked)))
        .orElse(Answer.refused(400, "invalid_request"));
  }

  private static Optional<GuestCredential> guest(Secret text) {
    String[] parts = text.reveal().split("\\.", 2);
    try {
      return parts.length == 2
          ? Optional.of(new GuestCredential(parts[0], Secret.of(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // No guest's; the message would say where.
    }
  }

  private Answer said(SessionOutcome outcome) {
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      return Answer.json(
          200, TokenExchangeResponse.of(accepted.session(), clock.instant()).revealed());
    }
    if (outcome instanceof SessionOutcome.Undecided undecided) {
      return said(OAuthError.of(undecided));
    }
    return said(OAuthError.of(((SessionOutcome.Rejected) outcome).refusal(), clock.instant()));
  }

  private static Answer said(OAuthError error) {
    return Answer.json(error.status(), error.members());
  }

  private static Optional<String> one(Map<String, List<String>> form, String name) {
    return Optional.ofNullable(form.get(name)).map(all -> all.get(0)).filter(t -> !t.isEmpty());
  }

  /** The members of a form, in which nothing may be said twice (RFC 6749 §3.2). */
  private static Optional<Map<String, List<String>>> form(Request request) {
    if (!request.header("content-type").orElse("").startsWith(FORM)) {
      return Optional.empty();
    }
    Map<String, List<String>> members = new HashMap<>();
    try {
      for (String pair : request.body().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        String value = URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8);
        String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        if (members.put(name, List.of(value)) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(members);
  }
}
