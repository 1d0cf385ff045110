// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.claim.NoncePolicy;
import io.github.gameauth.key.JwksCache;
import io.github.gameauth.key.KeySetState;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Proves a platform's signed id tokens: which issuers, which keys, for which clients. Failures come
 * as {@link NotProvedException} of the right class: expired, made for another game, nonce of
 * another login, keys not at hand.
 *
 * <pre>{@code
 * IdTokenProof proof =
 *     IdTokenProof.of(APPLE, context)
 *         .issuers("https://appleid.apple.com", "https://account.apple.com")
 *         .keySet("https://appleid.apple.com/auth/keys")
 *         .clients(settings.clientIds())
 *         .build();
 * VerifiedPlayer player = proof.proved(credential.token(), expectedNonce);
 * …
 * proof.requireFirstUse(credential.token(), player);
 * }</pre>
 *
 * <p>It blocks while keys are fetched, for 2 seconds at most. Safe to share. Closing it ends the
 * refreshing of keys.
 */
public final class IdTokenProof implements AutoCloseable {
  /** Claims that say for whom a token was made. */
  private static final Set<String> MADE_FOR = Set.of("aud", "azp", "client_id");

  /**
   * Failures of a key set that stay until an operator looks: see {@link KeySetState#lastFailure}.
   */
  private static final Set<String> OURS_TO_MEND = Set.of("DISCOVERY", "NO_USABLE_KEY");

  private final Platform platform;
  private final TokenVerifier verifier;
  private final JwksCache keys;
  private final Replays replays;
  private final InstantSource clock;
  private final Duration leeway;
  private final Reason early;

  IdTokenProof(IdTokenProofBuilder builder, TokenVerifier verifier, JwksCache keys) {
    this.platform = builder.platform;
    this.verifier = verifier;
    this.keys = keys;
    this.replays = Replays.of(builder.context, builder.replayKind);
    this.clock = builder.context.clock();
    this.leeway = builder.leeway;
    this.early = builder.early;
  }

  /** Begins a proof of a platform's tokens. */
  public static IdTokenProofBuilder of(Platform platform, AdapterContext context) {
    return new IdTokenProofBuilder(platform, context);
  }

  /**
   * Who the token proves it is about.
   *
   * @throws NotProvedException if it proves nothing, or nobody can tell now
   */
  public VerifiedPlayer proved(Secret token) throws NotProvedException {
    Verification verification = verifier.verify(token.reveal());
    if (verification instanceof Verification.Accepted accepted) {
      return accepted.player();
    }
    if (verification instanceof Verification.Rejected rejected) {
      throw NotProvedException.rejected(reasonOf(rejected.rejection()));
    }
    Duration wait = ((Verification.Undecided) verification).retryAfter();
    boolean ours = keys.state().lastFailure().filter(OURS_TO_MEND::contains).isPresent();
    throw NotProvedException.undecided(ours ? Cause.MISCONFIGURED : Cause.OUTAGE, wait);
  }

  /**
   * Who the token proves it is about, if it answers the login that {@code nonce} was made for.
   *
   * @param nonce what {@code nonce} must say, in the form in which the client wrote it; if empty,
   *     the claim is not looked at
   * @throws NotProvedException REPLAYED if the token has no nonce or another; otherwise like {@link
   *     #proved(Secret)}
   */
  public VerifiedPlayer proved(Secret token, Optional<Secret> nonce) throws NotProvedException {
    VerifiedPlayer player = proved(token);
    requireNonce(player, nonce);
    return player;
  }

  private void requireNonce(VerifiedPlayer player, Optional<Secret> nonce)
      throws NotProvedException {
    if (nonce.isPresent()
        && new NoncePolicy(nonce.get()).objectionTo(player.claims(), clock.instant()).isPresent()) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
  }

  /**
   * The same for a token that the platform itself gave us, for a code: if it is not one, that is
   * the platform's doing and an outage. The nonce remains the player's.
   *
   * @throws NotProvedException REPLAYED for the nonce, undecided for everything else
   */
  public VerifiedPlayer given(Secret token, Optional<Secret> nonce) throws NotProvedException {
    VerifiedPlayer player;
    try {
      player = proved(token);
    } catch (NotProvedException e) {
      throw e.verdict() instanceof Undecided ? e : NotProvedException.outage();
    }
    requireNonce(player, nonce);
    return player;
  }

  /**
   * Insists that a proven token is used for the first time. Asked last, when all else is proved.
   *
   * @throws NotProvedException REPLAYED, or an outage if our store cannot tell
   */
  public void requireFirstUse(Secret token, VerifiedPlayer player) throws NotProvedException {
    Instant until = player.expiresAt().orElse(clock.instant()).plus(leeway).plusSeconds(1);
    replays.requireFirstUse(new TrustedToken(platform, token).signedPart(), until);
  }

  private Reason reasonOf(Rejection rejection) {
    return switch (rejection.reason()) {
      case EXPIRED -> Reason.EXPIRED;
      case NOT_YET_VALID -> early;
      case REPLAYED -> Reason.REPLAYED;
      case REVOKED -> Reason.DENIED;
      case CLAIM ->
          MADE_FOR.contains(rejection.claim())
              ? Reason.WRONG_APP
              : rejection.claim().equals("nonce") ? Reason.REPLAYED : Reason.INVALID;
      default -> Reason.INVALID;
    };
  }

  /** Fetches the keys, so that the first player need not wait; harmless if it fails. */
  public void warmUp() {
    verifier.warmUp();
  }

  /** How the key set stands, for a health page. */
  public KeySetState keys() {
    return keys.state();
  }

  /** Ends the refreshing of keys; afterwards nothing can be told. */
  @Override
  public void close() {
    verifier.close();
    keys.close();
  }

  /** The platform. */
  @Override
  public String toString() {
    return "IdTokenProof(" + platform + ")";
  }
}
