// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CodeTokens;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Twitch: user access tokens, checked by {@code oauth2/validate}; authorization codes, exchanged
 * for such a token first; and id tokens, checked here against Twitch's published keys. The player
 * is the user id, the same everywhere. Tokens that were made for another client are refused, and so
 * are app access tokens and the tokens of extensions, which stand for no user.
 *
 * <p>An access token is good for one login until it ends; a client that logs in again refreshes it
 * first. Twitch wants a session that rests on a token to end with the token: see {@link
 * #REVALIDATE_AFTER} and {@link #revalidated}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://dev.twitch.tv/docs/authentication/validate-tokens/">Validating tokens</a>
 * @see <a href="https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/">OIDC at Twitch</a>
 */
public final class TwitchAdapter implements PlatformAdapter<TwitchCredential>, AutoCloseable {
  /** Twitch. */
  public static final Platform TWITCH = new Platform("twitch");

  /**
   * How often Twitch requires everybody to validate the token of a session anew, and to end the
   * session if it is no longer good: 1 hour. Either the exchange asks clients for a fresh
   * credential that often, or a server that keeps the token calls {@link #revalidated}.
   */
  public static final Duration REVALIDATE_AFTER = Duration.ofHours(1);

  private static final String HOST = "id.twitch.tv";
  private static final String ISSUER = "https://id.twitch.tv/oauth2";
  private static final String API_HOST = "api.twitch.tv";

  /** Tokens and codes have 30 characters today. */
  private static final int LONGEST = 255;

  /** A token that says to live longer is noted for so long. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private static final Pattern USER_ID = Pattern.compile("[0-9]{1,20}");

  /**
   * What we must know about our game at Twitch.
   *
   * @param clientIds the ids of our applications, 1 to 16
   * @param missingNonceTolerated whether id tokens of logins without a nonce are let in; one that
   *     is stolen before its use is then good for as long as it lives. False by default
   * @param displayNameAsked whether Twitch is asked by another call how the player's name is
   *     written; the login name serves if it does not answer, and for id tokens. False by default
   * @param code what it takes to exchange codes; without it, only tokens are proved
   */
  public record Settings(
      List<String> clientIds,
      Optional<Boolean> missingNonceTolerated,
      Optional<Boolean> displayNameAsked,
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

    /** Tokens for these clients, with a nonce if they are id tokens. */
    public Settings(String... clientIds) {
      this(List.of(clientIds), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Who exchanges codes.
   *
   * @param clientId the application that codes are issued to
   * @param clientSecret its secret
   * @param redirectUri the address that codes are sent to, as it is registered
   */
  public record CodeClient(String clientId, Secret clientSecret, String redirectUri) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientId", clientId, 255);
      Require.printable("clientSecret", clientSecret, 8, 255);
      Require.printable("redirectUri", redirectUri, 2048);
    }
  }

  /** What Twitch said of an access token. */
  private record Validated(String clientId, String userId, Optional<String> login, Instant until) {}

  private final Settings settings;
  private final PlatformApi api;
  private final PlatformApi profiles;
  private final IdTokenProof proof;
  private final Replays replays;
  private final InstantSource clock;
  private final Optional<CodeExchange> exchange;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public TwitchAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    this.api = PlatformApi.of("twitch", context, HOST);
    this.profiles = PlatformApi.of("twitch-users", context, API_HOST);
    this.proof =
        IdTokenProof.of(TWITCH, context)
            .issuers(ISSUER)
            .keySet("https://" + HOST + "/oauth2/keys")
            .clients(settings.clientIds())
            .build();
    this.replays = Replays.of(context, "twitch");
    this.clock = context.clock();
    this.exchange =
        settings
            .code()
            .map(
                client ->
                    new CodeExchange(
                            api,
                            "https://" + HOST + "/oauth2/token",
                            ClientAuthentication.inForm(client.clientId(), client.clientSecret()),
                            LONGEST)
                        .refusals(TwitchAdapter::meaning));
  }

  /** Twitch says in a sentence that it is the code, and has no word for it. */
  private static Optional<NotProvedException> meaning(ApiAnswer refusal) {
    return Optional.of(refusal)
        .filter(answer -> answer.status() == 400)
        .flatMap(ApiAnswer::maybeJson)
        .flatMap(json -> json.maybeText("message"))
        .filter(text -> text.toLowerCase(Locale.ROOT).contains("invalid authorization code"))
        .map(text -> NotProvedException.rejected(Reason.INVALID));
  }

  @Override
  public Platform platform() {
    return TWITCH;
  }

  @Override
  public Class<TwitchCredential> credentialType() {
    return TwitchCredential.class;
  }

  @Override
  public PlatformVerdict verify(TwitchCredential credential) {
    try {
      if (credential.idToken().isPresent()) {
        return ofIdToken(credential.idToken().get(), credential.nonce());
      }
      return new Accepted(codes.with(credential.code(), () -> ofAccessToken(credential)));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity ofAccessToken(TwitchCredential credential) throws NotProvedException {
    Secret token;
    Validated validated;
    if (credential.accessToken().isPresent()) {
      token = credential.accessToken().get();
      validated = validated(token);
    } else {
      CodeTokens tokens = exchanged(credential.code().orElseThrow());
      token = tokens.accessToken();
      validated = given(token);
      requireNonce(tokens, credential.nonce(), validated);
    }
    PlatformIdentity identity = identity(token, validated);
    replays.requireFirstUse(token, validated.until());
    return identity;
  }

  /**
   * Whether an access token that was accepted before is still good, and whose it is. Notes no use
   * of it: for the hourly validation of sessions that rest on it, never for a login.
   */
  public PlatformVerdict revalidated(Secret accessToken) {
    try {
      return new Accepted(identity(accessToken, validated(accessToken)));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformVerdict ofIdToken(Secret token, Optional<Secret> nonce)
      throws NotProvedException {
    if (nonce.isEmpty() && !settings.missingNonceTolerated().orElse(false)) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
    VerifiedPlayer player = proof.proved(token, nonce);
    if (!USER_ID.matcher(player.subject()).matches()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    Optional<String> name = player.claims().name("preferred_username").flatMap(PlayerName::of);
    proof.requireFirstUse(token, player);
    return new Accepted(identity(player.subject(), name));
  }

  private CodeTokens exchanged(Secret code) throws NotProvedException {
    return exchange
        .orElseThrow(NotProvedException::notConfigured)
        .exchange(
            code, Map.of("redirect_uri", settings.code().map(CodeClient::redirectUri).orElse("")));
  }

  private Validated validated(Secret token) throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.get(ISSUER + "/validate")
                .header("Authorization", "OAuth " + CredentialText.printable(token, LONGEST))
                .repeatable());
    if (answer.status() == 401) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    ApiJson json = answer.json();
    String clientId = json.id("client_id");
    if (!settings.clientIds().contains(clientId)) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    if (!json.has("user_id")) {
      // An app access token: it stands for us or somebody like us, and for no user.
      throw NotProvedException.rejected(Reason.INVALID);
    }
    String userId = json.digits("user_id");
    long seconds = json.number("expires_in");
    if (seconds <= 0) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    Instant until = clock.instant().plusSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds()) + 1);
    return new Validated(clientId, userId, json.maybeName("login"), until);
  }

  /** A token that Twitch itself gave us just now: if it is not good, that is Twitch's doing. */
  private Validated given(Secret token) throws NotProvedException {
    try {
      return validated(token);
    } catch (NotProvedException e) {
      throw e.verdict() instanceof Undecided ? e : NotProvedException.outage();
    }
  }

  private void requireNonce(CodeTokens tokens, Optional<Secret> nonce, Validated validated)
      throws NotProvedException {
    if (nonce.isPresent()
        && !proof.given(tokens.idToken(), nonce).subject().equals(validated.userId())) {
      throw NotProvedException.outage();
    }
  }

  private PlatformIdentity identity(Secret token, Validated validated) {
    return identity(validated.userId(), displayName(token, validated).or(() -> validated.login()));
  }

  private static PlatformIdentity identity(String userId, Optional<String> name) {
    PlatformIdentity identity = PlatformIdentity.of(TWITCH, "", userId, IdScope.GLOBAL);
    return name.map(identity::displayName).orElse(identity);
  }

  /** A name is for eyes only: no login waits for a second try, or fails for want of it. */
  private Optional<String> displayName(Secret token, Validated validated) {
    if (!settings.displayNameAsked().orElse(false)) {
      return Optional.empty();
    }
    try {
      ApiAnswer answer =
          profiles.ask(
              ApiRequest.get("https://" + API_HOST + "/helix/users")
                  .bearer(token)
                  .header("Client-Id", validated.clientId()));
      List<ApiJson> users = answer.isOk() ? answer.json().objects("data") : List.of();
      return users.size() == 1 && users.get(0).digits("id").equals(validated.userId())
          ? users.get(0).maybeName("display_name")
          : Optional.empty();
    } catch (NotProvedException e) {
      return Optional.empty();
    }
  }

  /** Fetches Twitch's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
