// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CredentialText;
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
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Login with Amazon: access tokens, and authorization codes, which are exchanged for such a token
 * first. Of each token Amazon's {@code tokeninfo} is asked for whom it was made; a profile is good
 * for tokens of any client, and so it is asked for a name at most, after that. The player is {@code
 * user_id}.
 *
 * <p>Luna logs in the same way. What Amazon tells its partners alone is for the settings to say:
 * the client ids of the security profile that is used on Luna, the host if it is another one,
 * whether clients there bring a token or a code, and what is asked for an entitlement ({@link
 * AmazonProbes}).
 *
 * <p>Safe to share.
 *
 * @see <a
 *     href="https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html">Obtain
 *     customer profile information</a>
 */
public final class AmazonAdapter implements PlatformAdapter<AmazonCredential> {
  /** Login with Amazon. */
  public static final Platform AMAZON = new Platform("amazon");

  /** Luna. */
  public static final Platform LUNA = new Platform("luna");

  private static final String HOST = "api.amazon.com";
  private static final String SANDBOX = "api.sandbox.";
  private static final String ISSUER = "https://www.amazon.com";

  private static final int LONGEST_TOKEN = 2048;
  private static final int LONGEST_CODE = 1024;
  private static final int LONGEST_VERIFIER = 128;

  /** A code lives for 5 minutes; longer than that it need not be remembered. */
  private static final Duration CODE_LIFE = Duration.ofHours(1);

  /** Tokens live for an hour; nonsense about it must not overflow a clock. */
  private static final long LONGEST_LIFE = Duration.ofDays(31).toSeconds();

  /** Where players come from. */
  public enum Service {
    /** Login with Amazon, in whichever game; players of {@link AmazonAdapter#AMAZON}. */
    LOGIN_WITH_AMAZON,
    /** Luna, with a security profile of its own; players of {@link AmazonAdapter#LUNA}. */
    LUNA;

    Platform platform() {
      return this == LUNA ? AmazonAdapter.LUNA : AMAZON;
    }
  }

  /**
   * What we must know about our game at Amazon.
   *
   * @param clientIds the clients of our security profiles, {@code amzn1.application-oa2-client.…},
   *     1 to 16; a token for another one is for another game
   * @param service what players are stored under; {@code LOGIN_WITH_AMAZON} by default. Amazon
   *     gives ids by security profile: where Luna uses the same one, its players are the same, and
   *     the default lets them keep their account
   * @param host who is asked, {@code api.amazon.com} by default: that of another region, {@code
   *     api.amazon.co.uk} or {@code api.amazon.co.jp}, that of test accounts, {@code
   *     api.sandbox.amazon.com} (whose players live in the environment {@code sandbox}), or the one
   *     that Amazon told for Luna
   * @param issuer what {@code tokeninfo} calls the issuer; {@code https://www.amazon.com} by
   *     default
   * @param names whether the player's name is asked for, too, by one more call that must succeed;
   *     clients must ask for the scope {@code profile} then. False by default
   * @param code what it takes to exchange codes; without it, only access tokens are proved
   */
  public record Settings(
      List<String> clientIds,
      Optional<Service> service,
      Optional<String> host,
      Optional<String> issuer,
      Optional<Boolean> names,
      Optional<CodeClient> code) {
    private static final Pattern HOST_NAME =
        Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      host.ifPresent(name -> Require.matching("host", name, HOST_NAME, "a host in lower case"));
      issuer.ifPresent(name -> Require.printable("issuer", name, 255));
      if (code.isPresent() && !clientIds.contains(code.get().clientId())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of clientIds)");
      }
    }

    /** Access tokens for these clients. */
    public Settings(String... clientIds) {
      this(
          List.of(clientIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    Platform platform() {
      return service.orElse(Service.LOGIN_WITH_AMAZON).platform();
    }
  }

  /**
   * Who exchanges codes.
   *
   * @param clientId the client that codes are issued to
   * @param clientSecret its secret; without one, a code is good only with the verifier that its
   *     client made for it
   * @param redirectUri where the login sent the player with the code
   */
  public record CodeClient(String clientId, Optional<Secret> clientSecret, String redirectUri) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientId", clientId, 255);
      clientSecret.ifPresent(secret -> Require.printable("clientSecret", secret, 8, 512));
      Require.printable("redirectUri", redirectUri, 2048);
    }
  }

  /** Whom a token proves, and until when. */
  private record Proof(PlatformIdentity identity, Instant until) {}

  private final Settings settings;
  private final String base;
  private final String environment;
  private final String issuer;
  private final InstantSource clock;
  private final PlatformApi api;
  private final Optional<CodeExchange> exchange;
  private final Replays replays;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public AmazonAdapter(Settings settings, AdapterContext context) {
    String host = settings.host().orElse(HOST);
    this.settings = settings;
    this.base = "https://" + host;
    this.environment = host.startsWith(SANDBOX) ? "sandbox" : "";
    this.issuer = settings.issuer().orElse(ISSUER);
    this.clock = context.clock();
    this.api = PlatformApi.of(settings.platform().name(), context, host);
    this.exchange =
        settings
            .code()
            .map(
                client ->
                    new CodeExchange(
                        api, base + "/auth/o2/token", authentication(client), LONGEST_CODE));
    this.replays = Replays.of(context, settings.platform().name());
  }

  private static ClientAuthentication authentication(CodeClient client) {
    return client
        .clientSecret()
        .map(secret -> ClientAuthentication.inForm(client.clientId(), secret))
        .orElse(request -> request.form("client_id", client.clientId()));
  }

  @Override
  public Platform platform() {
    return settings.platform();
  }

  @Override
  public Class<AmazonCredential> credentialType() {
    return AmazonCredential.class;
  }

  @Override
  public PlatformVerdict verify(AmazonCredential credential) {
    try {
      if (!credential.platform().equals(platform())) {
        throw NotProvedException.rejected(Reason.WRONG_APP);
      }
      if (credential.code().isPresent()) {
        Secret code = credential.code().get();
        return new Accepted(codes.with(code, () -> ofCode(code, credential.codeVerifier())));
      }
      Secret token = credential.accessToken().orElseThrow();
      CredentialText.printable(token, LONGEST_TOKEN);
      Proof proof = proved(token);
      replays.requireFirstUse(token, proof.until());
      return new Accepted(proof.identity());
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity ofCode(Secret code, Optional<Secret> verifier)
      throws NotProvedException {
    CodeExchange exchange = this.exchange.orElseThrow(NotProvedException::notConfigured);
    CodeClient client = settings.code().orElseThrow();
    Map<String, String> fields = new HashMap<>(Map.of("redirect_uri", client.redirectUri()));
    if (verifier.isPresent()) {
      fields.put("code_verifier", CredentialText.printable(verifier.get(), LONGEST_VERIFIER));
    } else if (client.clientSecret().isEmpty()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    PlatformIdentity identity = given(exchange.exchange(code, fields).accessToken());
    replays.requireFirstUse(code, CODE_LIFE);
    return identity;
  }

  /** Whom a token proves that Amazon gave us: if it proves nobody, that is Amazon's doing. */
  private PlatformIdentity given(Secret token) throws NotProvedException {
    try {
      return proved(token).identity();
    } catch (NotProvedException e) {
      throw e.verdict() instanceof Undecided ? e : NotProvedException.outage();
    }
  }

  private Proof proved(Secret token) throws NotProvedException {
    ApiJson info =
        answered(
            ApiRequest.get(base + "/auth/o2/tokeninfo").query("access_token", token).repeatable());
    if (!settings.clientIds().contains(info.id("aud")) || !info.text("iss").equals(issuer)) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    // Unlike the claim of that name: how many seconds are left.
    long left = info.number("exp");
    if (left <= 0) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
    PlatformIdentity identity =
        PlatformIdentity.of(platform(), environment, info.id("user_id"), IdScope.PUBLISHER);
    Instant until = clock.instant().plusSeconds(Math.min(left, LONGEST_LIFE) + 1);
    return new Proof(settings.names().orElse(false) ? named(identity, token) : identity, until);
  }

  private PlatformIdentity named(PlatformIdentity identity, Secret token)
      throws NotProvedException {
    ApiJson profile = answered(ApiRequest.get(base + "/user/profile").bearer(token).repeatable());
    if (!profile.id("user_id").equals(identity.subject())) {
      throw NotProvedException.outage();
    }
    return profile.maybeName("name").map(identity::displayName).orElse(identity);
  }

  private ApiJson answered(ApiRequest question) throws NotProvedException {
    ApiAnswer answer = api.ask(question);
    if (answer.isOk()) {
      return answer.json();
    }
    String error = answer.maybeJson().flatMap(json -> json.maybeText("error")).orElse("");
    throw switch (error) {
      case "server_error", "temporarily_unavailable" -> NotProvedException.outage();
      case "insufficient_scope", "invalid_client", "unauthorized_client" ->
          api.misconfigured(error);
      // Expired tokens come back as 400, whatever the body says.
      default ->
          answer.status() == 400 || error.equals("invalid_token")
              ? NotProvedException.rejected(Reason.INVALID)
              : api.unexpected(answer);
    };
  }
}
