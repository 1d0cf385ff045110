// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request came from.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 * @param region the second half of an ISO 3166-2 code, such as {@code 43} of {@code UA-43}, if it
 *     is known; upper case
 */
public record Place(String country, Optional<String> region) {
  static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  static final Pattern REGION = Pattern.compile("[A-Z0-9]{1,3}");

  /**
   * Codes that ISO leaves to its users, and that edges use for "unknown" and the like. {@code XK},
   * which is among them, means Kosovo everywhere.
   */
  private static final Pattern NO_COUNTRY = Pattern.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ");

  /** Checks the forms. */
  public Place {
    if (!isCountry(country)) {
      throw new IllegalArgumentException("country: no such form (expected: two letters A to Z)");
    }
    if (region.isPresent() && !REGION.matcher(region.get()).matches()) {
      throw new IllegalArgumentException("region: no such form (expected: 1 to 3 of A-Z 0-9)");
    }
  }

  /**
   * The place that an edge's words name, in whatever case; empty if they name no country, as {@code
   * XX} and {@code T1} do. A region that is none counts as unknown.
   */
  public static Optional<Place> of(String country, Optional<String> region) {
    String code = upper(country);
    return isCountry(code)
        ? Optional.of(
            new Place(
                code, region.map(Place::upper).filter(each -> REGION.matcher(each).matches())))
        : Optional.empty();
  }

  static boolean isCountry(String code) {
    return COUNTRY.matcher(code).matches() && !NO_COUNTRY.matcher(code).matches();
  }

  /** Only a to z: other letters have odd upper cases. */
  private static String upper(String text) {
    return text.chars().allMatch(c -> c < 0x7f) ? text.toUpperCase(Locale.ROOT) : "";
  }
}
