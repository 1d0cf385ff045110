// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of the itch.io app and, if told to, OAuth keys. <strong>itch.io does not say for which
 * game one was made</strong>: whoever gets a player to start or to log in to a game of theirs can
 * log in here as that player. Let nothing of value depend on it, and have {@link
 * ItchProbes#ownership} ask whether the player owns our game, which keeps out at least all others.
 *
 * <p>The player is the number of the itch.io account. A token is good for one login here, and the
 * app gives one for each start of the game.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://itch.io/docs/api/serverside">Server-side API reference</a>
 */
public final class ItchAdapter implements PlatformAdapter<ItchCredential> {
  /** itch.io. */
  public static final Platform ITCH = new Platform("itch");

  static final String HOST = "itch.io";
  static final String API = "https://" + HOST + "/api/1/";

  private static final int LONGEST = 4096;

  /**
   * What we must decide about players of itch.io.
   *
   * @param keysTolerated whether OAuth keys are let in, which do not expire, and which any game
   *     that a player ever logged in to may still hold. False by default
   * @param replayWindow how long a used token or key is remembered; 7 days to 30 days, 7 days by
   *     default, which is how long a token lives
   */
  public record Settings(Optional<Boolean> keysTolerated, Optional<Duration> replayWindow) {
    private static final Duration TOKEN_LIFE = Duration.ofDays(7);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      replayWindow.ifPresent(
          window -> Require.between("replayWindow", window, TOKEN_LIFE, Duration.ofDays(30)));
    }

    /** The defaults. */
    public Settings() {
      this(Optional.empty(), Optional.empty());
    }
  }

  private final boolean keysTolerated;
  private final Duration replayWindow;
  private final PlatformApi api;
  private final Replays replays;

  /** An adapter for whichever game. */
  public ItchAdapter(Settings settings, AdapterContext context) {
    this.keysTolerated = settings.keysTolerated().orElse(false);
    this.replayWindow = settings.replayWindow().orElse(Settings.TOKEN_LIFE);
    this.api = PlatformApi.of("itch", context, HOST);
    this.replays = Replays.of(context, "itch");
  }

  @Override
  public Platform platform() {
    return ITCH;
  }

  @Override
  public Class<ItchCredential> credentialType() {
    return ItchCredential.class;
  }

  @Override
  public PlatformVerdict verify(ItchCredential credential) {
    try {
      if (credential.key().isPresent() && !keysTolerated) {
        throw NotProvedException.notConfigured();
      }
      Secret secret = credential.token().or(credential::key).orElseThrow();
      CredentialText.printable(secret, LONGEST);
      PlatformIdentity identity = identityOf(credential.key().isPresent() ? "key" : "jwt", secret);
      replays.requireFirstUse(secret, replayWindow);
      return new Accepted(identity);
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity identityOf(String kind, Secret secret) throws NotProvedException {
    ApiAnswer answer = api.ask(ApiRequest.get(API + kind + "/me").bearer(secret).repeatable());
    // Refusals come as a list of errors, with 200 as well; and 403 is also what a shield says that
    // does not like our address.
    if (answer.status() == 401 || !errors(answer).isEmpty()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    ApiJson user = answer.json().object("user");
    PlatformIdentity identity = PlatformIdentity.of(ITCH, "", user.digits("id"), IdScope.GLOBAL);
    return user.maybeName("display_name")
        .or(() -> user.maybeName("username"))
        .map(identity::displayName)
        .orElse(identity);
  }

  /** What itch.io refuses about the question, in its own words; empty if it does not. */
  static List<String> errors(ApiAnswer answer) throws NotProvedException {
    Optional<ApiJson> json = answer.maybeJson().filter(body -> body.has("errors"));
    return json.isPresent() ? json.get().texts("errors") : List.of();
  }
}
