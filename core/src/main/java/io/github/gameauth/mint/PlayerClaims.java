// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What game services want to know of a player beyond the registered claims. Nothing here tells who
 * the player is on their platform, and nothing may: no platform id, name, mail address or birth
 * date belongs into a token.
 *
 * @param game the game's id, {@code gid}
 * @param platform the platform the player came from, {@code plat}
 * @param kind how much stands behind the account, {@code kind}
 * @param platformVerifiedAt when the platform last vouched for the player, {@code pvt}
 * @param sessionEpoch counts the account's global logouts, {@code sep}, from 0
 * @param degraded whether the platform could not be asked this time, {@code deg}; left out if not
 * @param region the country at login, ISO 3166-1 alpha-2, {@code reg}; left out unless given
 */
public record PlayerClaims(
    String game,
    String platform,
    Kind kind,
    Instant platformVerifiedAt,
    long sessionEpoch,
    boolean degraded,
    Optional<String> region) {
  /** The version of these claims, {@code v}. */
  public static final int VERSION = 1;

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** How much stands behind an account. */
  public enum Kind {
    /** A secret on one device, and nothing else. */
    GUEST("guest"),
    /** A platform account that made this one on its first visit. */
    SHADOW("shadow"),
    /** An account that its player has claimed. */
    FULL("full");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** How it is written in a token. */
    public String word() {
      return word;
    }
  }

  /** Checks the names, the epoch and the country. */
  public PlayerClaims {
    Require.printable("game", game);
    Require.printable("platform", platform);
    RegisteredClaims.requireNumericDate("platformVerifiedAt", platformVerifiedAt.getEpochSecond());
    if (sessionEpoch < 0 || sessionEpoch > ClaimValues.MAX_INTEGER) {
      throw new IllegalArgumentException(
          "sessionEpoch: " + sessionEpoch + " (expected: 0 to 2^53 - 1)");
    }
    if (region.isPresent() && !COUNTRIES.contains(region.get())) {
      throw new IllegalArgumentException("region: no country (expected: ISO 3166-1 alpha-2)");
    }
  }

  /** Claims of a player whose platform was asked, without a country. */
  public static PlayerClaims of(
      String game, String platform, Kind kind, Instant platformVerifiedAt, long sessionEpoch) {
    return new PlayerClaims(
        game, platform, kind, platformVerifiedAt, sessionEpoch, false, Optional.empty());
  }

  /** The same, for a player whose platform could not be asked this time. */
  public PlayerClaims asDegraded() {
    return new PlayerClaims(game, platform, kind, platformVerifiedAt, sessionEpoch, true, region);
  }

  /** The same with a country. Mind that this is personal data in a token. */
  public PlayerClaims inRegion(String country) {
    return new PlayerClaims(
        game, platform, kind, platformVerifiedAt, sessionEpoch, degraded, Optional.of(country));
  }

  /** The claims by their short names. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("v", (long) VERSION);
    members.put("gid", game);
    members.put("plat", platform);
    members.put("kind", kind.word());
    members.put("pvt", platformVerifiedAt.getEpochSecond());
    members.put("sep", sessionEpoch);
    if (degraded) {
      members.put("deg", true);
    }
    region.ifPresent(country -> members.put("reg", country));
    return members;
  }

  /** The claims whose members {@code value} knows by their short names. */
  static Optional<PlayerClaims> read(Function<String, @Nullable Object> value) {
    Optional<Kind> kind =
        Arrays.stream(Kind.values())
            .filter(each -> each.word().equals(value.apply("kind")))
            .findFirst();
    if (kind.isPresent()
        && value.apply("v") instanceof Long version
        && version == VERSION
        && value.apply("gid") instanceof String game
        && value.apply("plat") instanceof String platform
        && value.apply("pvt") instanceof Long verifiedAt
        && value.apply("sep") instanceof Long epoch) {
      try {
        return Optional.of(
            new PlayerClaims(
                game,
                platform,
                kind.get(),
                Instant.ofEpochSecond(verifiedAt),
                epoch,
                Boolean.TRUE.equals(value.apply("deg")),
                Optional.ofNullable(value.apply("reg") instanceof String region ? region : null)));
      } catch (DateTimeException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
