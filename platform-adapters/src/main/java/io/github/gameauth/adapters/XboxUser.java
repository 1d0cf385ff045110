// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.XboxAdapter.PlayerId;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlayerName;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.token.Claims;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the users whom a proven token speaks of. Which claims there are is configured for the
 * relying party; one without a value may be {@code null} or missing.
 */
final class XboxUser {
  /** Before a privilege's number, where it stands among entitlements. */
  static final String PRIVILEGE = "xbox:privilege:";

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern AGE_GROUP = Pattern.compile("[A-Za-z]{1,32}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private final Map<?, ?> claims;

  private XboxUser(Map<?, ?> claims) {
    this.claims = claims;
  }

  /**
   * The user whom the client means.
   *
   * @param hash of {@link XboxAuthorization#userHash}
   * @throws NotProvedException INVALID if that is none of them, or more than one
   */
  static XboxUser of(Claims token, String hash) throws NotProvedException {
    Object users = token.value("xui").orElse(List.of());
    @Nullable XboxUser meant = null;
    for (Object each : users instanceof List<?> list ? list : List.of()) {
      XboxUser user = new XboxUser(each instanceof Map<?, ?> map ? map : Map.of());
      if (hash.equals(XboxAuthorization.ONLY_USER) || user.text("uhs").equals(Optional.of(hash))) {
        if (meant != null) {
          throw NotProvedException.rejected(Reason.INVALID);
        }
        meant = user;
      }
    }
    if (meant == null || meant.text("uhs").isEmpty()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    return meant;
  }

  /** The user hash: which of the token's users it is, in this token alone. */
  String hash() {
    return text("uhs").orElseThrow();
  }

  /**
   * The player's id.
   *
   * @throws NotProvedException misconfigured if the relying party's tokens have none of that kind
   */
  String id(PlayerId kind) throws NotProvedException {
    return text(kind.claim())
        .filter(id -> Require.isPrintable(id, 255))
        .orElseThrow(NotProvedException::notConfigured);
  }

  /** The gamertag: the classic one, or the modern one with its suffix. */
  Optional<String> name() {
    Optional<String> modern =
        text("mgt").map(name -> name + text("mgs").map(suffix -> "#" + suffix).orElse(""));
    return text("gtg").or(() -> modern).flatMap(PlayerName::of);
  }

  /** Age group, country and privileges, as far as the token says them. */
  PlatformFacts facts() {
    PlatformFacts facts = PlatformFacts.NONE.entitlements(privileges());
    Optional<String> ageGroup = text("agg").filter(word -> AGE_GROUP.matcher(word).matches());
    Optional<String> country = text("ctr").filter(code -> COUNTRY.matcher(code).matches());
    if (ageGroup.isPresent()) {
      facts = facts.ageBand(ageGroup.get());
    }
    return country.isPresent() ? facts.country(country.get()) : facts;
  }

  private Set<String> privileges() {
    Set<String> privileges = new LinkedHashSet<>();
    for (String number : text("prv").orElse("").split(" ", -1)) {
      if (NUMBER.matcher(number).matches()) {
        privileges.add(PRIVILEGE + number);
      }
    }
    return privileges;
  }

  private Optional<String> text(String name) {
    return claims.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** {@code XboxUser(…)}. */
  @Override
  public String toString() {
    return "XboxUser(…)";
  }
}
