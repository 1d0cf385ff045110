// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.key.ProviderSelfTest;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.token.TokenLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Says how a {@link TokenVerifier} works; whom it believes is said by {@link TrustedIssuer}s. Every
 * setting has a default that is safe. Not safe to share between threads.
 */
public final class VerifierBuilder {
  /** The longest that {@link TokenVerifier#verify(CharSequence)} may be told to wait. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(10);

  /** The most that {@link #slowAfter} may be told. */
  public static final Duration MAX_SLOW = Duration.ofMinutes(1);

  final List<TrustedIssuer> issuers = new ArrayList<>();
  InstantSource clock = Clock.systemUTC();
  LongSupplier ticker = System::nanoTime;
  AuthListener listener = AuthListener.NONE;
  private @Nullable SignatureProvider chosenProvider;
  SignatureProvider provider = SignatureProvider.platform(); // Until build() settles it.
  RevocationView revocations = RevocationView.NONE;
  TokenLimits limits = TokenLimits.DEFAULT;
  boolean paddedSegments;
  Duration wait = Duration.ofSeconds(2);
  Duration slowAfter = Duration.ofMillis(50);
  @Nullable TokenCacheSettings tokenCache;
  @Nullable OkHttpClient http;
  @Nullable ScheduledExecutorService timer;
  @Nullable Executor fetches;

  VerifierBuilder() {}

  /** Adds issuers to believe. */
  public VerifierBuilder trust(TrustedIssuer... issuers) {
    this.issuers.addAll(List.of(issuers));
    return this;
  }

  /** The time of day that claims are judged by. Defaults to the system's. */
  public VerifierBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Elapsed time in nanoseconds, which intervals are measured by. Defaults to {@link
   * System#nanoTime()}; a test that moves the clock moves this with it.
   */
  public VerifierBuilder ticker(LongSupplier nanos) {
    this.ticker = nanos;
    return this;
  }

  /** Who is told what happens. Defaults to nobody. */
  public VerifierBuilder listener(AuthListener listener) {
    this.listener = GuardedListener.around(listener);
    return this;
  }

  /**
   * What computes signatures. Defaults to {@link SignatureProvider#preferred()}: a faster provider
   * than the JDK's if one is at hand.
   */
  public VerifierBuilder provider(SignatureProvider provider) {
    this.chosenProvider = provider;
    return this;
  }

  /** What was revoked; asked about every token, remembered ones included. Defaults to nothing. */
  public VerifierBuilder revocations(RevocationView revocations) {
    this.revocations = revocations;
    return this;
  }

  /** How long a token may be. Defaults to {@link TokenLimits#DEFAULT}. */
  public VerifierBuilder limits(TokenLimits limits) {
    this.limits = limits;
    return this;
  }

  /**
   * Takes tokens whose segments end in {@code =} as well, which the standard forbids and AWS's load
   * balancers send all the same. Each segment must be padded exactly, and either all that need it
   * or none. Off by default; a verifier of its own for such an issuer leaves the others strict.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-2">RFC 7515 §2</a>
   */
  public VerifierBuilder allowingPaddedSegments() {
    this.paddedSegments = true;
    return this;
  }

  /**
   * How long {@code verify} and {@code verifyAsync} wait for keys that are being fetched, 0 to 10
   * seconds. Defaults to 2 seconds.
   */
  public VerifierBuilder waitForKeys(Duration wait) {
    if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
      throw new IllegalArgumentException(
          "waitForKeys: " + wait + " (expected: PT0S to " + MAX_WAIT + ")");
    }
    this.wait = wait;
    return this;
  }

  /**
   * From how long on the listener is told that a verification was slow, waiting for keys included;
   * 0 to 1 minute, and 0 means never. Defaults to 50 ms. Without a listener nothing is measured.
   */
  public VerifierBuilder slowAfter(Duration slow) {
    if (slow.isNegative() || slow.compareTo(MAX_SLOW) > 0) {
      throw new IllegalArgumentException(
          "slowAfter: " + slow + " (expected: PT0S to " + MAX_SLOW + ")");
    }
    this.slowAfter = slow;
    return this;
  }

  /** Remembers accepted tokens. Off by default. */
  public VerifierBuilder tokenCache(TokenCacheSettings settings) {
    this.tokenCache = settings;
    return this;
  }

  /**
   * The client whose connections and threads key sets are fetched with; its time-outs and redirects
   * are not used. It stays the caller's to close. Defaults to one of the verifier's own.
   */
  public VerifierBuilder http(OkHttpClient client) {
    this.http = client;
    return this;
  }

  /**
   * What wakes up refreshes; stays the caller's to close. Defaults to a daemon thread of its own.
   */
  public VerifierBuilder timer(ScheduledExecutorService timer) {
    this.timer = timer;
    return this;
  }

  /** What fetches run on; stays the caller's to close. Defaults to daemon threads of its own. */
  public VerifierBuilder fetches(Executor executor) {
    this.fetches = executor;
    return this;
  }

  /**
   * The verifier. Nothing is fetched yet; {@link TokenVerifier#warmUp()} does that.
   *
   * @throws IllegalArgumentException if there is no issuer, or two have the same name
   * @throws IllegalStateException if the signature provider lacks an algorithm or fails the
   *     self-test: it must refuse forged signatures before it may judge anybody's
   */
  public TokenVerifier build() {
    if (issuers.isEmpty()) {
      throw new IllegalArgumentException("issuers: none (expected: at least 1)");
    }
    SignatureProvider chosen = chosenProvider;
    provider = chosen == null ? SignatureProvider.preferred() : chosen;
    issuers.forEach(issuer -> ProviderSelfTest.require(provider, issuer.algorithms()));
    Trusts trusts = new Trusts(issuers, new IssuerKeys(this));
    return new TokenVerifier(this, trusts);
  }
}
