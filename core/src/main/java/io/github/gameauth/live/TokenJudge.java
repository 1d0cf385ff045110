// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** From a token to the outcome of a handshake: verified, and with enough life left. */
record TokenJudge(TokenVerifier verifier, Duration minimumLife, InstantSource clock) {
  static final Duration SOON = Duration.ofSeconds(1);

  /** Completes when that is done, never exceptionally. */
  CompletableFuture<Handshake> judge(CharSequence token, HandshakeWay way) {
    return verifier
        .verifyAsync(token)
        .handle((answer, failure) -> failure == null ? judged(answer, way) : cannotTell());
  }

  /** The same with the keys that are at hand. */
  Handshake judgeNow(CharSequence token, HandshakeWay way) {
    return judged(verifier.verifyNow(token), way);
  }

  /** Nobody can tell, for no reason that has a time. */
  static Handshake cannotTell() {
    return new Handshake.Undecided(SOON);
  }

  private Handshake judged(Verification answer, HandshakeWay way) {
    if (answer instanceof Verification.Rejected rejected) {
      return Handshake.Refused.because(rejected.rejection());
    }
    if (answer instanceof Verification.Undecided undecided) {
      return new Handshake.Undecided(undecided.retryAfter());
    }
    VerifiedPlayer player = ((Verification.Accepted) answer).player();
    if (endsTooSoon(player)) {
      return Handshake.Refused.because(HandshakeRefusal.EXPIRES_SOON);
    }
    return new Handshake.Accepted(
        player,
        way,
        way == HandshakeWay.SUBPROTOCOL ? Optional.of(CredentialReader.BEARER) : Optional.empty());
  }

  /** Whether less than the minimum is left; a token that tells no end has enough. */
  boolean endsTooSoon(VerifiedPlayer player) {
    return player
        .expiresAt()
        .map(end -> end.isBefore(clock.instant().plus(minimumLife)))
        .orElse(false);
  }
}
