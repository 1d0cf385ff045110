// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified token of a user pool says, by name. Who the player is says {@link #subject} and
 * nothing else: user names can be given to somebody else, addresses need not be verified, and a
 * pool's triggers may change every claim but those of identity and time.
 *
 * <p>Immutable and safe to share. It prints no claim.
 */
public final class CognitoClaims {
  private final VerifiedPlayer player;
  private final Claims claims;
  private final TokenUse use;

  private CognitoClaims(VerifiedPlayer player, TokenUse use) {
    this.player = player;
    this.claims = player.claims();
    this.use = use;
  }

  /**
   * What the token of {@code player} says.
   *
   * @throws IllegalArgumentException if it was no token of a user pool
   */
  public static CognitoClaims of(VerifiedPlayer player) {
    TokenUse use =
        TokenUse.of(player.claims().text("token_use"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "player: without token_use (expected: one of a CognitoIssuer)"));
    return new CognitoClaims(player, use);
  }

  /** Who the player is within the pool, for ever: {@code sub}. */
  public String subject() {
    return player.subject();
  }

  /** What the token was made for. */
  public TokenUse tokenUse() {
    return use;
  }

  /** The app client that the player signed in with. */
  public Optional<String> client() {
    return use == TokenUse.ACCESS
        ? claims.text("client_id")
        : claims.audience().stream().findFirst();
  }

  /** The pool's own user name; a machine has none. */
  public Optional<String> userName() {
    return claims.text(use == TokenUse.ACCESS ? "username" : "cognito:username");
  }

  /** Whether a machine signed in, by its client's credentials, and no player. */
  public boolean isMachine() {
    return use == TokenUse.ACCESS && !claims.says("username");
  }

  /** The player's groups in the pool; empty if there are none. */
  public List<String> groups() {
    return claims.texts(GroupPolicy.GROUPS).orElse(List.of());
  }

  /** What an access token lets its bearer do; empty for id tokens. */
  public Set<String> scopes() {
    return claims
        .text("scope")
        .filter(text -> !text.isBlank())
        .map(text -> Set.copyOf(List.of(text.trim().split(" +"))))
        .orElse(Set.of());
  }

  /**
   * The sign-in that the token goes back to, {@code origin_jti}: the same for all tokens of one
   * refresh token. Empty if the app client has token revocation switched off.
   */
  public Optional<String> signInId() {
    return claims.text("origin_jti");
  }

  /** When the player signed in, however often the token was refreshed since. */
  public Optional<Instant> signedInAt() {
    return claims.time("auth_time");
  }

  /** The device that took part in the sign-in, in access tokens alone. */
  public Optional<String> deviceKey() {
    return claims.text("device_key");
  }

  /** The player's e-mail address, in id tokens alone, if the pool has verified it. */
  public Optional<String> verifiedEmail() {
    return claims.text("email").filter(email -> isVerified("email_verified"));
  }

  /** The player's phone number, in id tokens alone, if the pool has verified it. */
  public Optional<String> verifiedPhoneNumber() {
    return claims.text("phone_number").filter(number -> isVerified("phone_number_verified"));
  }

  private boolean isVerified(String name) {
    return claims.flag(name).orElse(false);
  }

  /** The roles of the player's groups, as ARNs, in id tokens alone. */
  public List<String> roles() {
    return claims.texts("cognito:roles").orElse(List.of());
  }

  /** The role of the player's most important group, in id tokens alone. */
  public Optional<String> preferredRole() {
    return claims.text("cognito:preferred_role");
  }

  /**
   * An attribute of the pool's schema that is a text, such as {@code custom:rank}, in id tokens
   * alone.
   */
  public Optional<String> attribute(String name) {
    return claims.text(name);
  }

  /** Everything that the token says. */
  public Claims all() {
    return claims;
  }

  /** {@code CognitoClaims(…)}: claim values stay out of logs. */
  @Override
  public String toString() {
    return "CognitoClaims(…)";
  }
}
