// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlayerName;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Facebook Login: user access tokens, about which Facebook is asked by {@code debug_token}, and
 * Limited Login's authentication tokens, checked here against Facebook's published keys. Both name
 * the same player by the same id, which is of our app alone.
 *
 * <p>The name and the age range, as {@code 21+} or {@code 13-17}, come with a Limited token if the
 * player granted them; for access tokens see {@link Settings#profile}.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/reference/debug_token/">Debug
 *     token</a>
 * @see <a
 *     href="https://developers.facebook.com/docs/facebook-login/limited-login/token/validating">Validating
 *     the Limited Login OIDC token</a>
 */
public final class FacebookAdapter implements PlatformAdapter<FacebookCredential>, AutoCloseable {
  /** Facebook. */
  public static final Platform FACEBOOK = new Platform("facebook");

  private static final String KEYS = "https://limited.facebook.com/.well-known/oauth/openid/jwks/";
  private static final int LONGEST_TOKEN = 8192;

  /**
   * What we must know about our game on Facebook.
   *
   * @param appId our app
   * @param appSecret the app's secret; without it, only Limited Login is proved
   * @param missingNonceTolerated whether Limited logins without a nonce are let in; a token that is
   *     stolen before its use is then good for its life. False by default
   * @param profile whether Facebook is asked for the name and the age range behind an access token,
   *     one more call for each login; a login does not fail by it. False by default
   * @param lapsedDataAccessTolerated whether players are let in whose consent to our reading their
   *     data has run out, 90 days after their last login by Facebook. False by default
   * @param replayWindow how long a used access token is remembered, unless it expires before; 1
   *     hour to 60 days, 1 day by default
   * @param apiVersion the version of the Graph API; {@code v25.0} by default
   * @param issuers how Limited tokens may write {@code iss}; Facebook's three hosts by default
   */
  public record Settings(
      String appId,
      Optional<Secret> appSecret,
      Optional<Boolean> missingNonceTolerated,
      Optional<Boolean> profile,
      Optional<Boolean> lapsedDataAccessTolerated,
      Optional<Duration> replayWindow,
      Optional<String> apiVersion,
      Optional<List<String>> issuers) {
    private static final Pattern APP_ID = Pattern.compile("[0-9]{1,20}");
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");
    private static final Pattern ISSUER =
        Pattern.compile("https://(?:[a-z0-9-]{1,63}\\.){0,4}facebook\\.com");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      Require.matching("appId", appId, APP_ID, "1 to 20 digits");
      appSecret.ifPresent(secret -> Require.printable("appSecret", secret, 8, 128));
      replayWindow.ifPresent(
          window ->
              Require.between("replayWindow", window, Duration.ofHours(1), Duration.ofDays(60)));
      apiVersion.ifPresent(
          version -> Require.matching("apiVersion", version, VERSION, "such as v25.0"));
      issuers = issuers.map(names -> Require.some("issuers", names, 8));
      for (String issuer : issuers.orElse(List.of())) {
        Require.matching("issuers", issuer, ISSUER, "https:// and a host of facebook.com");
      }
    }

    /** An app, and the defaults for the rest. */
    public Settings(String appId, Secret appSecret) {
      this(
          appId,
          Optional.of(appSecret),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final String appId;
  private final boolean missingNonceTolerated;
  private final IdTokenProof proof;
  private final Optional<FacebookAccessTokens> accessTokens;

  /** An adapter for our game. */
  public FacebookAdapter(Settings settings, AdapterContext context) {
    String[] issuers =
        settings
            .issuers()
            .orElse(
                List.of(
                    "https://www.facebook.com",
                    "https://facebook.com",
                    "https://limited.facebook.com"))
            .toArray(String[]::new);
    this.appId = settings.appId();
    this.missingNonceTolerated = settings.missingNonceTolerated().orElse(false);
    this.proof =
        IdTokenProof.of(FACEBOOK, context)
            .issuers(issuers[0], issuers)
            .keySet(KEYS)
            .clients(List.of(appId))
            .build();
    this.accessTokens =
        settings.appSecret().map(secret -> new FacebookAccessTokens(settings, secret, context));
  }

  @Override
  public Platform platform() {
    return FACEBOOK;
  }

  @Override
  public Class<FacebookCredential> credentialType() {
    return FacebookCredential.class;
  }

  @Override
  public PlatformVerdict verify(FacebookCredential credential) {
    try {
      String text = CredentialText.printable(credential.token(), LONGEST_TOKEN);
      if (isJwt(text)) {
        return new Accepted(limited(credential));
      }
      return new Accepted(
          accessTokens.orElseThrow(NotProvedException::notConfigured).proved(credential.token()));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  /** Access tokens have no dots. */
  private static boolean isJwt(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }

  private PlatformIdentity limited(FacebookCredential credential) throws NotProvedException {
    if (credential.nonce().isEmpty() && !missingNonceTolerated) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
    VerifiedPlayer player = proof.proved(credential.token(), credential.nonce());
    proof.requireFirstUse(credential.token(), player);
    Claims claims = player.claims();
    return described(
        PlatformIdentity.of(FACEBOOK, appId, player.subject(), IdScope.APP),
        claims.text("name"),
        claims
            .object("user_age_range")
            .flatMap(range -> ageBand(whole(range, "min"), whole(range, "max"))));
  }

  private static Optional<Long> whole(Map<String, @Nullable Object> range, String name) {
    return range.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  static PlatformIdentity described(
      PlatformIdentity identity, Optional<String> name, Optional<String> ageBand) {
    PlatformIdentity named =
        name.flatMap(PlayerName::of).map(identity::displayName).orElse(identity);
    return ageBand.map(band -> named.facts(PlatformFacts.NONE.ageBand(band))).orElse(named);
  }

  /** {@code 21+}, {@code 18-20} or {@code 0-17}; nothing if it is no range of ages. */
  static Optional<String> ageBand(Optional<Long> min, Optional<Long> max) {
    long least = min.orElse(0L);
    boolean sensible =
        (min.isPresent() || max.isPresent()) && least >= 0 && max.orElse(least) >= least;
    if (!sensible) {
      return Optional.empty();
    }
    return Optional.of(max.map(most -> least + "-" + most).orElse(least + "+"));
  }

  /** Fetches the keys of Limited Login, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
