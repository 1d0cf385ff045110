// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CodeTokens;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.claim.ForbiddenClaims;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.VerifiedPlayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Roblox's id tokens, checked here against Roblox's published keys, and authorization codes, which
 * are exchanged for such a token first. The player is {@code sub}, the same everywhere.
 *
 * <p>Roblox's access tokens are signed by the same keys for the same client; they are told by their
 * {@code scope} and refused.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://create.roblox.com/docs/cloud/auth/oauth2-reference">OAuth 2.0 at Roblox</a>
 */
public final class RobloxAdapter implements PlatformAdapter<RobloxCredential>, AutoCloseable {
  /** Roblox. */
  public static final Platform ROBLOX = new Platform("roblox");

  private static final String HOST = "apis.roblox.com";

  /** With the slash at its end. */
  private static final String ISSUER = "https://" + HOST + "/oauth/";

  private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

  private static final int LONGEST_CODE = 2048;

  /** RFC 7636 §4.1. */
  private static final int LONGEST_VERIFIER = 128;

  /**
   * What we must know about our game at Roblox.
   *
   * @param clientIds the client ids of our OAuth 2.0 apps, 1 to 16
   * @param nonceForm how clients write the nonce into their request; {@code PLAIN} by default
   * @param missingNonceTolerated whether a token without a nonce is let in, and a code with neither
   *     nonce nor code verifier; what is stolen before its use is then good for somebody else.
   *     False by default
   * @param code what it takes to exchange codes; without it, only id tokens are proved
   */
  public record Settings(
      List<String> clientIds,
      Optional<NonceForm> nonceForm,
      Optional<Boolean> missingNonceTolerated,
      Optional<CodeClient> code) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      if (code.isPresent() && !clientIds.contains(code.get().clientId())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of clientIds)");
      }
    }

    /** Id tokens for these clients, with a nonce. */
    public Settings(String... clientIds) {
      this(List.of(clientIds), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Who exchanges codes.
   *
   * @param clientId the client that codes are issued to
   * @param clientSecret its secret
   */
  public record CodeClient(String clientId, Secret clientSecret) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientId", clientId, 255);
      Require.printable("clientSecret", clientSecret, 8, 512);
    }
  }

  private final IdTokenProof proof;
  private final NonceForm nonceForm;
  private final boolean missingNonceTolerated;
  private final PlatformApi api;
  private final Optional<CodeExchange> exchange;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public RobloxAdapter(Settings settings, AdapterContext context) {
    Set<String> clients = Set.copyOf(settings.clientIds());
    this.proof =
        IdTokenProof.of(ROBLOX, context)
            .issuers(ISSUER)
            .keySet(ISSUER + "v1/certs")
            .clients(settings.clientIds())
            .algorithms(Algorithm.ES256)
            .require(ForbiddenClaims.of("scope"), (claims, now) -> otherClient(claims, clients))
            .build();
    this.nonceForm = settings.nonceForm().orElse(NonceForm.PLAIN);
    this.missingNonceTolerated = settings.missingNonceTolerated().orElse(false);
    this.api = PlatformApi.of("roblox", context, HOST);
    this.exchange =
        settings
            .code()
            .map(
                client ->
                    new CodeExchange(
                        api,
                        ISSUER + "v1/token",
                        ClientAuthentication.inForm(client.clientId(), client.clientSecret()),
                        LONGEST_CODE));
  }

  /** Roblox names the client beside the audience in some tokens. */
  private static Optional<Rejection> otherClient(Claims claims, Set<String> clients) {
    boolean other =
        claims.has("client_id") && claims.text("client_id").filter(clients::contains).isEmpty();
    return other
        ? Optional.of(Rejection.ofClaim("client_id", "client_id is none of ours"))
        : Optional.empty();
  }

  @Override
  public Platform platform() {
    return ROBLOX;
  }

  @Override
  public Class<RobloxCredential> credentialType() {
    return RobloxCredential.class;
  }

  @Override
  public PlatformVerdict verify(RobloxCredential credential) {
    try {
      return new Accepted(codes.with(credential.code(), () -> identityOf(credential)));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity identityOf(RobloxCredential credential) throws NotProvedException {
    requireBound(credential);
    Optional<Secret> nonce = credential.nonce().map(nonceForm::of);
    VerifiedPlayer player;
    Secret token;
    if (credential.idToken().isPresent()) {
      token = credential.idToken().get();
      player = proof.proved(token, nonce);
      requireId(player, NotProvedException.rejected(Reason.INVALID));
    } else {
      token = exchanged(credential.code().orElseThrow(), credential.codeVerifier());
      player = proof.given(token, nonce);
      requireId(player, NotProvedException.outage());
    }
    proof.requireFirstUse(token, player);
    return identityOf(player);
  }

  /** A code verifier binds a code to its login as a nonce does; a token has the nonce alone. */
  private void requireBound(RobloxCredential credential) throws NotProvedException {
    if (credential.nonce().isEmpty()
        && credential.codeVerifier().isEmpty()
        && !missingNonceTolerated) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
  }

  private static void requireId(VerifiedPlayer player, NotProvedException otherwise)
      throws NotProvedException {
    if (!ID.matcher(player.subject()).matches()) {
      throw otherwise;
    }
  }

  private Secret exchanged(Secret code, Optional<Secret> verifier) throws NotProvedException {
    CodeExchange exchanging = exchange.orElseThrow(NotProvedException::notConfigured);
    Map<String, String> fields =
        verifier.isEmpty()
            ? Map.of()
            : Map.of("code_verifier", CredentialText.printable(verifier.get(), LONGEST_VERIFIER));
    CodeTokens tokens = exchanging.exchange(code, fields);
    if (!tokens.scopes().isEmpty() && !tokens.scopes().contains("openid")) {
      throw api.misconfigured("our clients do not ask for the scope openid");
    }
    return tokens.idToken();
  }

  private static PlatformIdentity identityOf(VerifiedPlayer player) {
    PlatformIdentity identity = PlatformIdentity.of(ROBLOX, "", player.subject(), IdScope.GLOBAL);
    Claims claims = player.claims();
    return claims
        .text("name")
        .or(() -> claims.text("preferred_username"))
        .flatMap(PlayerName::of)
        .map(identity::displayName)
        .orElse(identity);
  }

  /** Fetches Roblox's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
