// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in a token {@link PlayerClaims} stand. Immutable and safe to share. */
public final class PlayerClaimNaming {
  private static final PlayerClaimNaming NESTED = new PlayerClaimNaming("");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]{0,14}_");

  /** Empty if nested. */
  private final String prefix;

  private PlayerClaimNaming(String prefix) {
    this.prefix = prefix;
  }

  /**
   * One object under {@code <issuer>/claims/player}, a name that cannot collide with anybody's.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.2">RFC 7519 §4.2</a>
   */
  public static PlayerClaimNaming nested() {
    return NESTED;
  }

  /**
   * Claims of their own under a prefix, such as {@code gp_plat} and {@code gp_gid} for {@code gp_},
   * for gateways that read texts on the top level only.
   *
   * @param prefix a lower case letter, up to 14 more or digits, and an underscore
   */
  public static PlayerClaimNaming flat(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException("prefix: no such form (expected: such as gp_)");
    }
    return new PlayerClaimNaming(prefix);
  }

  /** Whether a claim of that name would stand where player claims do. */
  boolean reserves(String issuer, String name) {
    return prefix.isEmpty() ? name.equals(nestedName(issuer)) : name.startsWith(prefix);
  }

  Map<String, Object> named(String issuer, PlayerClaims claims) {
    if (prefix.isEmpty()) {
      return Map.of(nestedName(issuer), claims.members());
    }
    Map<String, Object> named = new LinkedHashMap<>();
    claims.members().forEach((name, value) -> named.put(prefix + name, value));
    return named;
  }

  /**
   * The player's claims among those of a verified token; empty unless all are there and as they
   * were written.
   *
   * @param issuer the token's issuer
   * @param claims the token's claims by their names
   */
  public Optional<PlayerClaims> read(
      String issuer, Map<String, ? extends @Nullable Object> claims) {
    if (!prefix.isEmpty()) {
      return PlayerClaims.read(name -> claims.get(prefix + name));
    }
    return claims.get(nestedName(issuer)) instanceof Map<?, ?> members
        ? PlayerClaims.read(members::get)
        : Optional.empty();
  }

  private static String nestedName(String issuer) {
    return issuer + (issuer.endsWith("/") ? "" : "/") + "claims/player";
  }
}
