// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.verify.VerifiedPlayer;
import java.util.List;
import java.util.Optional;

/**
 * Id tokens of any provider of OpenID Connect: a studio's own accounts, Keycloak, Auth0, Firebase,
 * Battle.net and the like. One adapter is one provider, each under a platform name of its own; a
 * configuration takes a list of them. The player is {@code sub}, unless another claim is named.
 *
 * <p>Which provider is asked for keys stands in our settings and nowhere else. A client says by
 * name whose token it brings, never by address, and a token's {@code iss} is only compared.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core §3.1.3.7</a>
 */
public final class OidcAdapter implements PlatformAdapter<OidcCredential>, AutoCloseable {
  /**
   * What we must know about our game at a provider.
   *
   * @param platform the name under which this provider's players are stored; it never changes, and
   *     is no name of the catalogue
   * @param issuer what tokens say in {@code iss}, letter by letter; an https address
   * @param clientIds our clients: one of them stands in {@code aud}; 1 to 16
   * @param keys where the keys lie; by default where discovery says, on the issuer's own host
   * @param rules which tokens are taken; the defaults stand there
   * @param claims what is taken out of tokens beside the player's id; nothing by default
   * @param idScope within which bounds {@code sub} means the same player; {@code GLOBAL} by
   *     default, {@code APP} where the provider gives each client other ones (pairwise subjects)
   * @param nonceForm how clients write the nonce into their request; {@code PLAIN} by default
   * @param missingNonceTolerated whether logins without a nonce are let in; a token that is stolen
   *     before its use is then good for somebody else until it expires. False by default
   */
  public record Settings(
      Platform platform,
      String issuer,
      List<String> clientIds,
      Optional<OidcKeys> keys,
      Optional<OidcRules> rules,
      Optional<OidcClaimMap> claims,
      Optional<IdScope> idScope,
      Optional<NonceForm> nonceForm,
      Optional<Boolean> missingNonceTolerated) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      boolean taken = PlatformCatalog.standard().names().contains(platform.name());
      if (taken || platform.equals(Platform.GUEST)) {
        throw new IllegalArgumentException(
            "platform: " + platform + " (expected: a name that no other adapter has)");
      }
      OidcKeys.requireIssuer("issuer", issuer);
      clientIds = Require.printables("clientIds", clientIds, 16);
    }

    /** A provider with discovery, and the defaults for the rest. */
    public Settings(Platform platform, String issuer, String... clientIds) {
      this(
          platform,
          issuer,
          List.of(clientIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final Platform platform;
  private final IdTokenProof proof;
  private final OidcClaimMap claims;
  private final IdScope idScope;
  private final NonceForm nonceForm;
  private final boolean missingNonceTolerated;

  /** An adapter for our game at one provider. */
  public OidcAdapter(Settings settings, AdapterContext context) {
    this.platform = settings.platform();
    IdTokenProofBuilder building = IdTokenProof.of(platform, context);
    OidcRules rules = settings.rules().orElse(OidcRules.DEFAULT);
    rules.addTo(building, settings.issuer(), settings.clientIds());
    settings.keys().orElse(OidcKeys.DISCOVERED).addTo(building, settings.issuer());
    this.proof = building.build();
    this.claims = settings.claims().orElse(OidcClaimMap.NONE);
    this.idScope = settings.idScope().orElse(IdScope.GLOBAL);
    this.nonceForm = settings.nonceForm().orElse(NonceForm.PLAIN);
    this.missingNonceTolerated = settings.missingNonceTolerated().orElse(false);
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public Class<OidcCredential> credentialType() {
    return OidcCredential.class;
  }

  @Override
  public PlatformVerdict verify(OidcCredential credential) {
    try {
      if (!credential.platform().equals(platform)) {
        throw NotProvedException.rejected(Reason.WRONG_APP);
      }
      if (credential.nonce().isEmpty() && !missingNonceTolerated) {
        throw NotProvedException.rejected(Reason.REPLAYED);
      }
      VerifiedPlayer player =
          proof.proved(credential.idToken(), credential.nonce().map(nonceForm::of));
      proof.requireFirstUse(credential.idToken(), player);
      return new Accepted(identityOf(player));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity identityOf(VerifiedPlayer player) {
    PlatformIdentity identity =
        PlatformIdentity.of(platform, "", player.subject(), idScope)
            .facts(claims.factsOf(player.claims(), platform));
    return claims.displayNameOf(player.claims()).map(identity::displayName).orElse(identity);
  }

  /** Fetches the provider's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
