// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.adapters.FacebookAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves user access tokens by asking Facebook about them. */
final class FacebookAccessTokens {
  private static final String HOST = "graph.facebook.com";
  private static final int LONGEST_TOKEN = 1024;
  private static final Duration AFTER_THROTTLE = Duration.ofMinutes(1);

  private static final int TOKEN = 190;
  private static final int PARAMETER = 100;
  private static final int EXPIRED = 463;
  private static final int PASSWORD_CHANGED = 460;

  /** How Facebook says that a token is another app's; its code alone says less. */
  private static final String OTHER_APP = "App_id in the input_token did not match";

  private final String appId;
  private final Secret appSecret;
  private final Secret appToken;
  private final String graph;
  private final boolean profile;
  private final boolean lapsedDataAccessTolerated;
  private final Duration replayWindow;
  private final PlatformApi api;
  private final PlatformApi profileApi;
  private final InstantSource clock;
  private final Replays replays;

  FacebookAccessTokens(Settings settings, Secret appSecret, AdapterContext context) {
    this.appId = settings.appId();
    this.appSecret = appSecret;
    this.appToken = Secret.of(appId + "|" + appSecret.reveal());
    this.graph = "https://" + HOST + "/" + settings.apiVersion().orElse("v25.0") + "/";
    this.profile = settings.profile().orElse(false);
    this.lapsedDataAccessTolerated = settings.lapsedDataAccessTolerated().orElse(false);
    this.replayWindow = settings.replayWindow().orElse(Duration.ofDays(1));
    this.api = PlatformApi.of("facebook", context, HOST);
    this.profileApi = PlatformApi.of("facebook-profile", context, HOST);
    this.clock = context.clock();
    this.replays = Replays.of(context, "facebook-access");
  }

  PlatformIdentity proved(Secret token) throws NotProvedException {
    CredentialText.printable(token, LONGEST_TOKEN);
    ApiJson data = described(token);
    PlatformIdentity identity = judged(data);
    replays.requireFirstUse(token, rememberedUntil(data));
    return profile ? withProfile(identity, token) : identity;
  }

  private ApiJson described(Secret token) throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.get(graph + "debug_token")
                .query("input_token", token)
                .query("access_token", appToken)
                .repeatable());
    if (!answer.isOk()) {
      throw refused(answer);
    }
    return answer.json().object("data");
  }

  /** What Facebook refuses without a word about the token is our question, as a rule. */
  private NotProvedException refused(ApiAnswer answer) {
    Optional<ApiJson> error = answer.maybeJson().flatMap(json -> json.maybeObject("error"));
    return error
        .flatMap(this::said)
        .orElseGet(
            () ->
                error.filter(FacebookAccessTokens::isAboutUs).isPresent()
                    ? api.misconfigured("our app, its secret or its rights")
                    : api.unexpected(answer));
  }

  private PlatformIdentity judged(ApiJson data) throws NotProvedException {
    if (!data.flag("is_valid")) {
      throw notValid(data);
    }
    if (!data.digits("app_id").equals(appId)) {
      throw otherApp();
    }
    // Tokens of pages and of apps are valid as well, and stand for nobody.
    if (!data.text("type").equals("USER")) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    long now = clock.instant().getEpochSecond();
    boolean lapsed = isPast(accessToDataUntil(data), now) && !lapsedDataAccessTolerated;
    if (isPast(data.number("expires_at"), now) || lapsed) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    return PlatformIdentity.of(
        FacebookAdapter.FACEBOOK, appId, data.digits("user_id"), IdScope.APP);
  }

  private static long accessToDataUntil(ApiJson data) throws NotProvedException {
    return data.has("data_access_expires_at") ? data.number("data_access_expires_at") : 0;
  }

  /** Zero stands for never. */
  private static boolean isPast(long second, long now) {
    return second != 0 && second <= now;
  }

  private NotProvedException notValid(ApiJson data) {
    Optional<ApiJson> error = data.maybeObject("error");
    long subcode = error.flatMap(json -> json.maybeNumber("subcode")).orElse(0L);
    boolean wasGood = subcode == EXPIRED || subcode == PASSWORD_CHANGED;
    return error
        .flatMap(this::said)
        .orElseGet(() -> NotProvedException.rejected(wasGood ? Reason.EXPIRED : Reason.INVALID));
  }

  /** What an error says by itself, wherever it stands. */
  private Optional<NotProvedException> said(ApiJson error) {
    return switch (code(error)) {
      case 1, 2 -> Optional.of(NotProvedException.outage());
      case 4, 17, 32, 613 -> Optional.of(api.throttled(AFTER_THROTTLE));
      case PARAMETER ->
          error.maybeText("message").filter(text -> text.contains(OTHER_APP)).map(is -> otherApp());
      default -> Optional.empty();
    };
  }

  private static boolean isAboutUs(ApiJson error) {
    int code = code(error);
    return switch (code) {
      case 10, PARAMETER, 101, 102, 104, TOKEN -> true;
      default -> code >= 200 && code < 300;
    };
  }

  private static int code(ApiJson error) {
    return error.maybeNumber("code").filter(code -> code == code.intValue()).orElse(0L).intValue();
  }

  private static NotProvedException otherApp() {
    return NotProvedException.rejected(Reason.WRONG_APP);
  }

  private Instant rememberedUntil(ApiJson data) throws NotProvedException {
    Instant window = clock.instant().plus(replayWindow);
    long expires = data.number("expires_at");
    boolean sooner = expires != 0 && expires < window.getEpochSecond();
    return sooner ? Instant.ofEpochSecond(expires) : window;
  }

  /**
   * Who the player is, is settled; what else Facebook says or does not say changes nothing of it.
   */
  private PlatformIdentity withProfile(PlatformIdentity identity, Secret token) {
    try {
      ApiAnswer answer =
          profileApi.ask(
              ApiRequest.get(graph + "me")
                  .query("fields", "id,name,age_range")
                  .query("access_token", token)
                  .query("appsecret_proof", proofOf(token))
                  .repeatable());
      ApiJson me = answer.json();
      if (!answer.isOk() || !me.digits("id").equals(identity.subject())) {
        return identity;
      }
      return FacebookAdapter.described(
          identity,
          me.maybeText("name"),
          me.maybeObject("age_range")
              .flatMap(
                  range ->
                      FacebookAdapter.ageBand(range.maybeNumber("min"), range.maybeNumber("max"))));
    } catch (NotProvedException e) {
      return identity;
    }
  }

  /**
   * Shows that whoever asks knows the secret.
   *
   * @see <a href="https://developers.facebook.com/docs/graph-api/guides/secure-requests/">Secure
   *     Graph API calls</a>
   */
  private String proofOf(Secret token) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(appSecret.revealBytes(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(token.reveal().getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
