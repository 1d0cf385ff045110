// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.TokenHeader;
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
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Nintendo Accounts, by id tokens that are checked here against Nintendo's published keys. The
 * player is {@code sub}, the same everywhere; {@code country} is among the facts. If told to, it
 * reads the player's profile as well, which adds the nickname and the {@code ageBand}: whether the
 * account is a child's, and the years if the scope tells the birthday, as {@code 12 child}.
 *
 * <p>Users of a console are other players: see {@link NintendoNsaAdapter}. What leads third-party
 * games to these tokens is confidential; addresses that were learnt from public implementations are
 * defaults here. Safe to share.
 */
public final class NintendoAccountAdapter
    implements PlatformAdapter<NintendoAccountCredential>, AutoCloseable {
  /** Nintendo Accounts. */
  public static final Platform NINTENDO_ACCOUNT = new Platform("nintendo-account");

  private static final String ISSUER = "https://accounts.nintendo.com";
  private static final String KEY_SET = "https://accounts.nintendo.com/1.0.0/certificates";
  private static final String PROFILE = "https://api.accounts.nintendo.com/2.0.0/users/me";
  private static final int LONGEST_ACCESS_TOKEN = 4096;
  private static final int NOT_ACCEPTED = 401;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /**
   * What we must know about our game at Nintendo's.
   *
   * @param clientIds our clients, one of which is in {@code aud}; 1 to 16
   * @param profile whether the player's profile is read, for which the credential must hold an
   *     access token and Nintendo must answer; false by default
   * @param issuer what {@code iss} says; {@code https://accounts.nintendo.com} by default
   * @param keySet what {@code jku} says, and where the keys are fetched; {@code
   *     https://accounts.nintendo.com/1.0.0/certificates} by default
   * @param profileAddress where the profile lies; {@code
   *     https://api.accounts.nintendo.com/2.0.0/users/me} by default
   * @param tokenType what the claim {@code typ} says; {@code id_token} by default
   * @param clockSkew how far clocks may differ, 0 to 5 minutes; 30 seconds by default
   */
  public record Settings(
      List<String> clientIds,
      Optional<Boolean> profile,
      Optional<String> issuer,
      Optional<String> keySet,
      Optional<String> profileAddress,
      Optional<String> tokenType,
      Optional<Duration> clockSkew) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      issuer.ifPresent(text -> Require.printable("issuer", text, 255));
      keySet.ifPresent(address -> Require.address("keySet", address));
      profileAddress.ifPresent(address -> Require.address("profileAddress", address));
      tokenType.ifPresent(text -> Require.printable("tokenType", text, 255));
      clockSkew.ifPresent(
          span -> Require.between("clockSkew", span, Duration.ZERO, Duration.ofMinutes(5)));
    }

    /** These clients, and the defaults for the rest. */
    public Settings(String... clientIds) {
      this(
          List.of(clientIds),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final IdTokenProof proof;
  private final String keySet;
  private final boolean readsProfile;
  private final String profileAddress;
  private final PlatformApi api;
  private final InstantSource clock;

  /** An adapter for our game. */
  public NintendoAccountAdapter(Settings settings, AdapterContext context) {
    this.keySet = settings.keySet().orElse(KEY_SET);
    this.proof =
        NintendoTokens.proof(
                NINTENDO_ACCOUNT,
                context,
                settings.issuer().orElse(ISSUER),
                keySet,
                settings.tokenType().orElse(NintendoTokens.ID_TOKEN),
                settings.clockSkew())
            .clients(settings.clientIds())
            .build();
    this.readsProfile = settings.profile().orElse(false);
    this.profileAddress = settings.profileAddress().orElse(PROFILE);
    this.api = PlatformApi.of("nintendo-account", context, URI.create(profileAddress).getHost());
    this.clock = context.clock();
  }

  @Override
  public Platform platform() {
    return NINTENDO_ACCOUNT;
  }

  @Override
  public Class<NintendoAccountCredential> credentialType() {
    return NintendoAccountCredential.class;
  }

  @Override
  public PlatformVerdict verify(NintendoAccountCredential credential) {
    try {
      Secret token = credential.idToken();
      Optional<Secret> access = accessToken(credential);
      if (!TokenHeader.text(token, NintendoTokens.KEY_ADDRESS).equals(Optional.of(keySet))) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      VerifiedPlayer player = proof.proved(token);
      PlatformIdentity identity =
          PlatformIdentity.of(NINTENDO_ACCOUNT, "", player.subject(), IdScope.GLOBAL)
              .facts(country(player.claims().text("country"), PlatformFacts.NONE));
      if (access.isPresent()) {
        identity = withProfile(identity, access.get());
      }
      proof.requireFirstUse(token, player);
      return new Accepted(identity);
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private Optional<Secret> accessToken(NintendoAccountCredential credential)
      throws NotProvedException {
    if (!readsProfile) {
      return Optional.empty();
    }
    Secret access =
        credential.accessToken().orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    CredentialText.printable(access, LONGEST_ACCESS_TOKEN);
    return Optional.of(access);
  }

  private PlatformIdentity withProfile(PlatformIdentity identity, Secret access)
      throws NotProvedException {
    ApiAnswer answer = api.ask(ApiRequest.get(profileAddress).bearer(access).repeatable());
    if (answer.status() == NOT_ACCEPTED) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    ApiJson profile = answer.json();
    if (!profile.id("id").equals(identity.subject())) {
      // The access token of somebody else, whose age and name these are.
      throw NotProvedException.rejected(Reason.INVALID);
    }
    PlatformFacts facts = country(profile.maybeText("country"), identity.facts());
    Optional<String> age =
        AgeBand.of(
            profile.maybeText("birthday").flatMap(this::years), profile.maybeFlag("isChild"));
    if (age.isPresent()) {
      facts = facts.ageBand(age.get());
    }
    PlatformIdentity known = identity.facts(facts);
    return profile.maybeName("nickname").map(known::displayName).orElse(known);
  }

  private static PlatformFacts country(Optional<String> country, PlatformFacts facts) {
    return country
        .filter(text -> COUNTRY.matcher(text).matches())
        .map(facts::country)
        .orElse(facts);
  }

  /** Whole years by UTC, whose midnight is within half a day of the player's. */
  private Optional<Integer> years(String birthday) {
    try {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      return Optional.of(Period.between(LocalDate.parse(birthday), today).getYears());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Fetches Nintendo's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
