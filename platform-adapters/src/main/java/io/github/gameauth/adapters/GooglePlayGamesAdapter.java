// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Google Play Games: server auth codes, exchanged for an access token by our own secret, of which
 * Google then says for which player of our game it is ({@code applications.verify}). Access tokens
 * that a client brings are not taken, and none is kept.
 *
 * <p>The player is {@code player_id}. Players who came to Play Games lately have one in each game,
 * others one everywhere; the identity's scope says which. It is no {@code sub} of Google's sign-in.
 *
 * <p>A code is spent by the first call. If a later one fails, the client has to bring another.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://developer.android.com/games/pgs/android/server-access">Server-side access
 *     to Google Play Games Services</a>
 */
public final class GooglePlayGamesAdapter implements PlatformAdapter<GooglePlayGamesCredential> {
  /** Google Play Games. */
  public static final Platform GOOGLE_PLAY_GAMES = new Platform("google-play-games");

  private static final String HOST = "games.googleapis.com";
  private static final String GAMES = "https://" + HOST + "/games/v1/";

  /** A code lives for minutes; longer than that it need not be remembered. */
  private static final Duration CODE_LIFE = Duration.ofHours(1);

  /** Google says by 403, too, that we ask too often; these are its words for it. */
  private static final Set<String> TOO_OFTEN =
      Set.of(
          "rateLimitExceeded",
          "userRateLimitExceeded",
          "dailyLimitExceeded",
          "quotaExceeded",
          "RESOURCE_EXHAUSTED");

  /**
   * What we must know about our game in Play Games.
   *
   * @param applicationId the game's id in the Play Console, 1 to 20 digits
   * @param clientId the web client that the Play Console calls the game server's
   * @param clientSecret its secret
   * @param redirectUri what a code was asked with; nothing by default, as for codes of the Android
   *     SDK
   * @param names whether the player's name is asked for, too, by one more call that must succeed.
   *     False by default
   * @param originalIds whether a player whose id has changed is called by the one that they first
   *     had in this game, by the same call as for names: for games that knew players before ids
   *     were given by game. To be decided before the first login. False by default
   * @param globalPrefix how ids begin that are the same in all games; all others count for one
   *     game. {@code g} by default
   * @param missingProfileDenied what it means if Google finds nothing: by default that {@code
   *     applicationId} is wrong, and nobody can tell; if true, that the player has no Play Games
   *     profile, and is denied. To be set once logins work
   */
  public record Settings(
      String applicationId,
      String clientId,
      Secret clientSecret,
      Optional<String> redirectUri,
      Optional<Boolean> names,
      Optional<Boolean> originalIds,
      Optional<String> globalPrefix,
      Optional<Boolean> missingProfileDenied) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      Require.matching("applicationId", applicationId, DIGITS, "1 to 20 digits");
      Require.printable("clientId", clientId, 255);
      Require.printable("clientSecret", clientSecret, 8, 512);
      redirectUri.ifPresent(uri -> Require.printable("redirectUri", uri, 2048));
      globalPrefix.ifPresent(prefix -> Require.printable("globalPrefix", prefix, 16));
    }

    /** The defaults for the rest. */
    public Settings(String applicationId, String clientId, Secret clientSecret) {
      this(
          applicationId,
          clientId,
          clientSecret,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final Settings settings;
  private final String globalPrefix;
  private final PlatformApi api;
  private final CodeExchange exchange;
  private final Map<String, String> exchangeFields;
  private final Replays replays;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public GooglePlayGamesAdapter(Settings settings, AdapterContext context) {
    this.settings = settings;
    this.globalPrefix = settings.globalPrefix().orElse("g");
    // One for both hosts: while the second must not be asked, the first should spend no code.
    this.api = PlatformApi.of("google-play-games", context, GoogleAdapter.TOKEN_HOST, HOST);
    this.exchange =
        new CodeExchange(
            api,
            GoogleAdapter.TOKEN,
            ClientAuthentication.inForm(settings.clientId(), settings.clientSecret()),
            GoogleAdapter.LONGEST_CODE);
    this.exchangeFields = Map.of("redirect_uri", settings.redirectUri().orElse(""));
    this.replays = Replays.of(context, "play-games");
  }

  @Override
  public Platform platform() {
    return GOOGLE_PLAY_GAMES;
  }

  @Override
  public Class<GooglePlayGamesCredential> credentialType() {
    return GooglePlayGamesCredential.class;
  }

  @Override
  public PlatformVerdict verify(GooglePlayGamesCredential credential) {
    try {
      return new Accepted(codes.with(credential.code(), () -> ofCode(credential.code())));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity ofCode(Secret code) throws NotProvedException {
    Secret token = exchange.exchange(code, exchangeFields).accessToken();
    ApiJson verified =
        answered(
            ApiRequest.get(GAMES + "applications")
                .segment(settings.applicationId())
                .segment("verify"),
            token);
    String playerId = verified.id("player_id");
    PlatformIdentity identity =
        settings.names().orElse(false) || settings.originalIds().orElse(false)
            ? described(playerId, verified.maybeId("alternate_player_id"), token)
            : identityOf(playerId);
    replays.requireFirstUse(code, CODE_LIFE);
    return identity;
  }

  private PlatformIdentity described(String playerId, Optional<String> alternate, Secret token)
      throws NotProvedException {
    ApiJson me = answered(ApiRequest.get(GAMES + "players/me"), token);
    String id = me.id("playerId");
    if (!id.equals(playerId) && !alternate.filter(id::equals).isPresent()) {
      throw NotProvedException.outage();
    }
    boolean original = settings.originalIds().orElse(false);
    PlatformIdentity identity =
        identityOf(original ? me.maybeId("originalPlayerId").orElse(playerId) : playerId);
    return settings.names().orElse(false)
        ? me.maybeName("displayName").map(identity::displayName).orElse(identity)
        : identity;
  }

  private PlatformIdentity identityOf(String playerId) {
    IdScope scope = playerId.startsWith(globalPrefix) ? IdScope.GLOBAL : IdScope.APP;
    return PlatformIdentity.of(GOOGLE_PLAY_GAMES, "", playerId, scope);
  }

  private ApiJson answered(ApiRequest question, Secret token) throws NotProvedException {
    ApiAnswer answer = api.ask(question.bearer(token).repeatable());
    if (answer.isOk()) {
      return answer.json();
    }
    throw switch (answer.status()) {
      // A token that Google gave a moment ago: if it is none any more, another code will do.
      case 401 -> NotProvedException.outage();
      case 403 ->
          isThrottle(answer)
              ? NotProvedException.undecided(Cause.THROTTLED, Duration.ofSeconds(1))
              : api.misconfigured("not enabled, another project, or clients without its scope");
      case 404 ->
          settings.missingProfileDenied().orElse(false)
              ? NotProvedException.rejected(Reason.DENIED)
              : api.misconfigured("no such application, or a player without a profile");
      default -> api.unexpected(answer);
    };
  }

  private static boolean isThrottle(ApiAnswer answer) throws NotProvedException {
    Optional<ApiJson> error = answer.maybeJson().flatMap(json -> json.maybeObject("error"));
    if (error.isEmpty()) {
      return false;
    }
    List<ApiJson> reasons = error.get().has("errors") ? error.get().objects("errors") : List.of();
    return error.get().maybeText("status").filter(TOO_OFTEN::contains).isPresent()
        || reasons.stream()
            .anyMatch(each -> each.maybeText("reason").filter(TOO_OFTEN::contains).isPresent());
  }
}
