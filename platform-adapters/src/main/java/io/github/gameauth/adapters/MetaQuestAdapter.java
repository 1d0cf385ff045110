// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Meta Quest: a user id and a nonce, confirmed by {@code user_nonce_validate}. That the nonce was
 * made for our game is proved by the app secret which it is checked with.
 *
 * <p>User ids mean something within one app, which is the identity's environment. Publishers of
 * several titles may have the ids of their organisation instead.
 *
 * <p>A nonce is good for one check, whatever came of it: Meta is asked once, and after an outage
 * the client has to fetch another. Whether the player owns the app is another question, see {@link
 * MetaQuestProbes}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://developers.meta.com/horizon/documentation/unity/ps-ownership/">User
 *     verification</a>
 */
public final class MetaQuestAdapter implements PlatformAdapter<MetaQuestCredential> {
  /** Meta Quest, formerly Oculus. */
  public static final Platform META_QUEST = new Platform("meta-quest");

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,19}");
  private static final int LONGEST_NONCE = 1024;

  /** Meta remembers by itself that a nonce was used; this is in case it forgets. */
  private static final Duration REPLAY_WINDOW = Duration.ofDays(1);

  /**
   * What we must know about our game at Meta.
   *
   * @param apps the game's apps, such as one for Quest and one for Rift, 1 to 8
   * @param organisationIds whether players are known by {@code org_scoped_id}, the same in all
   *     titles of our organisation, for which Meta is asked once more; otherwise by the id that
   *     they have in one app. False by default; changing it makes everybody another player
   */
  public record Settings(List<App> apps, Optional<Boolean> organisationIds) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      apps = Require.some("apps", apps, 8);
      Require.some("apps", apps.stream().map(App::appId).toList(), 8);
    }

    /** One app, and its ids. */
    public Settings(String appId, Secret appSecret) {
      this(List.of(new App(appId, appSecret)), Optional.empty());
    }

    boolean ofOrganisation() {
      return organisationIds.orElse(false);
    }
  }

  /**
   * One of the game's apps.
   *
   * @param appId its id, a number
   * @param appSecret its secret
   */
  public record App(String appId, Secret appSecret) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public App {
      Require.matching("appId", appId, ID, "up to 20 digits");
      Require.printable("appSecret", appSecret, 8, 128);
    }
  }

  private final Settings settings;
  private final MetaGraph graph;
  private final Replays replays;

  /** An adapter for our game. */
  public MetaQuestAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    this.graph = new MetaGraph("meta-quest", context);
    this.replays = Replays.of(context, "meta-quest");
  }

  @Override
  public Platform platform() {
    return META_QUEST;
  }

  @Override
  public Class<MetaQuestCredential> credentialType() {
    return MetaQuestCredential.class;
  }

  @Override
  public PlatformVerdict verify(MetaQuestCredential credential) {
    try {
      App app = appOf(credential);
      String userId = credential.userId();
      String nonce = CredentialText.printable(credential.nonce(), LONGEST_NONCE);
      if (!ID.matcher(userId).matches()) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      requireValid(app, userId, nonce);
      PlatformIdentity identity =
          settings.ofOrganisation()
              ? PlatformIdentity.of(META_QUEST, "", organisationId(app, userId), IdScope.TEAM)
              : PlatformIdentity.of(META_QUEST, app.appId(), userId, IdScope.APP);
      replays.requireFirstUse(credential.nonce(), REPLAY_WINDOW);
      return new Accepted(identity);
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  /** The client may name the app: if it lies, the nonce does not go with the app's secret. */
  private App appOf(MetaQuestCredential credential) throws NotProvedException {
    List<App> apps = settings.apps();
    if (credential.appId().isEmpty()) {
      if (apps.size() > 1) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      return apps.get(0);
    }
    return apps.stream()
        .filter(app -> app.appId().equals(credential.appId().get()))
        .findFirst()
        .orElseThrow(() -> NotProvedException.rejected(Reason.WRONG_APP));
  }

  private void requireValid(App app, String userId, String nonce) throws NotProvedException {
    ApiJson answer =
        graph.asked(
            ApiRequest.post(MetaGraph.ROOT + "user_nonce_validate")
                .form("access_token", MetaGraph.tokenOf(app))
                .form("nonce", nonce)
                .form("user_id", userId));
    if (!answer.flag("is_valid")) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
  }

  private String organisationId(App app, String userId) throws NotProvedException {
    ApiJson answer =
        graph.asked(
            ApiRequest.get(MetaGraph.ROOT)
                .segment(userId)
                .query("access_token", MetaGraph.tokenOf(app))
                .query("fields", "org_scoped_id")
                .repeatable());
    if (!answer.digits("id").equals(userId)) {
      throw NotProvedException.outage();
    }
    return answer.digits("org_scoped_id");
  }
}
