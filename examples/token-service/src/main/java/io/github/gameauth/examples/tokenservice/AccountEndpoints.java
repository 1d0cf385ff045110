// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.LinkAnswer;
import io.github.gameauth.account.LinkTicket;
import io.github.gameauth.account.MergeAnswer;
import io.github.gameauth.account.NewGuest;
import io.github.gameauth.account.TransferAnswer;
import io.github.gameauth.account.UnlinkAnswer;
import io.github.gameauth.secret.Secret;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What players do with their accounts: become guests, look, link, leave. */
final class AccountEndpoints {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Accounts accounts;
  private final Credentials credentials;
  private final Bearer bearer;
  private final Consumer<Context> guestLimit;
  private final InstantSource clock;

  AccountEndpoints(
      Accounts accounts,
      Credentials credentials,
      Bearer bearer,
      Consumer<Context> guestLimit,
      InstantSource clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.bearer = bearer;
    this.guestLimit = guestLimit;
    this.clock = clock;
  }

  /** {@code POST /guests}: a new guest, and what its device has to keep. */
  void createGuest(Context context) {
    guestLimit.accept(context);
    NewGuest guest = accounts.createGuest();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("subject_token", Credentials.text(guest.credential()));
    answer.put("subject_token_type", credentials.guestType());
    answer(context, 201, answer);
  }

  /** {@code GET /account}. */
  void view(Context context) {
    Player player = bearer.player(context);
    answer(context, 200, view(player.account(), player));
  }

  private Map<String, Object> view(Account account, Player player) {
    List<Map<String, Object>> links = new ArrayList<>();
    for (IdentityLink link : accounts.links(account.id())) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("platform", link.identity().provider().name());
      each.put("linked_at", link.linkedAt().toString());
      links.add(each);
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("player", player.persona().id().value());
    view.put("game", player.persona().game().value());
    view.put("kind", account.kind().name().toLowerCase(Locale.ROOT));
    view.put("created_at", account.createdAt().toString());
    view.put("links", links);
    return view;
  }

  /** {@code POST /account/links}: one more way to come back, proved by a second credential. */
  void link(Context context) {
    Player player = bearer.player(context);
    Requests request = Requests.json(context);
    requireFresh(player); // before the credential is used up
    LinkAnswer outcome =
        accounts.link(
            player.proof(),
            credentials.prove(
                request.required("subject_token_type"),
                Secret.of(request.required("subject_token"))));
    if (outcome instanceof LinkAnswer.Linked linked) {
      answer(context, 200, view(linked.account(), player));
    } else if (outcome instanceof LinkAnswer.AlreadyLinked linked) {
      answer(context, 200, view(linked.account(), player));
    } else if (outcome instanceof LinkAnswer.OwnedByOther other) {
      throw conflict(other.ticket());
    } else if (outcome instanceof LinkAnswer.ProviderSlotTaken) {
      throw slotTaken();
    } else if (outcome instanceof LinkAnswer.CoolingDown cooling) {
      throw coolingDown(cooling.until());
    } else if (outcome instanceof LinkAnswer.ProofTooOld) {
      throw tooOld();
    } else {
      throw notActive();
    }
  }

  private static Refusal conflict(LinkTicket ticket) {
    return Refusal.of(409, "link_conflict", "that leads to another account; choose what to do")
        .with("ticket", ticket.secret().reveal())
        .with("ticket_expires_at", ticket.expiresAt().toString())
        .with("choices", List.of("keep", "transfer", "merge"));
  }

  /** {@code POST /account/links/resolve}: what to do about an identity of another account. */
  void resolve(Context context) {
    Player player = bearer.player(context);
    requireFresh(player);
    Requests request = Requests.json(context);
    Secret ticket = Secret.of(request.required("ticket"));
    switch (request.required("choice")) {
      case "keep" -> {
        accounts.keep(ticket);
        answer(context, 200, view(player.account(), player));
      }
      case "transfer" -> transfer(context, player, ticket);
      case "merge" -> merge(context, player, ticket);
      default -> throw Refusal.malformed("choice: keep, transfer or merge");
    }
  }

  private void transfer(Context context, Player player, Secret ticket) {
    TransferAnswer outcome = accounts.transfer(player.proof(), ticket);
    if (outcome instanceof TransferAnswer.Transferred transferred) {
      answer(context, 200, view(transferred.account(), player));
    } else if (outcome instanceof TransferAnswer.LastCredential) {
      throw lastCredential();
    } else if (outcome instanceof TransferAnswer.ProviderSlotTaken) {
      throw slotTaken();
    } else if (outcome instanceof TransferAnswer.CoolingDown cooling) {
      throw coolingDown(cooling.until());
    } else if (outcome instanceof TransferAnswer.TicketNotGood) {
      throw ticketNotGood();
    } else if (outcome instanceof TransferAnswer.ProofTooOld) {
      throw tooOld();
    } else {
      throw notActive();
    }
  }

  private void merge(Context context, Player player, Secret ticket) {
    MergeAnswer outcome = accounts.merge(player.proof(), ticket);
    if (outcome instanceof MergeAnswer.Merged merged) {
      answer(context, 200, view(merged.account(), player));
    } else if (outcome instanceof MergeAnswer.RefusedByHost) {
      throw Refusal.of(409, "merge_refused", "the game does not merge accounts");
    } else if (outcome instanceof MergeAnswer.TooMuchToMove) {
      throw Refusal.of(409, "merge_too_large", "an operator has to do that");
    } else if (outcome instanceof MergeAnswer.ProviderSlotTaken) {
      throw slotTaken();
    } else if (outcome instanceof MergeAnswer.TicketNotGood) {
      throw ticketNotGood();
    } else if (outcome instanceof MergeAnswer.ProofTooOld) {
      throw tooOld();
    } else {
      throw notActive();
    }
  }

  /** {@code DELETE /account/links/{platform}}. */
  void unlink(Context context) {
    Player player = bearer.player(context);
    requireFresh(player);
    String platform = context.pathParam("platform");
    ExternalIdentity identity =
        accounts.links(player.account().id()).stream()
            .map(IdentityLink::identity)
            .filter(each -> each.provider().name().equals(platform))
            .findFirst()
            .orElseThrow(() -> Refusal.of(404, "not_linked", "there is no such link"));
    UnlinkAnswer outcome = accounts.unlink(player.proof(), identity);
    switch (outcome) {
      case UNLINKED -> context.status(204);
      case NOT_LINKED -> throw Refusal.of(404, "not_linked", "there is no such link");
      case LAST_CREDENTIAL -> throw lastCredential();
      case PROOF_TOO_OLD -> throw tooOld();
      case ACCOUNT_NOT_ACTIVE -> throw notActive();
    }
  }

  /** {@code POST /account/logout}: everywhere, in all games. */
  void logOutEverywhere(Context context) {
    accounts.logOutEverywhere(bearer.player(context).account().id());
    context.status(204);
  }

  /** {@code DELETE /account}: for good, so the player has to have logged in lately. */
  void delete(Context context) {
    Player player = bearer.player(context);
    requireFresh(player);
    accounts.delete(player.account().id());
    context.status(204);
  }

  private void requireFresh(Player player) {
    if (player.degraded() || player.authTime().plus(FRESH).isBefore(clock.instant())) {
      throw tooOld();
    }
  }

  private static void answer(Context context, int status, Map<String, Object> answer) {
    context.status(status).contentType(Answers.JSON).result(Answers.json(answer));
  }

  private static Refusal slotTaken() {
    return Refusal.of(409, "platform_taken", "the account has a link to that platform");
  }

  private static Refusal coolingDown(Instant until) {
    return Refusal.of(409, "cooling_down", "that moved lately").with("until", until.toString());
  }

  private static Refusal lastCredential() {
    return Refusal.of(409, "last_credential", "without it nobody could come back");
  }

  private static Refusal ticketNotGood() {
    return Refusal.of(409, "ticket_not_good", "link again for another ticket");
  }

  private static Refusal tooOld() {
    return Refusal.of(403, "login_too_old", "log in again and repeat this within 10 minutes");
  }

  private static Refusal notActive() {
    return Refusal.of(403, "account_suspended", "not while the account or the identity is banned");
  }
}
