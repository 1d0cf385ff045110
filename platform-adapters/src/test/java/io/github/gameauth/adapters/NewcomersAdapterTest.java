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
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
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
import java.util.function.Function;

/** A platform that does not exist, added by the recipe of CONTRIBUTING, step by step. */
final class NewcomersAdapterTest
    implements PlatformAdapterContract<NewcomersAdapterTest.LanternCredential> {

  // 1. The credential.

  /**
   * What a Lantern client got from its session.
   *
   * @param token the session's token
   */
  public record LanternCredential(Secret token) {}

  // 2. The adapter.

  /** Lantern sessions, checked by {@code /v2/session}. */
  public static final class LanternAdapter implements PlatformAdapter<LanternCredential> {
    /** Lantern. */
    public static final Platform LANTERN = new Platform("lantern");

    private static final String HOST = "api.lantern.example";

    /**
     * What we must know about our game on Lantern.
     *
     * @param gameId our game
     * @param apiKey our key
     * @param remembered how long a token can be shown; 1 hour by default
     */
    public record Settings(String gameId, Secret apiKey, Optional<Duration> remembered) {
      public Settings {
        Require.printable("gameId", gameId, 64);
        Require.printable("apiKey", apiKey, 16, 64);
        remembered.ifPresent(
            span -> Require.between("remembered", span, Duration.ofMinutes(1), Duration.ofDays(1)));
      }
    }

    private final Settings settings;
    private final PlatformApi api;
    private final Replays replays;

    /** An adapter for our game. */
    public LanternAdapter(Settings settings, AdapterContext context) {
      this.settings = settings;
      this.api = PlatformApi.of("lantern", context, HOST);
      this.replays = Replays.of(context, "lantern");
    }

    @Override
    public Platform platform() {
      return LANTERN;
    }

    @Override
    public Class<LanternCredential> credentialType() {
      return LanternCredential.class;
    }

    @Override
    public PlatformVerdict verify(LanternCredential credential) {
      try {
        CredentialText.printable(credential.token(), 512);
        ApiJson session = sessionOf(credential.token());
        if (!session.id("game").equals(settings.gameId())) {
          throw NotProvedException.rejected(Reason.WRONG_APP);
        }
        String player = session.object("player").id("id");
        PlatformIdentity identity = PlatformIdentity.of(LANTERN, "", player, IdScope.GLOBAL);
        replays.requireFirstUse(
            credential.token(), settings.remembered().orElse(Duration.ofHours(1)));
        return new Accepted(
            session.object("player").maybeName("name").map(identity::displayName).orElse(identity));
      } catch (NotProvedException e) {
        return e.verdict();
      }
    }

    private ApiJson sessionOf(Secret token) throws NotProvedException {
      ApiAnswer answer =
          api.ask(
              ApiRequest.get("https://" + HOST + "/v2/session")
                  .query("key", settings.apiKey())
                  .bearer(token)
                  .repeatable());
      if (answer.status() == 401) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      if (!answer.isOk()) {
        throw api.unexpected(answer);
      }
      return answer.json();
    }
  }

  // 3. The test.

  private static final String SESSION = "https://api.lantern.example/v2/session";
  private static final String TOKEN = "lt-0123456789abcdef0123456789";
  private static final String KEY = "lantern-key-0123456789";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static String session(String game) {
    return "{\"game\":\"" + game + "\",\"player\":{\"id\":\"17\",\"name\":\"Pat\"}}";
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<LanternCredential> adapter(AdapterContext context) {
    return new LanternAdapter(
        new LanternAdapter.Settings("my-game", Secret.of(KEY), Optional.empty()), context);
  }

  @Override
  public String catalogueName() {
    return "lantern";
  }

  @Override
  public String settingsJson() {
    return "{\"gameId\":\"my-game\",\"apiKey\":\"" + KEY + "\"}";
  }

  @Override
  public LanternCredential goodCredential() {
    return new LanternCredential(Secret.of(TOKEN));
  }

  @Override
  public String credentialJson() {
    return "{\"token\":\"" + TOKEN + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(LanternAdapter.LANTERN, "", "17", IdScope.GLOBAL).displayName("Pat");
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(SESSION, session("my-game")).means(401, "INVALID"));
  }

  @Override
  public List<Refusal<LanternCredential>> refusals() {
    return List.of(
        Refusal.rejected("expired", goodCredential(), Reason.INVALID)
            .answering(SESSION, 401, "{\"error\":\"expired\"}"),
        Refusal.rejected("for another game", goodCredential(), Reason.WRONG_APP)
            .answering(SESSION, 200, session("other-game")),
        Refusal.undecided("our key is refused", goodCredential(), Cause.MISCONFIGURED)
            .answering(SESSION, 403, "{}"));
  }

  @Override
  public Map<String, Function<String, LanternCredential>> parts() {
    return Map.of("token", text -> new LanternCredential(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN, KEY);
  }

  // 4. The line; it stands in PlatformCatalog itself if the platform exists.

  @Override
  public PlatformCatalog catalogue() {
    return PlatformCatalog.standard()
        .and("lantern", LanternAdapter.Settings.class, LanternAdapter::new);
  }
}
