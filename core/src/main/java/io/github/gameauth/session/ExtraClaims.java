// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.mint.TokenSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a host adds to its players' tokens. Each method returns a copy.
 *
 * @param roles the token's {@code roles}
 * @param groups the token's {@code groups}
 * @param claims claims of one's own, see {@link TokenSpec#claim}: none that is registered
 */
public record ExtraClaims(Set<String> roles, Set<String> groups, Map<String, Object> claims) {
  /** Nothing. */
  public static final ExtraClaims NONE = new ExtraClaims(Set.of(), Set.of(), Map.of());

  /** Copies the collections. */
  public ExtraClaims {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
    claims = Map.copyOf(claims);
  }

  /** The same with roles. */
  public ExtraClaims roles(String... roles) {
    return new ExtraClaims(Set.of(roles), groups, claims);
  }

  /** The same with groups. */
  public ExtraClaims groups(String... groups) {
    return new ExtraClaims(roles, Set.of(groups), claims);
  }

  /** The same with one more claim. */
  public ExtraClaims claim(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(name, value);
    return new ExtraClaims(roles, groups, more);
  }

  /** The specification with these claims in it. */
  TokenSpec addedTo(TokenSpec spec) {
    TokenSpec more = spec;
    if (!roles.isEmpty()) {
      more = more.roles(roles);
    }
    if (!groups.isEmpty()) {
      more = more.groups(groups);
    }
    for (Map.Entry<String, Object> claim : claims.entrySet()) {
      more = more.claim(claim.getKey(), claim.getValue());
    }
    return more;
  }

  /** The names of the claims, not their values. */
  @Override
  public String toString() {
    return "ExtraClaims(" + claims.keySet() + ")";
  }
}
