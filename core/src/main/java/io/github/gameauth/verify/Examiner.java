// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.token.TokenBytes;
import io.github.gameauth.token.TokenReader;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import io.github.gameauth.verify.Verification.Undecided;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks a token past every station, in the one order there is: what can be asked without a key,
 * then the key, the signature, the claims, revocation. Between the two halves stands the waiting
 * for keys, which is {@link TokenVerifier}'s affair.
 */
final class Examiner {
  private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

  private static final Rejection KEY_UNKNOWN =
      Rejection.of(Reason.KEY_UNKNOWN, "the issuer has no key of that id");
  private static final Rejection KEY_UNUSABLE =
      Rejection.of(Reason.KEY_UNUSABLE, "the issuer's key of that id may not be used");
  private static final Rejection REVOKED =
      Rejection.of(Reason.REVOKED, "the token was revoked before it expired");

  /**
   * How soon a caller who did not wait for a fetch should ask again: about as long as one takes.
   */
  static final Duration SOON = Duration.ofSeconds(1);

  private final Trusts trusts;
  private final TokenReader reader;
  private final SignatureProvider provider;
  private final RevocationView revocations;
  private final AuthListener listener;
  private final HighWaterClock clock;
  private final @Nullable VerifiedTokenCache cache;

  Examiner(VerifierBuilder settings, Trusts trusts) {
    this.trusts = trusts;
    this.reader =
        settings.paddedSegments
            ? TokenReader.allowingPaddedSegments(settings.limits, trusts.algorithms())
            : new TokenReader(settings.limits, trusts.algorithms());
    this.provider = settings.provider;
    this.revocations = settings.revocations;
    this.listener = settings.listener;
    this.clock = new HighWaterClock(settings.clock, settings.listener);
    TokenCacheSettings remember = settings.tokenCache;
    this.cache =
        remember == null
            ? null
            : new VerifiedTokenCache(
                remember, settings.limits.tokenLength(), provider, settings.ticker);
  }

  /**
   * The verdict on a token that was accepted before and still would be, or that time or a
   * revocation has ended since; null if it must be examined.
   */
  @Nullable Verification recall(ByteBuffer token) {
    return cache == null || trusts.isClosed() ? null : verdictOn(cache.find(token));
  }

  /** The same for a whole array. */
  @Nullable Verification recall(byte[] token) {
    return cache == null || trusts.isClosed()
        ? null
        : verdictOn(cache.find(token, 0, token.length));
  }

  private @Nullable Verification verdictOn(@Nullable RememberedToken token) {
    // Without its key, the examination finds out whether that was replaced, withdrawn or is
    // missing.
    if (token == null || !token.hasItsKey()) {
      return null;
    }
    Verification verdict = token.verdict();
    try {
      token.trust().requireStillAlive(token, clock);
      requireNotRevoked(token.mark());
    } catch (TokenRejectedException e) {
      verdict = new Rejected(e.rejection());
    } catch (KeysUnavailableException e) {
      verdict = new Undecided(e.retryAfter());
    }
    tell(token.trust().name(), verdict, true);
    return verdict;
  }

  /** The first half: everything that can be asked before a key is needed. */
  Suspect examine(TokenBytes bytes) {
    if (trusts.isClosed()) {
      return new Suspect.Settled(Trusts.UNKNOWN, new Undecided(SOON));
    }
    String issuer = Trusts.UNKNOWN;
    try {
      UnverifiedToken token = reader.read(bytes);
      IssuerTrust trust = trusts.of(token);
      issuer = trust.name();
      trust.requireNothingAgainst(token, clock.instant());
      return new Suspect.Unverified(bytes, token, trust);
    } catch (TokenRejectedException e) {
      return new Suspect.Settled(issuer, new Rejected(e.rejection()));
    }
  }

  /** The second half: the verdict, now that the keys have answered as far as they could. */
  Verification judge(Suspect suspect, KeyAnswer answer) {
    Verification verdict;
    try {
      verdict = verdictOn(suspect, answer);
    } catch (TokenRejectedException e) {
      verdict = new Rejected(e.rejection());
    } catch (KeysUnavailableException e) {
      verdict = new Undecided(e.retryAfter());
    }
    tell(suspect.issuer(), verdict, false);
    return verdict;
  }

  private Verification verdictOn(Suspect suspect, KeyAnswer answer)
      throws TokenRejectedException, KeysUnavailableException {
    if (suspect instanceof Suspect.Settled settled) {
      return settled.verdict();
    }
    return verdictOn((Suspect.Unverified) suspect, requireFound(answer));
  }

  private static KeyAnswer.Found requireFound(KeyAnswer answer)
      throws TokenRejectedException, KeysUnavailableException {
    if (answer instanceof KeyAnswer.Found found) {
      return found;
    }
    if (answer instanceof KeyAnswer.Unknown) {
      throw new TokenRejectedException(KEY_UNKNOWN);
    }
    if (answer instanceof KeyAnswer.Unusable) {
      throw new TokenRejectedException(KEY_UNUSABLE);
    }
    throw new KeysUnavailableException(
        answer instanceof KeyAnswer.Unavailable unavailable ? unavailable.retryAfter() : SOON);
  }

  private Verification verdictOn(Suspect.Unverified suspect, KeyAnswer.Found found)
      throws TokenRejectedException, KeysUnavailableException {
    IssuerTrust trust = suspect.trust();
    Claims claims = verified(suspect.token(), trust.candidates(suspect.token(), found));
    Instant now = clock.instant();
    VerifiedPlayer player = trust.playerOf(claims, now);
    if (revocations != RevocationView.NONE) {
      requireNotRevoked(player.mark());
    }
    if (cache != null) {
      cache.remember(suspect.bytes(), player, trust, now);
    }
    return new Accepted(player);
  }

  private Claims verified(UnverifiedToken token, List<VerificationKey> candidates)
      throws TokenRejectedException, KeysUnavailableException {
    try {
      return token.verifiedBy(candidates, provider);
    } catch (ProviderException e) {
      throw new KeysUnavailableException(SOON); // our own machine is ill, and not the token
    }
  }

  private void requireNotRevoked(TokenMark mark)
      throws TokenRejectedException, KeysUnavailableException {
    boolean revoked;
    try {
      revoked = revocations.revokes(mark);
    } catch (RuntimeException e) {
      throw new KeysUnavailableException(SOON); // a view that breaks has not said that it is good
    }
    if (revoked) {
      throw new TokenRejectedException(REVOKED);
    }
  }

  private void tell(String issuer, Verification verdict, boolean remembered) {
    if (verdict instanceof Rejected rejected && log.isDebugEnabled()) {
      log.debug("token of {} rejected: {}", issuer, rejected.rejection().code());
    }
    if (listener == AuthListener.NONE) {
      return;
    }
    if (verdict instanceof Accepted) {
      listener.tokenAccepted(issuer, remembered);
    } else if (verdict instanceof Rejected rejected) {
      listener.tokenRejected(issuer, rejected.rejection().code());
    } else {
      listener.tokenUndecided(issuer);
    }
  }
}
