// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token shall say. Each method returns a copy, so a specification can be kept and varied:
 *
 * <pre>{@code
 * TokenSpec.forSubject("p-17").audience("world-7").clientId("lostsky-pc").scope("play chat")
 * }</pre>
 *
 * <p>{@code iss exp iat jti} are the minter's and cannot be said here. Immutable.
 *
 * @param subject the player, {@code sub}: 1 to 255 printable ASCII characters
 * @param audience whom it is for, {@code aud}; one, and required when it is minted
 * @param kind what kind of token it is
 * @param lifetime how long it lives, before the jitter; empty to let {@link TokenLifetimes} say
 * @param player what game services want to know of the player
 * @param claims every other claim by its name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068 §2.2</a>
 */
public record TokenSpec(
    String subject,
    Optional<String> audience,
    TokenKind kind,
    Optional<Duration> lifetime,
    Optional<PlayerClaims> player,
    Map<String, Object> claims) {
  /**
   * Checks every value and copies the claims.
   *
   * @throws IllegalArgumentException if a claim is reserved, or a value cannot stand in a token
   */
  public TokenSpec {
    Require.printable("sub", subject);
    audience.ifPresent(to -> Require.printable("aud", to));
    lifetime.ifPresent(
        span -> Require.between("lifetime", span, TokenLifetimes.SHORTEST, TokenLifetimes.LONGEST));
    Map<String, Object> copy = new LinkedHashMap<>();
    claims.forEach(
        (name, value) -> {
          Object checked = ClaimValues.copyOf(name, value);
          RegisteredClaims.check(name, checked);
          copy.put(name, checked);
        });
    claims = Collections.unmodifiableMap(copy);
  }

  /** An access token for a player, that says nothing else yet. */
  public static TokenSpec forSubject(String subject) {
    return new TokenSpec(
        subject, Optional.empty(), TokenKind.ACCESS, Optional.empty(), Optional.empty(), Map.of());
  }

  /** Whom it is for: the game or the service. */
  public TokenSpec audience(String audience) {
    return new TokenSpec(subject, Optional.of(audience), kind, lifetime, player, claims);
  }

  /** What kind of token it is. Defaults to {@link TokenKind#ACCESS}. */
  public TokenSpec kind(TokenKind kind) {
    return new TokenSpec(subject, audience, kind, lifetime, player, claims);
  }

  /** How long it lives, 1 minute to 24 hours and at most as long as the signing keys allow. */
  public TokenSpec livingFor(Duration lifetime) {
    return new TokenSpec(subject, audience, kind, Optional.of(lifetime), player, claims);
  }

  /** What game services want to know of the player. */
  public TokenSpec player(PlayerClaims player) {
    return new TokenSpec(subject, audience, kind, lifetime, Optional.of(player), claims);
  }

  /** The game client or build channel, {@code client_id}, such as {@code lostsky-pc}. */
  public TokenSpec clientId(String clientId) {
    return with("client_id", clientId);
  }

  /** The session's public handle, {@code sid}. */
  public TokenSpec sessionId(String sessionId) {
    return with("sid", sessionId);
  }

  /** When the player last proved who they are, {@code auth_time}. A refresh copies it unchanged. */
  public TokenSpec authenticatedAt(Instant time) {
    return with("auth_time", time.getEpochSecond());
  }

  /** How sure the issuer is of the player, {@code acr}. */
  public TokenSpec assurance(String acr) {
    return with("acr", acr);
  }

  /** How the player proved who they are, {@code amr} (RFC 8176); only what is really known. */
  public TokenSpec methods(String... amr) {
    return with("amr", List.of(amr));
  }

  /** What the token allows, {@code scope}: words with single spaces between them. */
  public TokenSpec scope(String scope) {
    return with("scope", scope);
  }

  /** Editions and extensions the player owns, {@code entitlements}. */
  public TokenSpec entitlements(Collection<String> entitlements) {
    return with("entitlements", List.copyOf(entitlements));
  }

  /** The player's roles, {@code roles}. */
  public TokenSpec roles(Collection<String> roles) {
    return with("roles", List.copyOf(roles));
  }

  /** The player's groups, {@code groups}. */
  public TokenSpec groups(Collection<String> groups) {
    return with("groups", List.copyOf(groups));
  }

  /**
   * Binds the token to a key of the client's, {@code cnf} with {@code jkt}.
   *
   * @param thumbprint the key's RFC 7638 thumbprint
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-6.1">RFC 9449 §6.1</a>
   */
  public TokenSpec boundTo(String thumbprint) {
    return with("cnf", Map.of("jkt", thumbprint));
  }

  /**
   * Who acts on the player's behalf, {@code act} with {@code sub}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.1">RFC 8693 §4.1</a>
   */
  public TokenSpec actedBy(String subject) {
    return with("act", Map.of("sub", subject));
  }

  /**
   * A claim of one's own.
   *
   * @param name 1 to 128 printable ASCII characters, best under a URI of one's own; none that is
   *     registered, in whatever case
   * @param value text, boolean, int, long, double, a map or a collection of such
   * @throws IllegalArgumentException if the name is reserved, or the value cannot stand in a token
   */
  public TokenSpec claim(String name, @Nullable Object value) {
    RegisteredClaims.requireFree(name);
    return with(name, ClaimValues.copyOf(name, value));
  }

  private TokenSpec with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(name, value);
    return new TokenSpec(subject, audience, kind, lifetime, player, more);
  }

  /** Whom it is for and the names of its claims, not their values. */
  @Override
  public String toString() {
    return "TokenSpec(" + kind + " for " + audience.orElse("nobody") + ", " + claims.keySet() + ")";
  }
}
