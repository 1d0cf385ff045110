// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.BadRequestLimit;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.RefusedCredentials;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Discord's access tokens and authorization codes, checked by {@code /oauth2/@me}, which tells for
 * which application a token was made; {@code /users/@me} would take anybody's. The player is the
 * user's id, the same everywhere.
 *
 * <p>Discord blocks an address for about an hour that makes 10,000 requests in ten minutes which it
 * answers by 401, 403 or 429. So a token that was refused is not asked about again for ten minutes,
 * and nothing is asked while there were {@link Settings#refusalsInTenMinutes} of those.
 *
 * <p>Safe to share.
 *
 * @see <a href=
 *     "https://docs.discord.com/developers/topics/oauth2#get-current-authorization-information">Get
 *     Current Authorization Information</a>
 */
public final class DiscordAdapter implements PlatformAdapter<DiscordCredential> {
  /** Discord. */
  public static final Platform DISCORD = new Platform("discord");

  static final String HOST = "discord.com";
  static final String API = "https://" + HOST + "/api/v10/";
  static final String USER_AGENT = "GameAuth (https://github.com/gameauth/gameauth, 1)";

  /** Snowflakes: 64 bits as decimal digits, the oldest ones with 17 of them. */
  static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{15,20}");

  /** How long Discord counts refusals. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final int MOST_REFUSALS = 10_000;
  private static final int REFUSED_REMEMBERED = 100_000;

  /** RFC 6750 §2.1, what a bearer token may consist of; Discord's have about 30 characters. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{8,2048}=*");

  private static final int LONGEST_TOKEN = 2050;
  private static final int LONGEST_CODE = 512;

  /** Codes live for minutes. */
  private static final Duration CODE_LIFE = Duration.ofHours(1);

  /** Tokens live for a week; a use is noted no longer than this whatever Discord says. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(31);

  /**
   * What we must know about our application at Discord.
   *
   * @param applicationId the application's id, which is its client id as well
   * @param code what it takes to exchange codes; without it, only access tokens are proved
   * @param refusalsInTenMinutes after so many refusals within ten minutes, this adapter asks no
   *     more until they are old; 1 to 10,000, by default 4,000. It counts for itself: where several
   *     servers or {@link DiscordProbes} share an address, all of them together stay below 10,000
   * @param ownersRefused ids of users who are denied, such as our own: whoever has our client
   *     secret can make tokens of the application's owner
   */
  public record Settings(
      String applicationId,
      Optional<CodeClient> code,
      Optional<Integer> refusalsInTenMinutes,
      Optional<List<String>> ownersRefused) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      Require.matching("applicationId", applicationId, SNOWFLAKE, "15 to 20 digits");
      refusalsInTenMinutes.ifPresent(
          most -> Require.between("refusalsInTenMinutes", most, 1, MOST_REFUSALS));
      ownersRefused = ownersRefused.map(ids -> Require.some("ownersRefused", ids, 100));
      ownersRefused
          .orElse(List.of())
          .forEach(id -> Require.matching("ownersRefused", id, SNOWFLAKE, "15 to 20 digits"));
    }

    /** Access tokens of one application. */
    public Settings(String applicationId) {
      this(applicationId, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * What it takes to exchange codes.
   *
   * @param clientSecret the application's client secret
   * @param redirectUri the one of the authorization request; activities have none
   */
  public record CodeClient(Secret clientSecret, Optional<String> redirectUri) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientSecret", clientSecret, 8, 256);
      redirectUri.ifPresent(uri -> Require.printable("redirectUri", uri, 2048));
    }
  }

  private final String applicationId;
  private final Set<String> ownersRefused;
  private final PlatformApi api;
  private final RefusedCredentials refused;
  private final Optional<CodeExchange> exchange;
  private final OneAtATime codes = new OneAtATime();
  private final Map<String, String> exchangeFields;
  private final Replays replays;
  private final InstantSource clock;

  /** An adapter for our game. */
  public DiscordAdapter(Settings settings, AdapterContext context) {
    this.applicationId = settings.applicationId();
    this.ownersRefused = Set.copyOf(settings.ownersRefused().orElse(List.of()));
    BadRequestLimit limit =
        new BadRequestLimit(settings.refusalsInTenMinutes().orElse(4000), WINDOW);
    this.api = PlatformApi.of("discord", context, limit, HOST);
    this.refused = new RefusedCredentials(context, REFUSED_REMEMBERED, WINDOW);
    this.exchange = settings.code().map(this::exchange);
    this.exchangeFields =
        settings
            .code()
            .flatMap(CodeClient::redirectUri)
            .map(uri -> Map.of("redirect_uri", uri))
            .orElse(Map.of());
    this.replays = Replays.of(context, "discord");
    this.clock = context.clock();
  }

  private CodeExchange exchange(CodeClient client) {
    ClientAuthentication basic = ClientAuthentication.basic(applicationId, client.clientSecret());
    return new CodeExchange(
        api,
        API + "oauth2/token",
        request -> basic.prove(request).header("User-Agent", USER_AGENT),
        LONGEST_CODE);
  }

  @Override
  public Platform platform() {
    return DISCORD;
  }

  @Override
  public Class<DiscordCredential> credentialType() {
    return DiscordCredential.class;
  }

  @Override
  public PlatformVerdict verify(DiscordCredential credential) {
    try {
      return credential.accessToken().isPresent()
          ? verdictOnToken(credential.accessToken().get())
          : codes.with(
              credential.code().orElseThrow(),
              () -> verdictOnCode(credential.code().orElseThrow()));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformVerdict verdictOnToken(Secret token) throws NotProvedException {
    if (!TOKEN.matcher(CredentialText.printable(token, LONGEST_TOKEN)).matches()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    refused.requireNotRefused(token);
    ApiAnswer answer = asked(token);
    if (answer.status() == 401) {
      throw refused.refused(token, Reason.INVALID);
    }
    ApiJson authorization = authorization(answer);
    if (!isOurs(authorization)) {
      throw refused.refused(token, Reason.WRONG_APP);
    }
    Instant expires = expiresOf(authorization);
    if (!expires.isAfter(clock.instant())) {
      throw refused.refused(token, Reason.EXPIRED);
    }
    PlatformIdentity identity = identityOf(authorization);
    Instant latest = clock.instant().plus(LONGEST_LIFE);
    replays.requireFirstUse(token, expires.isBefore(latest) ? expires : latest);
    return new Accepted(identity);
  }

  /** Whatever is wrong with a token that Discord has just given us is Discord's doing, or ours. */
  private PlatformVerdict verdictOnCode(Secret code) throws NotProvedException {
    CodeExchange exchanging = exchange.orElseThrow(NotProvedException::notConfigured);
    ApiAnswer answer = asked(exchanging.exchange(code, exchangeFields).accessToken());
    if (answer.status() == 401) {
      throw NotProvedException.outage();
    }
    ApiJson authorization = authorization(answer);
    if (!isOurs(authorization) || !expiresOf(authorization).isAfter(clock.instant())) {
      throw NotProvedException.outage();
    }
    PlatformIdentity identity = identityOf(authorization);
    replays.requireFirstUse(code, CODE_LIFE);
    return new Accepted(identity);
  }

  private ApiAnswer asked(Secret token) throws NotProvedException {
    return api.ask(
        ApiRequest.get(API + "oauth2/@me")
            .bearer(token)
            .header("User-Agent", USER_AGENT)
            .repeatable());
  }

  private ApiJson authorization(ApiAnswer answer) throws NotProvedException {
    if (answer.status() == 403) {
      throw api.misconfigured(
          answer.maybeJson().isPresent()
              ? "status 403, a scope is missing"
              : "status 403 by its edge, our address may be blocked");
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer.json();
  }

  private boolean isOurs(ApiJson authorization) throws NotProvedException {
    return authorization.object("application").digits("id").equals(applicationId);
  }

  private static Instant expiresOf(ApiJson authorization) throws NotProvedException {
    try {
      return OffsetDateTime.parse(authorization.text("expires")).toInstant();
    } catch (DateTimeException e) {
      throw NotProvedException.outage();
    }
  }

  private PlatformIdentity identityOf(ApiJson authorization) throws NotProvedException {
    if (!authorization.texts("scopes").contains("identify")) {
      throw api.misconfigured("our clients do not ask for the scope identify");
    }
    ApiJson user = authorization.object("user");
    String id = user.digits("id");
    if (ownersRefused.contains(id)) {
      throw NotProvedException.rejected(Reason.DENIED);
    }
    PlatformIdentity identity = PlatformIdentity.of(DISCORD, "", id, IdScope.GLOBAL);
    return user.maybeName("global_name")
        .or(() -> user.maybeName("username"))
        .map(identity::displayName)
        .orElse(identity);
  }
}
