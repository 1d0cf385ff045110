// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.RegisteredClaims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wants the token to be meant for us: {@code aud} must name one of our audiences, letter by letter.
 * A token that was issued for another game must not open this one.
 *
 * <p>Objects with {@code CLAIM(aud)}. Immutable and safe to share.
 *
 * @param accepted our audiences, at least one
 * @param soleAudience whether {@code aud} must name exactly one audience, so that a token shared
 *     with others is refused
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3">RFC 7519 §4.1.3</a>
 */
public record AudiencePolicy(Set<String> accepted, boolean soleAudience) implements ClaimPolicy {
  private static final Optional<Rejection> MISSING = objection("aud is missing or empty");
  private static final Optional<Rejection> NOT_OURS =
      objection("aud names none of the audiences accepted here");
  private static final Optional<Rejection> NOT_ALONE =
      objection("aud names several audiences where one is wanted");

  /**
   * Copies the audiences.
   *
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public AudiencePolicy {
    accepted = Configured.texts("audience", accepted);
  }

  /** Accepts tokens that name one of these audiences, whoever else they name. */
  public static AudiencePolicy anyOf(String... audiences) {
    return new AudiencePolicy(Configured.set("audience", audiences), false);
  }

  /** Accepts tokens that name one of these audiences and nobody else. */
  public static AudiencePolicy onlyOneOf(String... audiences) {
    return new AudiencePolicy(Configured.set("audience", audiences), true);
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    return objectionTo(claims.registered());
  }

  /** What speaks against these claims, verified or not, or empty if nothing does. */
  public Optional<Rejection> objectionTo(RegisteredClaims registered) {
    List<String> audience = registered.audience();
    if (audience.isEmpty()) {
      return MISSING;
    }
    if (!namesUs(audience)) {
      return NOT_OURS;
    }
    return soleAudience && audience.size() > 1 ? NOT_ALONE : Optional.empty();
  }

  private boolean namesUs(List<String> audience) {
    for (String one : audience) {
      if (accepted.contains(one)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Rejection> objection(String sentence) {
    return Optional.of(Rejection.ofClaim("aud", sentence));
  }
}
