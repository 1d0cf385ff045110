// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.util.Set;
import java.util.function.Function;

/**
 * Proves the signed tokens of one issuer: whatever the verifier accepts is a player of the
 * platform, named by the token's {@code sub}. That a token was made for our game is the verifier's
 * audience.
 *
 * <p>Safe to share. It blocks as long as {@link TokenVerifier#verify(CharSequence)} does.
 */
public final class TrustedTokenAdapter implements PlatformAdapter<TrustedToken> {
  /** Claims that say for whom a token was made. */
  private static final Set<String> MADE_FOR = Set.of("aud", "azp", "client_id");

  private final Platform platform;
  private final TokenVerifier verifier;
  private final String environment;
  private final IdScope scope;
  private final Function<VerifiedPlayer, PlatformFacts> facts;

  /** An adapter that takes the subject and nothing else. */
  public TrustedTokenAdapter(
      Platform platform, TokenVerifier verifier, String environment, IdScope scope) {
    this(platform, verifier, environment, scope, player -> PlatformFacts.NONE);
  }

  /**
   * An adapter that takes further facts out of the claims.
   *
   * @param platform what identities are stored under; never changes once players have come
   * @param verifier trusts the one issuer whose tokens these are; it stays the caller's to close
   * @param environment which of the platform's worlds the issuer speaks of, such as a user pool;
   *     may be empty
   * @param scope within which bounds the issuer gives a player the same {@code sub}
   * @param facts what the issuer vouches for beside the id; what it throws comes through
   * @throws IllegalArgumentException if the verifier trusts several issuers: a {@code sub} means
   *     somebody only beside its issuer, and two of them could name two players alike
   */
  public TrustedTokenAdapter(
      Platform platform,
      TokenVerifier verifier,
      String environment,
      IdScope scope,
      Function<VerifiedPlayer, PlatformFacts> facts) {
    if (verifier.issuers().size() != 1) {
      throw new IllegalArgumentException(
          "verifier: trusts " + verifier.issuers().size() + " issuers (expected: 1)");
    }
    if (platform.equals(Platform.GUEST)) {
      throw new IllegalArgumentException("platform: guest (expected: any other)");
    }
    this.platform = platform;
    this.verifier = verifier;
    this.environment = Require.text("environment", environment, 0, 64);
    this.scope = scope;
    this.facts = facts;
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public Class<TrustedToken> credentialType() {
    return TrustedToken.class;
  }

  /** Undecided while the issuer's keys cannot be had. A revoked token is denied. */
  @Override
  public PlatformVerdict verify(TrustedToken credential) {
    if (!credential.platform().equals(platform)) {
      return new Rejected(Reason.WRONG_APP);
    }
    Verification verification = verifier.verify(credential.token().reveal());
    if (verification instanceof Verification.Accepted accepted) {
      return new Accepted(identityOf(accepted.player()));
    }
    if (verification instanceof Verification.Rejected rejected) {
      return new Rejected(reasonOf(rejected.rejection()));
    }
    return new Undecided(Cause.OUTAGE, ((Verification.Undecided) verification).retryAfter());
  }

  private PlatformIdentity identityOf(VerifiedPlayer player) {
    return PlatformIdentity.of(platform, environment, player.subject(), scope)
        .facts(facts.apply(player));
  }

  private static Reason reasonOf(Rejection rejection) {
    return switch (rejection.reason()) {
      case EXPIRED -> Reason.EXPIRED;
      case REPLAYED -> Reason.REPLAYED;
      case REVOKED -> Reason.DENIED;
      case CLAIM -> MADE_FOR.contains(rejection.claim()) ? Reason.WRONG_APP : Reason.INVALID;
      default -> Reason.INVALID;
    };
  }
}
