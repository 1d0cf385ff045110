// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.VerifiedPlayer;
import java.util.List;
import java.util.Optional;

/**
 * Id tokens of EOS Connect, checked here against Epic's published keys. The player is the product
 * user id (PUID), the same in all products of one organisation. The token has to be made for a
 * client of ours, in a deployment and a sandbox of ours.
 *
 * <p>A PUID is only as strong as the account that it stands for. Those that belong to a device and
 * nobody else, which anyone makes at will, are {@code DENIED} unless the settings let them in.
 *
 * <p>PUIDs and Epic account ids look alike and mean different players: {@link EpicAccountAdapter}
 * is another platform. Sanctions are {@link EpicProbes#sanctions}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://dev.epicgames.com/docs/game-services/eos-connect-interface">Connect
 *     Interface</a>
 */
public final class EpicConnectAdapter implements PlatformAdapter<EpicConnectToken>, AutoCloseable {
  /** Epic Online Services, by product user id. */
  public static final Platform EPIC_CONNECT = new Platform("epic-connect");

  private static final String ISSUER = "https://" + EpicIds.HOST + "/auth/v1/oauth";
  private static final String DEVICE = "device";

  /**
   * What we must know about our game at Epic.
   *
   * @param clientIds the EOS client ids of our game clients, 1 to 16
   * @param deploymentIds the deployments whose players are let in, 1 to 16
   * @param sandboxIds the sandboxes that these deployments lie in, 1 to 16
   * @param issuers the spellings of {@code iss}, 1 to 8, all of {@code https://api.epicgames.dev/};
   *     {@code https://api.epicgames.dev/auth/v1/oauth} by default
   * @param accountTypes the kinds of external account that are let in, as {@code act.eat} writes
   *     them: {@code steam}, {@code psn}, {@code xbl}, {@code epicgames} and so on, 1 to 32. By
   *     default all but {@code device}
   */
  public record Settings(
      List<String> clientIds,
      List<String> deploymentIds,
      List<String> sandboxIds,
      Optional<List<String>> issuers,
      Optional<List<String>> accountTypes) {
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
      accountTypes = accountTypes.map(types -> Require.printables("accountTypes", types, 32));
    }

    /** One client in one deployment, and the default for the rest. */
    public Settings(String clientId, String deploymentId, String sandboxId) {
      this(
          List.of(clientId),
          List.of(deploymentId),
          List.of(sandboxId),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final IdTokenProof proof;
  private final Optional<List<String>> accountTypes;

  /** An adapter for our game. */
  public EpicConnectAdapter(Settings settings, AdapterContext context) {
    List<String> issuers = settings.issuers().orElse(List.of(ISSUER));
    this.proof =
        IdTokenProof.of(EPIC_CONNECT, context)
            .issuers(issuers.get(0), EpicIds.others(issuers))
            .keySet("https://" + EpicIds.HOST + "/auth/v1/oauth/jwks")
            .clients(settings.clientIds())
            .require(
                new EpicKind("tokenType", "idToken"),
                new EpicPlace(settings.deploymentIds(), settings.sandboxIds()))
            .build();
    this.accountTypes = settings.accountTypes();
  }

  @Override
  public Platform platform() {
    return EPIC_CONNECT;
  }

  @Override
  public Class<EpicConnectToken> credentialType() {
    return EpicConnectToken.class;
  }

  @Override
  public PlatformVerdict verify(EpicConnectToken credential) {
    try {
      VerifiedPlayer player = proof.proved(credential.idToken());
      String id = EpicIds.proved(player.subject(), credential.productUserId());
      requireAccountType(player.claims());
      proof.requireFirstUse(credential.idToken(), player);
      return new Accepted(PlatformIdentity.of(EPIC_CONNECT, "", id, IdScope.TEAM));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private void requireAccountType(Claims claims) throws NotProvedException {
    Optional<Object> type =
        claims.object("act").flatMap(actor -> Optional.ofNullable(actor.get("eat")));
    boolean letIn =
        accountTypes.isPresent()
            ? type.filter(accountTypes.get()::contains).isPresent()
            : type.filter(DEVICE::equals).isEmpty();
    if (!letIn) {
      throw NotProvedException.rejected(Reason.DENIED);
    }
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
