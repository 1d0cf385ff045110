// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.adapters.MetaQuestAdapter.App;
import io.github.gameauth.adapters.MetaQuestAdapter.Settings;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Probe;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Meta says of a proven player beyond who it is. Each is an access check of its own; where it
 * is plugged in, one says what happens while Meta does not answer.
 *
 * <p>Meta answers for the ids that players have in an app. Where players are known by the ids of
 * our organisation, it cannot be asked.
 *
 * @see <a href="https://developers.meta.com/horizon/documentation/unity/ps-s2s-basics/">Server to
 *     server APIs</a>
 */
public final class MetaQuestProbes {
  private MetaQuestProbes() {}

  /**
   * Whether the player is entitled to the app that they logged in by; with it as the entitlement,
   * such as {@code meta-quest:1234567890}.
   *
   * @throws IllegalArgumentException if the settings want ids of the organisation
   */
  public static AccessCheck entitlement(Settings settings, AdapterContext context) {
    requireIdsOfApps(settings);
    MetaGraph graph = new MetaGraph("meta-quest-entitlement", context);
    return Probe.of(
        "meta-quest-entitlement",
        MetaQuestAdapter.META_QUEST,
        (userId, request) -> {
          App app = appOf(settings, request);
          return entitled(graph, app, userId, Optional.empty())
              ? Probe.granted("meta-quest:" + app.appId())
              : Probe.refused(Code.NOT_ENTITLED);
        });
  }

  /**
   * Which add-ons the player owns, as entitlements such as {@code meta-quest:season-pass}. Keeps
   * nobody out. Asks once for each.
   *
   * @param skus the add-ons of interest, 1 to 8
   * @throws IllegalArgumentException if the settings want ids of the organisation
   */
  public static AccessCheck addOns(Settings settings, AdapterContext context, List<String> skus) {
    requireIdsOfApps(settings);
    List<String> asked = Require.printables("skus", skus, 8);
    MetaGraph graph = new MetaGraph("meta-quest-add-ons", context);
    return Probe.of(
        "meta-quest-add-ons",
        MetaQuestAdapter.META_QUEST,
        (userId, request) -> {
          App app = appOf(settings, request);
          Set<String> owned = new LinkedHashSet<>();
          for (String sku : asked) {
            if (entitled(graph, app, userId, Optional.of(sku))) {
              owned.add("meta-quest:" + sku);
            }
          }
          return Probe.granted(owned.toArray(String[]::new));
        });
  }

  private static void requireIdsOfApps(Settings settings) {
    if (settings.ofOrganisation()) {
      throw new IllegalArgumentException(
          "organisationIds: true (expected: false, since entitlements are told by an app's ids)");
    }
  }

  private static App appOf(Settings settings, AccessRequest request) throws NotProvedException {
    return settings.apps().stream()
        .filter(app -> app.appId().equals(request.identity().tenant()))
        .findFirst()
        .orElseThrow(NotProvedException::notConfigured);
  }

  private static boolean entitled(MetaGraph graph, App app, String userId, Optional<String> sku)
      throws NotProvedException {
    ApiRequest question =
        ApiRequest.post(MetaGraph.ROOT + app.appId() + "/verify_entitlement")
            .form("access_token", MetaGraph.tokenOf(app))
            .form("user_id", userId);
    sku.ifPresent(name -> question.form("sku", name));
    return graph.asked(question).flag("success");
  }
}
