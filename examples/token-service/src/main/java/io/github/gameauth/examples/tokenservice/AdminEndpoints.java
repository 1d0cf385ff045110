// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.secret.Secret;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What operators do: look at a player, ban, unban. They know players by what games call them, as
 * games' logs do.
 */
final class AdminEndpoints {
  private final Accounts accounts;
  private final PersonaStore personas;
  private final Optional<Secret> token;
  private final Runnable changed;

  /**
   * The endpoints.
   *
   * @param token what operators bring; without it, nobody is one
   * @param changed called after a change, so that this server publishes it at once
   */
  AdminEndpoints(
      Accounts accounts, PersonaStore personas, Optional<Secret> token, Runnable changed) {
    this.accounts = accounts;
    this.personas = personas;
    this.token = token;
    this.changed = changed;
  }

  /** The same handler for operators only. */
  Handler guarded(Handler handler) {
    return context -> {
      if (token.isEmpty()) {
        throw Refusal.of(403, "admin_closed", "no token for operators is configured");
      }
      // Secrets are compared in constant time.
      if (Bearer.header(context).token().map(Secret::of).filter(token.get()::equals).isEmpty()) {
        throw Refusal.of(401, "invalid_token", "an operator's token is needed")
            .header("WWW-Authenticate", "Bearer");
      }
      handler.handle(context);
    };
  }

  /** {@code GET /admin/games/{game}/players/{player}}. */
  void view(Context context) {
    Account account = account(context);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("account", account.id().value());
    view.put("kind", account.kind().name().toLowerCase(Locale.ROOT));
    view.put("status", account.status().name().toLowerCase(Locale.ROOT));
    view.put("created_at", account.createdAt().toString());
    account
        .ban()
        .ifPresent(
            ban -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("reason_code", ban.reasonCode());
              ban.until().ifPresent(until -> members.put("until", until.toString()));
              view.put("ban", members);
            });
    view.put(
        "platforms",
        accounts.links(account.id()).stream()
            .map(each -> each.identity().provider().name())
            .toList());
    List<Map<String, Object>> history = new ArrayList<>();
    for (AuditEntry entry : accounts.audit(account.id())) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("at", entry.at().toString());
      line.put("event", entry.event());
      line.put("detail", entry.detail());
      history.add(line);
    }
    view.put("history", history);
    context.contentType(Answers.JSON).result(Answers.json(view));
  }

  /** {@code POST …/ban}: ends all sessions, too. */
  void ban(Context context) {
    Account account = account(context);
    Requests request = Requests.json(context);
    Ban ban;
    try {
      ban = new Ban(request.required("reason_code"), request.text("until").map(Instant::parse));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.malformed("reason_code: a-z 0-9 . _ -; until: such as 2031-01-01T00:00:00Z");
    }
    accounts.ban(account.id(), ban);
    changed.run();
    context.status(204);
  }

  /** {@code DELETE …/ban}. */
  void unban(Context context) {
    accounts.unban(account(context).id());
    context.status(204);
  }

  private Account account(Context context) {
    try {
      return personas
          .find(new GameId(context.pathParam("game")), new PersonaId(context.pathParam("player")))
          .map(Persona::account)
          .flatMap(accounts::find)
          .orElseThrow(Refusal::notFound);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound(); // a name that nobody can have
    }
  }
}
