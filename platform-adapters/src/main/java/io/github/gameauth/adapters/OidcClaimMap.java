// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.token.Claims;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which claims of a provider's id tokens say what about a player, where it vouches for that. What
 * is not mapped is not looked at. A claim is named by its name or, if that begins with a slash, by
 * JSON pointer: {@code country} or {@code /address/country}. A claim that is absent or does not fit
 * says nothing.
 *
 * @param displayName a name to show: {@code name}, {@code preferred_username}
 * @param country an ISO 3166-1 code of two letters of either case
 * @param ageBand the provider's own word for the player's age group: a text, or an age in years
 * @param child {@code true} for children, whose {@code ageBand} is then {@code child}; not together
 *     with {@code ageBand}
 * @param banned {@code true} if the provider has banned the player
 * @param entitlements what the player owns: a text or a list of texts, of which the first 100 that
 *     are printable count, up to 128 characters each; {@code deluxe} of the platform {@code studio}
 *     becomes {@code studio:deluxe}
 */
public record OidcClaimMap(
    Optional<String> displayName,
    Optional<String> country,
    Optional<String> ageBand,
    Optional<String> child,
    Optional<String> banned,
    Optional<String> entitlements) {
  /** Nothing is mapped. */
  public static final OidcClaimMap NONE =
      new OidcClaimMap(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
  private static final int LONGEST_BAND = 64;
  private static final int LONGEST_ENTITLEMENT = 128;
  private static final int MOST_ENTITLEMENTS = 100;

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public OidcClaimMap {
    displayName.ifPresent(path -> OidcClaim.checked("displayName", path));
    country.ifPresent(path -> OidcClaim.checked("country", path));
    ageBand.ifPresent(path -> OidcClaim.checked("ageBand", path));
    child.ifPresent(path -> OidcClaim.checked("child", path));
    banned.ifPresent(path -> OidcClaim.checked("banned", path));
    entitlements.ifPresent(path -> OidcClaim.checked("entitlements", path));
    if (ageBand.isPresent() && child.isPresent()) {
      throw new IllegalArgumentException("child: beside ageBand (expected: one of them)");
    }
  }

  Optional<String> displayNameOf(Claims claims) {
    return displayName.flatMap(path -> OidcClaim.at(path).textOf(claims)).flatMap(PlayerName::of);
  }

  PlatformFacts factsOf(Claims claims, Platform platform) {
    return new PlatformFacts(
        Optional.empty(),
        banned.flatMap(path -> OidcClaim.at(path).flagOf(claims)),
        country
            .flatMap(path -> OidcClaim.at(path).textOf(claims))
            .filter(text -> COUNTRY.matcher(text).matches())
            .map(text -> text.toUpperCase(Locale.ROOT)),
        ageBandOf(claims),
        entitlementsOf(claims, platform));
  }

  private Optional<String> ageBandOf(Claims claims) {
    return ageBand
        .flatMap(path -> OidcClaim.at(path).textOf(claims))
        .filter(text -> Require.isPrintable(text, LONGEST_BAND))
        .or(
            () ->
                child
                    .flatMap(path -> OidcClaim.at(path).flagOf(claims))
                    .filter(isChild -> isChild)
                    .map(isChild -> "child"));
  }

  private Set<String> entitlementsOf(Claims claims, Platform platform) {
    return entitlements.stream()
        .flatMap(path -> OidcClaim.at(path).textsOf(claims).stream())
        .filter(text -> Require.isPrintable(text, LONGEST_ENTITLEMENT))
        .limit(MOST_ENTITLEMENTS)
        .map(text -> platform + ":" + text)
        .collect(Collectors.toUnmodifiableSet());
  }
}
