// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.BadRequestLimit;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Probe;
import io.github.gameauth.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Discord says of a proven player beyond who it is.
 *
 * @see <a href="https://docs.discord.com/developers/resources/entitlement#list-entitlements">List
 *     Entitlements</a>
 */
public final class DiscordProbes {
  /** Discord lists up to 100 a page; nobody needs more of one game. */
  private static final int MOST_SKUS = 16;

  /** Refusals of the bot's token count for our address as well, and only a mistake makes any. */
  private static final int MOST_REFUSALS = 100;

  private DiscordProbes() {}

  /**
   * What it takes to ask for entitlements.
   *
   * @param applicationId the application that sells
   * @param botToken the token of the application's bot
   * @param skuIds what is asked for: the game itself, or what may stand for it; 1 to 16
   */
  public record Shop(String applicationId, Secret botToken, List<String> skuIds) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Shop {
      Require.matching("applicationId", applicationId, DiscordAdapter.SNOWFLAKE, "15 to 20 digits");
      Require.printable("botToken", botToken, 16, 256);
      skuIds = Require.some("skuIds", skuIds, MOST_SKUS);
      skuIds.forEach(
          id -> Require.matching("skuIds", id, DiscordAdapter.SNOWFLAKE, "15 to 20 digits"));
    }
  }

  /**
   * Whether the player has one of the shop's SKUs now; those that he has, as {@code
   * discord:1019475255913222144}, are the entitlements.
   */
  public static AccessCheck ownership(Shop shop, AdapterContext context) {
    PlatformApi api =
        PlatformApi.of(
            "discord-ownership",
            context,
            new BadRequestLimit(MOST_REFUSALS, DiscordAdapter.WINDOW),
            DiscordAdapter.HOST);
    return Probe.of(
        "discord-ownership",
        DiscordAdapter.DISCORD,
        (userId, request) -> owned(listed(api, shop, userId), shop, userId, context));
  }

  private static List<ApiJson> listed(PlatformApi api, Shop shop, String userId)
      throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.get(DiscordAdapter.API + "applications")
                .segment(shop.applicationId())
                .segment("entitlements")
                .query("user_id", userId)
                .query("sku_ids", String.join(",", shop.skuIds()))
                .query("exclude_ended", "true")
                .header("Authorization", "Bot " + shop.botToken().reveal())
                .header("User-Agent", DiscordAdapter.USER_AGENT)
                .repeatable());
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer.jsonList();
  }

  private static AccessAnswer owned(
      List<ApiJson> entitlements, Shop shop, String userId, AdapterContext context)
      throws NotProvedException {
    Instant now = context.clock().instant();
    Set<String> owned = new LinkedHashSet<>();
    for (ApiJson each : entitlements) {
      boolean meant =
          each.digits("application_id").equals(shop.applicationId())
              && each.maybeDigits("user_id").equals(Optional.of(userId))
              && shop.skuIds().contains(each.digits("sku_id"));
      if (meant && !each.flag("deleted") && isCurrent(each, now)) {
        owned.add("discord:" + each.digits("sku_id"));
      }
    }
    return owned.isEmpty()
        ? Probe.refused(Code.NOT_ENTITLED)
        : Probe.granted(owned.toArray(String[]::new));
  }

  /** What has no end is for ever. */
  private static boolean isCurrent(ApiJson entitlement, Instant now) throws NotProvedException {
    boolean begun = !entitlement.has("starts_at") || !timeOf(entitlement, "starts_at").isAfter(now);
    return begun && (!entitlement.has("ends_at") || timeOf(entitlement, "ends_at").isAfter(now));
  }

  private static Instant timeOf(ApiJson entitlement, String member) throws NotProvedException {
    try {
      return OffsetDateTime.parse(entitlement.text(member)).toInstant();
    } catch (DateTimeException e) {
      throw NotProvedException.outage();
    }
  }
}
