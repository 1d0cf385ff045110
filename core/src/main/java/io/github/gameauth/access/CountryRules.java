// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From where one may play. Countries are written {@code DE}, regions {@code UA-43}. Immutable.
 *
 * @param denied from there nobody may, whatever else is said
 * @param allowed if it is there: from everywhere else nobody may either
 */
record CountryRules(Set<String> denied, Optional<Set<String>> allowed) {
  static final CountryRules NONE = new CountryRules(Set.of(), Optional.empty());

  /** The answer for a place. */
  enum Answer {
    YES,
    NO,
    /** It depends on the region, which nobody knows. */
    UNKNOWN
  }

  CountryRules deny(Collection<String> places) {
    return new CountryRules(plus(denied, places), allowed);
  }

  CountryRules allow(Collection<String> places) {
    return new CountryRules(denied, Optional.of(plus(allowed.orElse(Set.of()), places)));
  }

  private static Set<String> plus(Set<String> some, Collection<String> more) {
    Set<String> all = new HashSet<>(some);
    for (String place : more) {
      String code = place.toUpperCase(Locale.ROOT);
      boolean isRegion = code.length() > 3 && code.charAt(2) == '-';
      if (!Place.isCountry(isRegion ? code.substring(0, 2) : code)
          || (isRegion && !Place.REGION.matcher(code.substring(3)).matches())) {
        throw new IllegalArgumentException(
            "place: " + place + " (expected: a country such as DE, or a region such as UA-43)");
      }
      all.add(code);
    }
    return Set.copyOf(all);
  }

  Answer answerFor(Place place) {
    Answer isDenied = names(denied, place);
    Answer isAllowed = allowed.map(list -> names(list, place)).orElse(Answer.YES);
    if (isDenied == Answer.YES || isAllowed == Answer.NO) {
      return Answer.NO;
    }
    return isDenied == Answer.NO && isAllowed == Answer.YES ? Answer.YES : Answer.UNKNOWN;
  }

  private static Answer names(Set<String> list, Place place) {
    if (list.contains(place.country())) {
      return Answer.YES;
    }
    if (place.region().isPresent()) {
      return list.contains(place.country() + '-' + place.region().get()) ? Answer.YES : Answer.NO;
    }
    String regions = place.country() + '-';
    return list.stream().anyMatch(each -> each.startsWith(regions)) ? Answer.UNKNOWN : Answer.NO;
  }
}
