// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.Health;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySetState;
import io.github.gameauth.token.TokenBytes;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.verify.Verification.Undecided;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells who a token proves its bearer to be.
 *
 * <p>A token is read strictly, its issuer and its key are found, its signature is computed, its
 * claims are judged, and revocation is asked, in that order; the first objection ends it. Nothing
 * in a token chooses an address, an algorithm or a key. An outage is {@link Undecided} and never a
 * rejection.
 *
 * <p>Safe to share; one per process is the usual number. {@link #close} ends its background work.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-7.2">RFC 7519 §7.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3">RFC 8725 §3</a>
 */
public final class TokenVerifier implements AutoCloseable {
  private static final Executor CONTINUING = continuing(ForkJoinPool.getCommonPoolParallelism());

  private final Examiner examiner;
  private final Trusts trusts;
  private final TokenLimits limits;
  private final Duration wait;
  private final Pace pace;

  TokenVerifier(VerifierBuilder settings, Trusts trusts) {
    this.examiner = new Examiner(settings, trusts);
    this.trusts = trusts;
    this.limits = settings.limits;
    this.wait = settings.wait;
    this.pace = new Pace(settings);
  }

  /**
   * A verifier with the default settings.
   *
   * @throws IllegalArgumentException if there is no issuer, or two have the same name
   * @throws IllegalStateException if the JVM's own signature checks fail their self-test
   */
  public static TokenVerifier trusting(TrustedIssuer... issuers) {
    return builder().trust(issuers).build();
  }

  /** A verifier with the default settings and a clock of the caller's, as tests want it. */
  public static TokenVerifier trusting(InstantSource clock, TrustedIssuer... issuers) {
    return builder().clock(clock).trust(issuers).build();
  }

  /** Begins a verifier whose settings are said one by one. */
  public static VerifierBuilder builder() {
    return new VerifierBuilder();
  }

  /**
   * Checks a token, and waits for its issuer's keys if they are being fetched: at most 2 seconds,
   * or as the builder was told. An interrupt ends the wait, stays set, and makes the answer
   * undecided.
   *
   * @param token the token as it arrived, without {@code Bearer}; nothing is trimmed
   */
  public Verification verify(CharSequence token) {
    TokenBytes bytes = TokenBytes.of(token, limits);
    Verification known = examiner.recall(bytes.view());
    return known != null ? known : waiting(bytes);
  }

  /** Checks a token given as ASCII bytes; otherwise like {@link #verify(CharSequence)}. */
  public Verification verify(byte[] token) {
    Verification known = examiner.recall(token);
    return known != null ? known : waiting(TokenBytes.of(token, limits));
  }

  /**
   * Checks a token given as ASCII bytes, from the buffer's position to its limit, neither of which
   * is moved; otherwise like {@link #verify(CharSequence)}.
   */
  public Verification verify(ByteBuffer token) {
    Verification known = examiner.recall(token);
    return known != null ? known : waiting(TokenBytes.of(token, limits));
  }

  /**
   * Checks a token without I/O, lock or waiting, as a tick thread needs it. Keys that are not at
   * hand make it undecided, and are fetched behind the caller's back.
   */
  public Verification verifyNow(CharSequence token) {
    TokenBytes bytes = TokenBytes.of(token, limits);
    Verification known = examiner.recall(bytes.view());
    return known != null ? known : atOnce(bytes);
  }

  /** Checks a token given as ASCII bytes; otherwise like {@link #verifyNow(CharSequence)}. */
  public Verification verifyNow(byte[] token) {
    Verification known = examiner.recall(token);
    return known != null ? known : atOnce(TokenBytes.of(token, limits));
  }

  /** Checks a token given as ASCII bytes; otherwise like {@link #verifyNow(CharSequence)}. */
  public Verification verifyNow(ByteBuffer token) {
    Verification known = examiner.recall(token);
    return known != null ? known : atOnce(TokenBytes.of(token, limits));
  }

  /**
   * Checks a token and completes when that is done. If keys must be fetched first, no thread is
   * held while they are; after 2 seconds, or as the builder was told, the answer is undecided.
   *
   * @return completes with the outcome, never exceptionally
   */
  public CompletableFuture<Verification> verifyAsync(CharSequence token) {
    return behind(TokenBytes.of(token, limits));
  }

  /** Checks a token given as ASCII bytes; otherwise like {@link #verifyAsync(CharSequence)}. */
  public CompletableFuture<Verification> verifyAsync(byte[] token) {
    return behind(TokenBytes.of(token, limits));
  }

  /** Checks a token given as ASCII bytes; otherwise like {@link #verifyAsync(CharSequence)}. */
  public CompletableFuture<Verification> verifyAsync(ByteBuffer token) {
    return behind(TokenBytes.of(token, limits));
  }

  /**
   * Fetches the keys of every issuer, so that the first player need not wait.
   *
   * @return completes when all are there; exceptionally if some could not be had, which does no
   *     harm beyond: the next verification tries again
   */
  public CompletionStage<Void> warmUp() {
    return trusts.warmUp();
  }

  /** The names of the issuers that it trusts. */
  public Set<String> issuers() {
    return trusts.names();
  }

  /**
   * How the key sets stand that are fetched, by their issuers' names; fit for a health endpoint.
   * Sources that were handed in are not among them.
   */
  public Map<String, KeySetState> keySets() {
    return trusts.keySets();
  }

  /**
   * How it stands: unavailable if the keys of no issuer may be used, degraded if those of some may
   * not, or serve beyond their time because their issuer cannot be asked. Keys that were handed in
   * count as good. Nobody is asked; before {@link #warmUp} or a first token there are no keys.
   *
   * @return each issuer whose keys are fetched, with the stage of its key set and the code of the
   *     last failure
   */
  public Health health() {
    return trusts.health();
  }

  /** Ends background work. Idempotent; afterwards every verification is undecided. */
  @Override
  public void close() {
    trusts.close();
  }

  private Verification waiting(TokenBytes token) {
    long begun = pace.begin();
    Suspect suspect = examiner.examine(token);
    KeyAnswer answer = suspect.keys();
    if (answer instanceof KeyAnswer.Pending pending) {
      await(pending.settled());
      answer = suspect.keys();
    }
    return judged(begun, suspect, answer);
  }

  private Verification atOnce(TokenBytes token) {
    long begun = pace.begin();
    Suspect suspect = examiner.examine(token);
    return judged(begun, suspect, suspect.keys());
  }

  private Verification judged(long begun, Suspect suspect, KeyAnswer answer) {
    return pace.ended(begun, suspect, examiner.judge(suspect, answer));
  }

  private CompletableFuture<Verification> behind(TokenBytes token) {
    Verification known = examiner.recall(token.view());
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    long begun = pace.begin();
    Suspect suspect = examiner.examine(token);
    KeyAnswer answer = suspect.keys();
    if (answer instanceof KeyAnswer.Pending pending) {
      return pending
          .settled()
          .toCompletableFuture()
          .copy() // so that our time-out ends this wait, and not everybody's
          .orTimeout(wait.toNanos(), TimeUnit.NANOSECONDS)
          .handleAsync((settled, failure) -> judged(begun, suspect, suspect.keys()), CONTINUING);
    }
    return CompletableFuture.completedFuture(judged(begun, suspect, answer));
  }

  /**
   * Who goes on with a token when its keys have come: the common pool, unless it was configured to
   * have no threads, when it would never come to it. Said, since by default a machine of two cores
   * starts a thread for each token.
   */
  static Executor continuing(int commonPoolParallelism) {
    return commonPoolParallelism > 0
        ? task -> ForkJoinPool.commonPool().execute(task)
        : task -> new Thread(task, "gameauth-verify").start();
  }

  private void await(CompletionStage<Void> settled) {
    try {
      settled.toCompletableFuture().get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException | TimeoutException e) {
      // The keys will tell: what is there after the wait decides.
    }
  }
}
