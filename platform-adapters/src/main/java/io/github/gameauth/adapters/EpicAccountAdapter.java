// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.Place;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.claim.ExactClaim;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Id tokens of Epic Account Services, checked here against Epic's published keys. The player is the
 * Epic account id. The token has to be made for a client of ours, in a deployment and a sandbox of
 * ours; it tells the player's name and country, too.
 *
 * <p>Beside it the client may bring an ownership token: the items of ours that the player owns are
 * then among the facts, as {@code epic:} and the catalog item id. {@link EpicProbes} ask Epic for
 * the same.
 *
 * <p>Older games have an access token instead, about which Epic is asked. It tells our client and
 * no deployment, so that a player of the development sandbox passes for one of the live game; it is
 * taken only where the settings say so.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://dev.epicgames.com/docs/epic-account-services/auth/auth-interface">Auth
 *     Interface</a>
 */
public final class EpicAccountAdapter
    implements PlatformAdapter<EpicAccountCredential>, AutoCloseable {
  /** Epic, by Epic account id. */
  public static final Platform EPIC = new Platform("epic");

  private static final String ROOT = "https://" + EpicIds.HOST + "/epic/oauth/";
  private static final int LONGEST_ACCESS_TOKEN = 8192;

  /** A token that says to live longer is noted for so long. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  /**
   * What we must know about our game at Epic.
   *
   * @param clientIds the EOS client ids of our game clients, 1 to 16
   * @param deploymentIds the deployments whose players are let in, 1 to 16
   * @param sandboxIds the sandboxes that these deployments lie in, 1 to 16
   * @param issuers the spellings of {@code iss}, 1 to 8, all of {@code https://api.epicgames.dev/};
   *     {@code https://api.epicgames.dev/epic/oauth/v1} and {@code …/v2} by default
   * @param nonceRequired whether logins without a nonce are refused; the SDK's own logins have
   *     none. False by default, when a nonce is looked at if the client states one
   * @param accessTokensAccepted whether access tokens are taken, whose deployment nobody knows.
   *     False by default
   * @param catalogItemIds the items of the shop that ownership tokens are looked through for, 1 to
   *     64; without them, ownership tokens cannot be proved
   */
  public record Settings(
      List<String> clientIds,
      List<String> deploymentIds,
      List<String> sandboxIds,
      Optional<List<String>> issuers,
      Optional<Boolean> nonceRequired,
      Optional<Boolean> accessTokensAccepted,
      Optional<List<String>> catalogItemIds) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      deploymentIds = Require.printables("deploymentIds", deploymentIds, 16);
      sandboxIds = Require.printables("sandboxIds", sandboxIds, 16);
      issuers = issuers.map(EpicIds::issuers);
      catalogItemIds = catalogItemIds.map(ids -> Require.printables("catalogItemIds", ids, 64));
      if (nonceRequired.orElse(false) && accessTokensAccepted.orElse(false)) {
        throw new IllegalArgumentException(
            "accessTokensAccepted: true (expected: false where nonceRequired, as they have none)");
      }
    }

    /** One client in one deployment, and the default for the rest. */
    public Settings(String clientId, String deploymentId, String sandboxId) {
      this(
          List.of(clientId),
          List.of(deploymentId),
          List.of(sandboxId),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final Settings settings;
  private final IdTokenProof proof;
  private final PlatformApi api;
  private final Optional<EpicOwnership> ownership;
  private final Replays replays;
  private final InstantSource clock;

  /** An adapter for our game. */
  public EpicAccountAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    List<String> issuers = settings.issuers().orElse(List.of(ROOT + "v1", ROOT + "v2"));
    this.proof =
        IdTokenProof.of(EPIC, context)
            .issuers(issuers.get(0), EpicIds.others(issuers))
            .keySet(ROOT + "v1/.well-known/jwks.json")
            .clients(settings.clientIds())
            .require(
                ExactClaim.text("t", "id_token"),
                new EpicPlace(settings.deploymentIds(), settings.sandboxIds()))
            .build();
    this.api = PlatformApi.of("epic", context, EpicIds.HOST);
    this.ownership = settings.catalogItemIds().map(ids -> new EpicOwnership(ids, context));
    this.replays = Replays.of(context, "epic");
    this.clock = context.clock();
  }

  @Override
  public Platform platform() {
    return EPIC;
  }

  @Override
  public Class<EpicAccountCredential> credentialType() {
    return EpicAccountCredential.class;
  }

  @Override
  public PlatformVerdict verify(EpicAccountCredential credential) {
    try {
      return credential.idToken().isPresent()
          ? ofIdToken(credential, credential.idToken().get())
          : ofAccessToken(credential, credential.accessToken().orElseThrow());
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformVerdict ofIdToken(EpicAccountCredential credential, Secret token)
      throws NotProvedException {
    if (credential.nonce().isEmpty() && settings.nonceRequired().orElse(false)) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
    VerifiedPlayer player = proof.proved(token, credential.nonce());
    String id = EpicIds.proved(player.subject(), credential.accountId());
    PlatformIdentity identity = named(identity(id, credential), player.claims());
    proof.requireFirstUse(token, player);
    return new Accepted(identity);
  }

  private PlatformVerdict ofAccessToken(EpicAccountCredential credential, Secret token)
      throws NotProvedException {
    if (!settings.accessTokensAccepted().orElse(false)) {
      throw NotProvedException.notConfigured();
    }
    ApiJson info = tokenInfo(token);
    if (!info.flag("active")) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!settings.clientIds().contains(info.id("client_id"))) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    if (!info.has("account_id")) {
      // The token of a client and no player.
      throw NotProvedException.rejected(Reason.INVALID);
    }
    long seconds = info.number("expires_in");
    if (seconds <= 0) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    if (!EpicIds.isPlayer(info.text("account_id"))) {
      throw NotProvedException.outage();
    }
    String id = EpicIds.proved(info.text("account_id"), credential.accountId());
    PlatformIdentity identity = identity(id, credential);
    replays.requireFirstUse(
        token, clock.instant().plusSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds()) + 1));
    return new Accepted(identity);
  }

  private ApiJson tokenInfo(Secret token) throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.post(ROOT + "v2/tokenInfo")
                .form("token", CredentialText.printable(token, LONGEST_ACCESS_TOKEN)));
    if (answer.status() == 400) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer.json();
  }

  private PlatformIdentity identity(String id, EpicAccountCredential credential)
      throws NotProvedException {
    PlatformIdentity identity = PlatformIdentity.of(EPIC, "", id, IdScope.TEAM);
    if (credential.ownershipToken().isEmpty()) {
      return identity;
    }
    EpicOwnership proving = ownership.orElseThrow(NotProvedException::notConfigured);
    return identity.facts(
        PlatformFacts.NONE.entitlements(proving.ownedBy(id, credential.ownershipToken().get())));
  }

  private static PlatformIdentity named(PlatformIdentity identity, Claims claims) {
    Optional<String> name = claims.name("dn").flatMap(PlayerName::of);
    Optional<String> country =
        claims.text("cty").flatMap(code -> Place.of(code, Optional.empty())).map(Place::country);
    PlatformIdentity located =
        country.map(code -> identity.facts(identity.facts().country(code))).orElse(identity);
    return name.map(located::displayName).orElse(located);
  }

  /** Fetches Epic's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
