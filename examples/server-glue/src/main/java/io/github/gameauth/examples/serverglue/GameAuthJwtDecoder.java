// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Has a Spring Security resource server believe what our verifier believes. Make it a bean, and
 * Spring looks for no other decoder. {@link ResourceServer} shows the rest.
 *
 * <p>A request waits on its thread while keys are fetched, at most 2 seconds.
 */
public final class GameAuthJwtDecoder implements JwtDecoder {
  private final TokenVerifier verifier;

  /** The verifier stays the caller's to close. */
  public GameAuthJwtDecoder(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Nobody can tell now. Not a {@link BadJwtException}, which Spring makes a 401 of: this one
   * becomes the cause of an {@code AuthenticationServiceException}.
   */
  public static final class UndecidedException extends JwtException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    UndecidedException(Duration retryAfter) {
      super("the issuer's keys are out of reach");
      this.retryAfter = retryAfter;
    }

    /** When asking again may help. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  @Override
  public Jwt decode(String token) {
    Verification outcome = verifier.verify(token);
    if (outcome instanceof Accepted accepted) {
      try {
        return jwt(token, accepted.player());
      } catch (IllegalArgumentException e) {
        throw new BadJwtException("the token is not good", e); // ends before it begins, say
      }
    }
    if (outcome instanceof Undecided undecided) {
      throw new UndecidedException(undecided.retryAfter());
    }
    // Spring shows this message to the client; which check failed is for the verifier's listener
    throw new BadJwtException("the token is not good");
  }

  private static Jwt jwt(String token, VerifiedPlayer player) {
    Claims claims = player.claims();
    Map<String, @Nullable Object> told = new HashMap<>(claims.asMap());
    told.values().removeIf(Objects::isNull);
    // As Spring wants them: times as Instant, and whom the verifier takes the player for
    claims.issuedAt().ifPresent(time -> told.put("iat", time));
    claims.notBefore().ifPresent(time -> told.put("nbf", time));
    claims.expiresAt().ifPresent(time -> told.put("exp", time));
    told.put("aud", claims.audience());
    told.put("iss", player.issuer());
    told.put("sub", player.subject());
    Jwt.Builder jwt = Jwt.withTokenValue(token).header("alg", claims.algorithm().name());
    claims.keyId().ifPresent(id -> jwt.header("kid", id));
    claims.type().ifPresent(type -> jwt.header("typ", type));
    return jwt.claims(all -> all.putAll(told)).build();
  }
}
