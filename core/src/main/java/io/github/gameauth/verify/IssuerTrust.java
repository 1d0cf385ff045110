// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.RegisteredClaims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trusted issuer at work: its conditions, and the source of its keys. */
final class IssuerTrust {
  private static final Logger log = LoggerFactory.getLogger(IssuerTrust.class);

  private static final Rejection ALGORITHM =
      Rejection.of(Reason.ALGORITHM, "the issuer does not sign with that algorithm");
  private static final Rejection EXPIRED = Rejection.of(Reason.EXPIRED, "exp has passed");
  private static final Rejection NO_KEY_ID =
      Rejection.of(Reason.KEY_UNKNOWN, "the token names no key");
  private static final Rejection AMBIGUOUS_KEY =
      Rejection.of(Reason.KEY_UNKNOWN, "the token names no key, and several would fit");
  private static final Rejection POLICY_FAILED = Rejection.ofClaim("", "a claim policy failed");
  private static final KeyAnswer BROKEN_SOURCE = new KeyAnswer.Unavailable(Examiner.SOON);

  private final TrustedIssuer issuer;
  private final KeySource keys;
  private final List<ClaimPolicy> policies;
  private final List<ClaimPolicy> timedPolicies;
  private final AtomicBoolean told = new AtomicBoolean();

  IssuerTrust(TrustedIssuer issuer, KeySource keys) {
    this.issuer = issuer;
    this.keys = keys;
    List<ClaimPolicy> all = new ArrayList<>(issuer.profile().policies());
    all.addAll(issuer.policies());
    this.policies = List.copyOf(all);
    this.timedPolicies = all.stream().filter(ClaimPolicy::changesWithTime).toList();
  }

  String name() {
    return issuer.name();
  }

  CompletableFuture<Void> warmUp() {
    if (issuer.isFetchedWhenNamed()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return keys.warmUp().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Throws if the unverified token already speaks against itself, so that no key is looked for, let
   * alone fetched, for a token that could not be accepted anyway. The claims are the same objects
   * after the signature was checked; what was asked here need not be asked again.
   */
  void requireNothingAgainst(UnverifiedToken token, Instant now) throws TokenRejectedException {
    if (!issuer.algorithms().contains(token.algorithm())) {
      throw new TokenRejectedException(ALGORITHM);
    }
    if (issuer.isKeyIdRequired() && token.keyId().isEmpty()) {
      throw new TokenRejectedException(NO_KEY_ID);
    }
    refuse(issuer.profile().type().objectionTo(token.type()));
    RegisteredClaims claims = token.registered();
    if (issuer.audience().isPresent()) {
      refuse(issuer.audience().get().objectionTo(claims));
    }
    refuse(issuer.lifetime().objectionTo(claims, now));
    if (issuer.subjectClaim().equals("sub") && claims.subject().isEmpty()) {
      throw new TokenRejectedException(Rejection.ofClaim("sub", "sub is missing"));
    }
  }

  KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    try {
      return Objects.requireNonNull(keys.find(algorithm, keyId));
    } catch (RuntimeException e) {
      // A user's source that breaks says nothing about the token.
      if (told.compareAndSet(false, true)) {
        log.warn(
            "keys of {}: {} threw {}; further ones are not logged",
            issuer.name(),
            keys.getClass().getName(),
            e.getClass().getName());
      }
      return BROKEN_SOURCE;
    }
  }

  /**
   * The candidates to try, unless the token names none and a choice among several would be needed.
   */
  List<VerificationKey> candidates(UnverifiedToken token, KeyAnswer.Found found)
      throws TokenRejectedException {
    boolean guessing = token.keyId().isEmpty() && found.candidates().size() > 1;
    if (guessing && token.algorithm() != Algorithm.HS256) {
      throw new TokenRejectedException(AMBIGUOUS_KEY);
    }
    return found.candidates();
  }

  /** The player whom verified claims name, if no policy objects. */
  VerifiedPlayer playerOf(Claims claims, Instant now) throws TokenRejectedException {
    requireNoObjection(policies, claims, now);
    Optional<String> subject =
        issuer.subjectClaim().equals("sub") ? claims.subject() : claims.name(issuer.subjectClaim());
    if (subject.isEmpty()) {
      String claim = issuer.subjectClaim();
      throw new TokenRejectedException(
          Rejection.ofClaim(claim, claim + " is missing or no printable name"));
    }
    return new VerifiedPlayer(issuer, subject.get(), claims);
  }

  /** When a token with these claims, which were good once, dies of its age. */
  Instant deadAt(Claims claims) {
    return claims.expiresAt().orElse(Instant.MIN).plus(issuer.lifetime().leeway());
  }

  /** Throws if a token that was good a moment ago is good no more because time has passed. */
  void requireStillAlive(RememberedToken token, HighWaterClock clock)
      throws TokenRejectedException {
    // This clock never goes back, so of its lifetime only the end can have come about since.
    if (token.isDeadAt(clock.millis())) {
      throw new TokenRejectedException(EXPIRED);
    }
    if (!timedPolicies.isEmpty()) {
      requireNoObjection(timedPolicies, token.verdict().player().claims(), clock.instant());
    }
  }

  private static void requireNoObjection(List<ClaimPolicy> policies, Claims claims, Instant now)
      throws TokenRejectedException {
    for (ClaimPolicy policy : policies) {
      refuse(objection(policy, claims, now));
    }
  }

  private static Optional<Rejection> objection(ClaimPolicy policy, Claims claims, Instant now) {
    try {
      return Objects.requireNonNull(policy.objectionTo(claims, now));
    } catch (RuntimeException e) {
      // A user's policy that breaks on odd claims must not let them pass, nor break the verifier.
      return Optional.of(POLICY_FAILED);
    }
  }

  private static void refuse(Optional<Rejection> objection) throws TokenRejectedException {
    if (objection.isPresent()) {
      throw new TokenRejectedException(objection.get());
    }
  }
}
