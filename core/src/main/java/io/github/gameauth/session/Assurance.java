// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.util.Optional;

/**
 * How sure the issuer is of a player, from less to more: what stands in a token's {@code acr}, as a
 * URI under the issuer such as {@code https://id.mygame.example/acr/platform}. It is settled at
 * login and never changes within a session.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068 §2.2.1</a>
 */
public enum Assurance {
  /** A secret on one device. */
  GUEST("guest"),
  /** A platform vouched for the player before, but could not be asked this time. */
  PLATFORM_DEFERRED("platform-deferred"),
  /** A platform vouches for the player. */
  PLATFORM("platform"),
  /** The player logged in to an account of ours. */
  ACCOUNT("account");

  private final String word;

  Assurance(String word) {
    this.word = word;
  }

  /** The last part of the URI. */
  public String word() {
    return word;
  }

  /** How it is written in the tokens of {@code issuer}. */
  public String uri(String issuer) {
    return issuer + (issuer.endsWith("/") ? "" : "/") + "acr/" + word;
  }

  /** The one that {@code issuer} writes as {@code uri}. */
  public static Optional<Assurance> of(String issuer, String uri) {
    for (Assurance each : values()) {
      if (each.uri(issuer).equals(uri)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static Optional<Assurance> ofWord(String word) {
    for (Assurance each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether it is this or more. */
  public boolean isAtLeast(Assurance other) {
    return compareTo(other) >= 0;
  }
}
