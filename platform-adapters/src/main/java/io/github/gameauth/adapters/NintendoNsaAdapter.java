// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.TokenHeader;
import io.github.gameauth.claim.AudiencePolicy;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Id tokens of a Nintendo console's network service account (NSA), checked here against Nintendo's
 * published keys. The player is {@code sub}: a user of a console, who is somebody else than the
 * Nintendo Account that {@link NintendoAccountAdapter} proves, even where the two are linked.
 *
 * <p>All games share one {@code aud}; what proves ours is the application id in the token. Where a
 * token says that its keys lie ({@code jku}) is compared with the addresses in the settings, letter
 * by letter, and never asked.
 *
 * <p>A console may hand out the same token for up to three hours. Where players come back with it
 * within that time, the context must tolerate replays.
 *
 * <p>Nintendo's own documents are confidential: what is a default here was learnt from public
 * implementations, and can be set. Safe to share.
 */
public final class NintendoNsaAdapter
    implements PlatformAdapter<NintendoNsaCredential>, AutoCloseable {
  /** Users of Nintendo's consoles. */
  public static final Platform NINTENDO_NSA = new Platform("nintendo-nsa");

  /** Among {@code entitlements} if the player has a paid online membership. */
  public static final String MEMBERSHIP = "nintendo:membership";

  private static final String AUDIENCE = "ed9e2f05d286f7b8";
  private static final String MEMBERSHIP_REQUIRED = "MEMBERSHIP_REQUIRED";
  private static final Duration LONGEST_KEPT = Duration.ofHours(24);

  /**
   * What we must know about our game at Nintendo's.
   *
   * @param applicationIds the game's, and those of its demos and regions if they shall be let in as
   *     well; 16 hexadecimal digits in either case, 1 to 16
   * @param environments whose tokens are taken, 1 to 8; {@link Environment#PRODUCTION} alone by
   *     default
   * @param membership what the membership flag is for; {@code REQUIRE} by default
   * @param keysKept how long keys serve while Nintendo cannot be asked, 0 to 24 hours; 24 hours by
   *     default, since each key is published for longer than that
   * @param clockSkew how far clocks may differ, 0 to 5 minutes; 30 seconds by default
   * @param audience the {@code aud} of all games; {@code ed9e2f05d286f7b8} by default
   * @param tokenType what the claim {@code typ} says; {@code id_token} by default
   * @param claims where the token speaks of the game
   */
  public record Settings(
      List<String> applicationIds,
      Optional<List<Environment>> environments,
      Optional<Membership> membership,
      Optional<Duration> keysKept,
      Optional<Duration> clockSkew,
      Optional<String> audience,
      Optional<String> tokenType,
      Optional<ClaimNames> claims) {
    private static final Pattern APPLICATION = Pattern.compile("[0-9A-Fa-f]{16}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      applicationIds =
          Require.some(
              "applicationIds",
              applicationIds.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList(),
              16);
      applicationIds.forEach(
          id -> Require.matching("applicationIds", id, APPLICATION, "16 hexadecimal digits"));
      environments = environments.map(all -> Require.some("environments", all, 8));
      environments.ifPresent(Settings::requireOwnKeySets);
      keysKept.ifPresent(span -> Require.between("keysKept", span, Duration.ZERO, LONGEST_KEPT));
      clockSkew.ifPresent(
          span -> Require.between("clockSkew", span, Duration.ZERO, Duration.ofMinutes(5)));
      audience.ifPresent(text -> Require.printable("audience", text, 255));
      tokenType.ifPresent(text -> Require.printable("tokenType", text, 255));
    }

    private static void requireOwnKeySets(List<Environment> environments) {
      Require.some(
          "environments.keySet", environments.stream().map(Environment::keySet).toList(), 8);
    }

    /** These applications, and the defaults for the rest. */
    public Settings(String... applicationIds) {
      this(
          List.of(applicationIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * A host that signs tokens, and in which world its users live. Several hosts may share a world,
   * as those of two generations of a console might.
   *
   * @param name the {@code environment} of identities, 1 to 64 printable characters; it never
   *     changes
   * @param issuer what {@code iss} says
   * @param keySet what {@code jku} says, and where the keys are fetched: an https address
   */
  public record Environment(String name, String issuer, String keySet) {
    /** What consoles in the shops use. */
    public static final Environment PRODUCTION =
        of("production", "https://e0d67c509fb203858ebcb2fe3f88c2aa.baas.nintendo.com");

    /** What development consoles use, as far as is publicly known. */
    public static final Environment SANDBOX =
        of("sandbox", "https://e97b8a9d672e4ce4845ec6947cd66ef6-sb.baas.nintendo.com");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Environment {
      Require.printable("name", name, 64);
      Require.printable("issuer", issuer, 255);
      Require.address("keySet", keySet);
    }

    private static Environment of(String name, String issuer) {
      return new Environment(name, issuer, issuer + "/1.0.0/certificates");
    }
  }

  /** What to make of the flag that says whether the player has a paid online membership. */
  public enum Membership {
    /** Nothing. */
    IGNORE,
    /** Have it among the facts. */
    REPORT,
    /**
     * Have it among the facts, and deny players who have none where the token says that the game
     * wants one: there, Nintendo leaves that to the game's server.
     */
    REQUIRE
  }

  /**
   * What the claims about the game are called.
   *
   * @param game the object that holds the others; {@code nintendo} by default
   * @param applicationId {@code ai} by default
   * @param onlinePlay the policy for online play; {@code opp} by default
   * @param membership {@code hm} by default
   */
  public record ClaimNames(
      Optional<String> game,
      Optional<String> applicationId,
      Optional<String> onlinePlay,
      Optional<String> membership) {
    /** Checks that they are names. */
    public ClaimNames {
      game.ifPresent(name -> Require.printable("game", name, 64));
      applicationId.ifPresent(name -> Require.printable("applicationId", name, 64));
      onlinePlay.ifPresent(name -> Require.printable("onlinePlay", name, 64));
      membership.ifPresent(name -> Require.printable("membership", name, 64));
    }
  }

  private record Source(String environment, IdTokenProof proof) {}

  private final Map<String, Source> sources;
  private final Set<String> otherEnvironments;
  private final Set<String> applicationIds;
  private final Membership membership;
  private final String game;
  private final String applicationId;
  private final String onlinePlay;
  private final String member;

  /** An adapter for our game. */
  public NintendoNsaAdapter(Settings settings, AdapterContext context) {
    Map<String, Source> all = new LinkedHashMap<>();
    for (Environment each : settings.environments().orElse(List.of(Environment.PRODUCTION))) {
      all.put(each.keySet(), new Source(each.name(), proof(each, settings, context)));
    }
    this.sources = Map.copyOf(all);
    this.otherEnvironments =
        List.of(Environment.PRODUCTION, Environment.SANDBOX).stream()
            .map(Environment::keySet)
            .filter(keySet -> !sources.containsKey(keySet))
            .collect(Collectors.toUnmodifiableSet());
    this.applicationIds = Set.copyOf(settings.applicationIds());
    this.membership = settings.membership().orElse(Membership.REQUIRE);
    this.game = settings.claims().flatMap(ClaimNames::game).orElse("nintendo");
    this.applicationId = settings.claims().flatMap(ClaimNames::applicationId).orElse("ai");
    this.onlinePlay = settings.claims().flatMap(ClaimNames::onlinePlay).orElse("opp");
    this.member = settings.claims().flatMap(ClaimNames::membership).orElse("hm");
  }

  private static IdTokenProof proof(
      Environment environment, Settings settings, AdapterContext context) {
    return NintendoTokens.proof(
            NINTENDO_NSA,
            context,
            environment.issuer(),
            environment.keySet(),
            settings.tokenType().orElse(NintendoTokens.ID_TOKEN),
            settings.clockSkew())
        .jwksSettings(JwksSettings.DEFAULT.staleFor(settings.keysKept().orElse(LONGEST_KEPT)))
        .audience(
            AudiencePolicy.onlyOneOf(settings.audience().orElse(AUDIENCE)), TokenProfile.idToken())
        .build();
  }

  @Override
  public Platform platform() {
    return NINTENDO_NSA;
  }

  @Override
  public Class<NintendoNsaCredential> credentialType() {
    return NintendoNsaCredential.class;
  }

  @Override
  public PlatformVerdict verify(NintendoNsaCredential credential) {
    try {
      Secret token = credential.idToken();
      Source source = sourceOf(token);
      VerifiedPlayer player = source.proof().proved(token);
      Map<String, @Nullable Object> ours = requireOurGame(player);
      PlatformFacts facts = requireMembership(ours);
      source.proof().requireFirstUse(token, player);
      return new Accepted(
          PlatformIdentity.of(NINTENDO_NSA, source.environment(), player.subject(), IdScope.GLOBAL)
              .facts(facts));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private Source sourceOf(Secret token) throws NotProvedException {
    String address =
        TokenHeader.text(token, NintendoTokens.KEY_ADDRESS)
            .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    Source source = sources.get(address);
    if (source == null) {
      throw NotProvedException.rejected(
          otherEnvironments.contains(address) ? Reason.WRONG_APP : Reason.INVALID);
    }
    return source;
  }

  /** Tokens for anything else than a game do not speak of one, and so are for something else. */
  private Map<String, @Nullable Object> requireOurGame(VerifiedPlayer player)
      throws NotProvedException {
    Optional<Map<String, @Nullable Object>> about = player.claims().object(game);
    if (about.isPresent()
        && about.get().get(applicationId) instanceof String id
        && applicationIds.contains(id.toLowerCase(Locale.ROOT))) {
      return about.get();
    }
    throw NotProvedException.rejected(Reason.WRONG_APP);
  }

  private PlatformFacts requireMembership(Map<String, @Nullable Object> ours)
      throws NotProvedException {
    boolean isMember = Boolean.TRUE.equals(ours.get(member));
    if (membership == Membership.REQUIRE
        && !isMember
        && MEMBERSHIP_REQUIRED.equals(ours.get(onlinePlay))) {
      throw NotProvedException.rejected(Reason.DENIED);
    }
    return isMember && membership != Membership.IGNORE
        ? PlatformFacts.NONE.entitlements(Set.of(MEMBERSHIP))
        : PlatformFacts.NONE;
  }

  /** Fetches Nintendo's keys, so that the first player need not wait. */
  public void warmUp() {
    sources.values().forEach(source -> source.proof().warmUp());
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    sources.values().forEach(source -> source.proof().close());
  }
}
