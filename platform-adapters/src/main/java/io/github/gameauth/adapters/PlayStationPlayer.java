// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.token.Claims;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What PlayStation says of a player, in a verified token or an answer: each value as text, by the
 * first name under which it is there in the right form.
 */
final class PlayStationPlayer {
  /** A 64-bit number, which is never made a number here: it would not fit everywhere. */
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,19}");

  private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
  private static final Pattern YEARS = Pattern.compile("[0-9]{1,3}");
  private static final Pattern FLAG = Pattern.compile("true|false");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private final PlayStationClaimNames names;
  private final Function<String, Optional<String>> values;

  private PlayStationPlayer(
      PlayStationClaimNames names, Function<String, Optional<String>> values) {
    this.names = names;
    this.values = values;
  }

  static PlayStationPlayer of(PlayStationClaimNames names, Claims claims) {
    return new PlayStationPlayer(
        names, name -> claims.value(name).flatMap(PlayStationPlayer::text));
  }

  static PlayStationPlayer of(PlayStationClaimNames names, ApiJson answer) {
    return new PlayStationPlayer(
        names,
        name ->
            answer
                .maybeText(name)
                .or(() -> answer.maybeDigits(name))
                .or(() -> answer.maybeFlag(name).map(String::valueOf)));
  }

  private static Optional<String> text(Object value) {
    if (value instanceof BigDecimal number) {
      return Optional.of(number.toPlainString());
    }
    return value instanceof String || value instanceof Long || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  private Optional<String> first(List<String> names, Pattern form) {
    return names.stream()
        .flatMap(name -> values.apply(name).stream())
        .filter(text -> form.matcher(text).matches())
        .findFirst();
  }

  /** The number of the environment, as text; empty if there is none. */
  Optional<String> issuerId() {
    return first(names.environment().orElse(List.of("env_iss_id")), NUMBER);
  }

  /** The player and the facts; empty if there is no account id. */
  Optional<PlatformIdentity> identity(String environment) {
    return first(names.id().orElse(List.of("sub", "account_id")), ID)
        .map(
            id ->
                PlatformIdentity.of(
                    PlayStationAdapter.PLAYSTATION, environment, id, IdScope.GLOBAL))
        .map(this::named)
        .map(identity -> identity.facts(facts()));
  }

  private PlatformIdentity named(PlatformIdentity identity) {
    return first(names.name().orElse(List.of("online_id")), NAME)
        .map(identity::displayName)
        .orElse(identity);
  }

  private PlatformFacts facts() {
    PlatformFacts facts = PlatformFacts.NONE;
    Optional<String> age =
        AgeBand.of(
            first(names.age().orElse(List.of("age")), YEARS).map(Integer::valueOf),
            first(names.child().orElse(List.of("is_child")), FLAG).map(Boolean::valueOf));
    if (age.isPresent()) {
      facts = facts.ageBand(age.get());
    }
    Optional<String> country = first(names.country().orElse(List.of("legal_country")), COUNTRY);
    return country.map(facts::country).orElse(facts);
  }
}
