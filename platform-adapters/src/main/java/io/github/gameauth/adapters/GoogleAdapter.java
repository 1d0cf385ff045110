// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CodeTokens;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.VerifiedPlayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Google's sign-in: ID tokens, checked here against Google's published keys, and server auth codes,
 * which are exchanged for such a token first. The player is {@code sub}, the same in all apps of
 * the world; it has nothing to do with the player's id in Play Games.
 *
 * <p>Neither an access token nor an e-mail address is taken for a proof: the first may be of any
 * app, the second may change hands.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://developers.google.com/identity/sign-in/web/backend-auth">Authenticate with
 *     a backend server</a>
 */
public final class GoogleAdapter implements PlatformAdapter<GoogleCredential>, AutoCloseable {
  /** Google's sign-in. */
  public static final Platform GOOGLE = new Platform("google");

  static final String TOKEN_HOST = "oauth2.googleapis.com";
  static final String TOKEN = "https://" + TOKEN_HOST + "/token";
  static final int LONGEST_CODE = 1024;

  private static final String KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  private static final String ISSUER = "https://accounts.google.com";
  private static final String OTHER_ISSUER = "accounts.google.com";

  /**
   * What we must know about our game at Google.
   *
   * @param clientIds the OAuth clients that tokens are made for, 1 to 16: on Android and iOS the
   *     <em>web</em> client that the game names as its server
   * @param authorizedParties the OAuth clients that may ask for a token, 1 to 16, such as those of
   *     the Android and the iOS app, and the web client itself if it is one of them; a token that
   *     another one asked for is for another game. By default it does not matter which one did
   * @param hostedDomains the Workspace domains whose members are let in, 1 to 64, in the spelling
   *     of {@code hd}; by default everybody is
   * @param nonceForm how clients write the nonce into their request; {@code PLAIN} by default
   * @param missingNonceTolerated whether ID tokens without a nonce are let in, since older sign-in
   *     libraries know none; a token that is stolen before its use is then good for up to an hour.
   *     False by default
   * @param code what it takes to exchange codes; without it, only ID tokens are proved
   */
  public record Settings(
      List<String> clientIds,
      Optional<List<String>> authorizedParties,
      Optional<List<String>> hostedDomains,
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
      authorizedParties =
          authorizedParties.map(all -> Require.printables("authorizedParties", all, 16));
      hostedDomains = hostedDomains.map(all -> Require.printables("hostedDomains", all, 64));
      if (code.isPresent() && !clientIds.contains(code.get().clientId())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of clientIds)");
      }
      if (code.isPresent() && !parties(authorizedParties, code.get())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of authorizedParties)");
      }
    }

    /** ID tokens for these clients, with a nonce. */
    public Settings(String... clientIds) {
      this(
          List.of(clientIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private static boolean parties(Optional<List<String>> parties, CodeClient code) {
      return parties.isEmpty() || parties.get().contains(code.clientId());
    }
  }

  /**
   * Who exchanges codes. Clients must ask for the scope {@code openid}.
   *
   * @param clientId the web client that codes are issued to
   * @param clientSecret its secret
   * @param redirectUri what the client asked with: nothing by default, as for codes of Android and
   *     iOS, {@code postmessage} for those of a web page's pop-up
   */
  public record CodeClient(String clientId, Secret clientSecret, Optional<String> redirectUri) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientId", clientId, 255);
      Require.printable("clientSecret", clientSecret, 8, 512);
      redirectUri.ifPresent(uri -> Require.printable("redirectUri", uri, 2048));
    }
  }

  private final Settings settings;
  private final IdTokenProof proof;
  private final NonceForm nonceForm;
  private final PlatformApi api;
  private final Optional<CodeExchange> exchange;
  private final Map<String, String> exchangeFields;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public GoogleAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    this.proof =
        IdTokenProof.of(GOOGLE, context)
            .issuers(ISSUER, OTHER_ISSUER)
            .keySet(KEYS)
            .audience(
                AudiencePolicy.onlyOneOf(settings.clientIds().toArray(String[]::new)),
                profile(settings))
            .build();
    this.nonceForm = settings.nonceForm().orElse(NonceForm.PLAIN);
    this.api = PlatformApi.of("google", context, TOKEN_HOST);
    this.exchange = settings.code().map(client -> exchange(api, client));
    this.exchangeFields =
        Map.of("redirect_uri", settings.code().flatMap(CodeClient::redirectUri).orElse(""));
  }

  private static TokenProfile profile(Settings settings) {
    return settings
        .authorizedParties()
        .map(parties -> TokenProfile.idTokenIssuedTo(parties.toArray(String[]::new)))
        .orElse(TokenProfile.idToken());
  }

  private static CodeExchange exchange(PlatformApi api, CodeClient client) {
    return new CodeExchange(
        api,
        TOKEN,
        ClientAuthentication.inForm(client.clientId(), client.clientSecret()),
        LONGEST_CODE);
  }

  @Override
  public Platform platform() {
    return GOOGLE;
  }

  @Override
  public Class<GoogleCredential> credentialType() {
    return GoogleCredential.class;
  }

  @Override
  public PlatformVerdict verify(GoogleCredential credential) {
    try {
      Optional<Secret> nonce = credential.nonce().map(nonceForm::of);
      if (credential.code().isPresent()) {
        Secret code = credential.code().get();
        return new Accepted(codes.with(code, () -> ofCode(code, nonce)));
      }
      if (nonce.isEmpty() && !settings.missingNonceTolerated().orElse(false)) {
        throw NotProvedException.rejected(Reason.REPLAYED);
      }
      Secret token = credential.idToken().orElseThrow();
      return new Accepted(identityOf(token, proof.proved(token, nonce)));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity ofCode(Secret code, Optional<Secret> nonce) throws NotProvedException {
    CodeTokens tokens =
        exchange.orElseThrow(NotProvedException::notConfigured).exchange(code, exchangeFields);
    if (tokens.maybeIdToken().isEmpty() && tokens.answer().has("access_token")) {
      throw api.misconfigured("no ID token for a code, since clients do not ask for openid");
    }
    Secret token = tokens.idToken();
    return identityOf(token, proof.given(token, nonce));
  }

  private PlatformIdentity identityOf(Secret token, VerifiedPlayer player)
      throws NotProvedException {
    if (settings.hostedDomains().isPresent()
        && player.claims().text("hd").filter(settings.hostedDomains().get()::contains).isEmpty()) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    proof.requireFirstUse(token, player);
    PlatformIdentity identity = PlatformIdentity.of(GOOGLE, "", player.subject(), IdScope.GLOBAL);
    return player
        .claims()
        .name("name")
        .flatMap(PlayerName::of)
        .map(identity::displayName)
        .orElse(identity);
  }

  /** Fetches Google's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
