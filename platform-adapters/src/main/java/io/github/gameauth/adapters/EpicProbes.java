// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Probe;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Epic says of a proven player beyond who it is. Each is an access check of its own; where it
 * is plugged in, one says what happens while Epic does not answer.
 *
 * <p>Sanctions are about players of {@link EpicConnectAdapter}, ownership about those of {@link
 * EpicAccountAdapter}; each lets the other's pass.
 */
public final class EpicProbes {
  private static final String ROOT = "https://" + EpicIds.HOST;

  private EpicProbes() {}

  /**
   * What is sold in Epic's shop.
   *
   * @param sandboxId the sandbox that the items lie in, their namespace
   * @param catalogItemIds the items that make one a player of the game, 1 to 16
   */
  public record Items(String sandboxId, List<String> catalogItemIds) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Items {
      Require.printable("sandboxId", sandboxId, 255);
      catalogItemIds = Require.printables("catalogItemIds", catalogItemIds, 16);
    }
  }

  /** Where a server has the access tokens of its players, if it has. */
  @FunctionalInterface
  public interface PlayerTokens {
    /** The Epic access token of this very player, if it is at hand. May block. */
    Optional<Secret> tokenOf(AccessRequest request);
  }

  /**
   * Whether the player owns one of our items, by purchase or as part of another; with those that
   * they own as entitlements, such as {@code epic:} and the catalog item id.
   *
   * @param server a client that may ask about ownership
   * @see <a href="https://dev.epicgames.com/docs/web-api-ref/ecom-web-apis">Ecom Web APIs</a>
   */
  public static AccessCheck ownership(Items items, EpicServer server, AdapterContext context) {
    PlatformApi api = PlatformApi.of("epic-ownership", context, EpicIds.HOST);
    EpicServerToken token =
        new EpicServerToken(api, ROOT + "/epic/oauth/v2/token", server, context.ticker());
    return Probe.of(
        "epic-ownership",
        EpicAccountAdapter.EPIC,
        (accountId, request) ->
            owned(items, token.asked(ownershipOf(accountId, items, "v3")).jsonList()));
  }

  /**
   * The same, asked in the player's own name, for servers that have their players' access tokens.
   * Nobody can tell about a player whose token is not at hand, as at a refresh.
   */
  public static AccessCheck ownership(Items items, PlayerTokens tokens, AdapterContext context) {
    PlatformApi api = PlatformApi.of("epic-ownership", context, EpicIds.HOST);
    return Probe.of(
        "epic-ownership",
        EpicAccountAdapter.EPIC,
        (accountId, request) -> {
          Secret token = tokens.tokenOf(request).orElseThrow(NotProvedException::outage);
          ApiAnswer answer = api.ask(ownershipOf(accountId, items, "v1").bearer(token));
          if (answer.status() == 401 || answer.status() == 403) {
            throw NotProvedException.outage(); // the player's token is too old, which is no answer
          }
          if (!answer.isOk()) {
            throw api.unexpected(answer);
          }
          return owned(items, answer.jsonList());
        });
  }

  private static ApiRequest ownershipOf(String accountId, Items items, String version)
      throws NotProvedException {
    ApiRequest question =
        ApiRequest.get(ROOT + "/epic/ecom/" + version + "/platforms/EPIC/identities/")
            .segment(player(accountId))
            .segment("ownership");
    for (String item : items.catalogItemIds()) {
      question.query("nsCatalogItemId", items.sandboxId() + ":" + item);
    }
    return question.repeatable();
  }

  /** Ids of stores that another adapter filled do not go into an address. */
  private static String player(String id) throws NotProvedException {
    if (!EpicIds.isPlayer(id)) {
      throw NotProvedException.notConfigured();
    }
    return id;
  }

  private static AccessAnswer owned(Items items, List<ApiJson> answers) throws NotProvedException {
    Set<String> owned = new LinkedHashSet<>();
    for (String item : items.catalogItemIds()) {
      // An item that is not in the answer is one that we know nothing about.
      ApiJson answer =
          answers.stream()
              .filter(each -> each.maybeText("namespace").equals(Optional.of(items.sandboxId())))
              .filter(each -> itemOf(each).equals(Optional.of(item)))
              .findFirst()
              .orElseThrow(NotProvedException::outage);
      if (answer.flag("owned")) {
        owned.add("epic:" + item);
      }
    }
    return owned.isEmpty()
        ? Probe.refused(Code.NOT_ENTITLED)
        : Probe.granted(owned.toArray(String[]::new));
  }

  /** The member has had two names. */
  private static Optional<String> itemOf(ApiJson answer) {
    return answer.maybeText("itemId").or(() -> answer.maybeText("catalogItemId"));
  }

  /**
   * Whether a sanction of ours keeps the player out, until the last of them ends.
   *
   * @param server a client whose policy allows {@code findActiveSanctionsForAnyUser}
   * @param actions the actions of sanctions that keep players out, such as {@code RESTRICT_GAME};
   *     empty for all
   * @see <a href="https://dev.epicgames.com/docs/web-api-ref/sanctions-web-apis">Sanctions Web
   *     APIs</a>
   */
  public static AccessCheck sanctions(
      EpicServer server, AdapterContext context, Set<String> actions) {
    Set<String> relevant = Set.copyOf(actions);
    PlatformApi api = PlatformApi.of("epic-sanctions", context, EpicIds.HOST);
    EpicServerToken token =
        new EpicServerToken(api, ROOT + "/auth/v1/oauth/token", server, context.ticker());
    return Probe.of(
        "epic-sanctions",
        EpicConnectAdapter.EPIC_CONNECT,
        (puid, request) -> {
          ApiRequest question =
              ApiRequest.get(ROOT + "/sanctions/v1/productUser")
                  .segment(player(puid))
                  .segment("active")
                  .repeatable();
          List<ApiJson> sanctions = token.asked(question).json().objects("elements");
          return judged(sanctions, relevant, context.clock().instant());
        });
  }

  private static AccessAnswer judged(List<ApiJson> sanctions, Set<String> relevant, Instant now)
      throws NotProvedException {
    Optional<Instant> last = Optional.empty();
    for (ApiJson sanction : sanctions) {
      if (!relevant.isEmpty() && !relevant.contains(sanction.text("action"))) {
        continue;
      }
      if (!sanction.has("expirationTimestamp")) {
        return Probe.refused(Code.ACCOUNT_SUSPENDED);
      }
      Instant end = instant(sanction.number("expirationTimestamp"));
      if (end.isAfter(now) && last.filter(end::isBefore).isEmpty()) {
        last = Optional.of(end);
      }
    }
    return last.isEmpty()
        ? Probe.granted()
        : new Refused(new AccessRefusal(Code.ACCOUNT_SUSPENDED, last, Optional.empty()));
  }

  private static Instant instant(long seconds) throws NotProvedException {
    if (seconds < 0 || seconds > Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()) {
      throw NotProvedException.outage();
    }
    return Instant.ofEpochSecond(seconds);
  }
}
