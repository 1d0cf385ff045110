// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import java.util.Optional;

/**
 * One of PlayStation's worlds, whose players are let in, and where its services lie. A server for
 * players names {@value #PRODUCTION} and no other.
 *
 * @param issuerId {@code env_iss_id} of its tokens: 1 for development, 8 for certification, 256 for
 *     production, or another number from 1 to 65535
 * @param issuer {@code iss} of its id tokens, letter by letter; the partner documentation has it
 * @param base where its server-to-server services lie, an https address without a slash at the end;
 *     {@code https://s2s.sp-int.playstation.net}, {@code https://s2s.prod-qa.playstation.net} and
 *     {@code https://s2s.np.playstation.net} by default. Other numbers have no default
 * @param token where codes are exchanged; {@code /api/authz/v3/oauth/token} at the base by default.
 *     For the version 2 of PlayStation 4, it is {@link #TOKEN_V2} in production
 * @param userInfo where the player is read if no id token comes with the exchange; {@code
 *     /api/authz/v3/oauth/userinfo} at the base by default
 * @param keySet where the keys of id tokens lie; {@code /api/authz/v3/oauth/jwks} at the base by
 *     default
 */
public record PlayStationEnvironment(
    long issuerId,
    String issuer,
    Optional<String> base,
    Optional<String> token,
    Optional<String> userInfo,
    Optional<String> keySet) {
  /** The number of the world where players play. */
  public static final long PRODUCTION = 256;

  /** Where version 2 exchanges codes in production. */
  public static final String TOKEN_V2 =
      "https://auth.api.sonyentertainmentnetwork.com/2.0/oauth/token";

  private static final String OAUTH = "/api/authz/v3/oauth/";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public PlayStationEnvironment {
    Require.between("issuerId", issuerId, 1, 65535);
    Require.printable("issuer", issuer, 255);
    if (base.isEmpty() && knownName(issuerId).isEmpty()) {
      throw new IllegalArgumentException("base: missing (expected: an address, or 1, 8, 256)");
    }
    base.ifPresent(address -> Require.address("base", address));
    if (base.filter(address -> address.endsWith("/")).isPresent()) {
      throw new IllegalArgumentException("base: a slash at the end (expected: none)");
    }
    token.ifPresent(address -> Require.address("token", address));
    userInfo.ifPresent(address -> Require.address("userInfo", address));
    keySet.ifPresent(address -> Require.address("keySet", address));
  }

  /** An environment whose services lie where they lie by default. */
  public PlayStationEnvironment(long issuerId, String issuer) {
    this(issuerId, issuer, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The world where players play. */
  public static PlayStationEnvironment production(String issuer) {
    return new PlayStationEnvironment(PRODUCTION, issuer);
  }

  private static Optional<String> knownName(long issuerId) {
    return switch ((int) issuerId) {
      case 1 -> Optional.of("sp-int");
      case 8 -> Optional.of("prod-qa");
      case (int) PRODUCTION -> Optional.of("np");
      default -> Optional.empty();
    };
  }

  /** What identities call the environment: {@code np} in production; numbers without a name. */
  static String nameOf(long issuerId) {
    return knownName(issuerId).orElse(Long.toString(issuerId));
  }

  String name() {
    return nameOf(issuerId);
  }

  private String at(Optional<String> address, String service) {
    return address.orElseGet(
        () -> base.orElseGet(() -> "https://s2s." + name() + ".playstation.net") + OAUTH + service);
  }

  String tokenAddress() {
    return at(token, "token");
  }

  String userInfoAddress() {
    return at(userInfo, "userinfo");
  }

  String keySetAddress() {
    return at(keySet, "jwks");
  }
}
