// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.CountryRules.Answer;
import io.github.gameauth.account.GameId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which countries and regions one may play. The lists are the operator's; the library knows
 * none. Each method returns a copy:
 *
 * <pre>{@code
 * CountryPolicy.allowingUnknown().deny("KP", "UA-43").allow(game, "DE", "AT", "CH")
 * }</pre>
 *
 * <p>What is said of a game counts beside what is said of all, and a denial more than anything
 * else. Immutable and safe to share; to change it while players come and go, hand {@code Edge} a
 * supplier.
 */
public final class CountryPolicy {
  private final boolean unknownDenied;
  private final CountryRules ofAll;
  private final Map<GameId, CountryRules> ofGames;

  private CountryPolicy(
      boolean unknownDenied, CountryRules ofAll, Map<GameId, CountryRules> ofGames) {
    this.unknownDenied = unknownDenied;
    this.ofAll = ofAll;
    this.ofGames = Map.copyOf(ofGames);
  }

  /**
   * Begins without lists; players may play from where the edge does not know, and from a country of
   * which a region is listed when it does not know the region.
   */
  public static CountryPolicy allowingUnknown() {
    return new CountryPolicy(false, CountryRules.NONE, Map.of());
  }

  /** Begins without lists; nobody may play from where the edge does not know. */
  public static CountryPolicy denyingUnknown() {
    return new CountryPolicy(true, CountryRules.NONE, Map.of());
  }

  /**
   * Nobody may play from these countries and regions.
   *
   * @param places such as {@code KP} or {@code UA-43}
   * @throws IllegalArgumentException if one has no such form
   */
  public CountryPolicy deny(String... places) {
    return deny(List.of(places));
  }

  /** Nobody may play from these; see {@link #deny(String...)}. */
  public CountryPolicy deny(Collection<String> places) {
    return new CountryPolicy(unknownDenied, ofAll.deny(places), ofGames);
  }

  /** Nobody may play that game from these; see {@link #deny(String...)}. */
  public CountryPolicy deny(GameId game, String... places) {
    return with(game, rulesOf(game).deny(List.of(places)));
  }

  /** Players may play from these alone; with no place at all, from nowhere. */
  public CountryPolicy allow(String... places) {
    return allow(List.of(places));
  }

  /** Players may play from these alone; see {@link #allow(String...)}. */
  public CountryPolicy allow(Collection<String> places) {
    return new CountryPolicy(unknownDenied, ofAll.allow(places), ofGames);
  }

  /** Players may play that game from these alone; see {@link #allow(String...)}. */
  public CountryPolicy allow(GameId game, String... places) {
    return with(game, rulesOf(game).allow(List.of(places)));
  }

  private CountryRules rulesOf(GameId game) {
    return ofGames.getOrDefault(game, CountryRules.NONE);
  }

  private CountryPolicy with(GameId game, CountryRules rules) {
    Map<GameId, CountryRules> games = new HashMap<>(ofGames);
    games.put(game, rules);
    return new CountryPolicy(unknownDenied, ofAll, games);
  }

  /** Whether {@code game} may be played from {@code place}, or from nobody knows where. */
  public boolean allows(Optional<Place> place, GameId game) {
    return place.isPresent()
        ? isYes(ofAll.answerFor(place.get())) && isYes(rulesOf(game).answerFor(place.get()))
        : !unknownDenied;
  }

  private boolean isYes(Answer answer) {
    return answer == Answer.YES || (answer == Answer.UNKNOWN && !unknownDenied);
  }
}
