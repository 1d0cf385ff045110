// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.Tokens.Turn;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to ask of every token whether it was revoked?
 *
 * <p>64 access tokens in turn. {@code none} is a verifier without a view, {@code 0}, {@code 15000}
 * and {@code 1000000} one whose view holds so many revocations of others: nine in ten of subjects
 * by epoch, one of sessions. {@link #remembered} is the path of the verified-token cache, where the
 * difference shows; {@link #lookUp} the question alone. Each trial first sees that a revoked player
 * is turned away.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar RevocationBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RevocationBenchmark {
  private static final String REVOKED = "somebody-else-0";

  /** How many revocations the view holds; {@code none} for a verifier without one. */
  @Param({"none", "0", "15000", "1000000"})
  public String revoked;

  private RevocationView view = RevocationView.NONE;
  private TokenVerifier verifier;
  private TokenVerifier remembering;
  private Sample[] good;
  private TokenMark[] marks;

  /** Fills the view, and sees that it works. */
  @Setup(Level.Trial)
  public void prove() {
    SampleIssuer issuer = SampleIssuer.create();
    good = TokenShape.ACCESS.signedBy(issuer, Tokens.COUNT);
    RevocationFeed feed = revoked.equals("none") ? null : filled(Integer.parseInt(revoked));
    view = feed == null ? RevocationView.NONE : feed;
    verifier = verifier(issuer, false);
    remembering = verifier(issuer, true);
    marks = new TokenMark[good.length];
    for (int i = 0; i < good.length; i++) {
      marks[i] = mark("p-" + i);
      if (!(remembering.verify(good[i].bytes()) instanceof Accepted)
          || !(verifier.verify(good[i].bytes()) instanceof Accepted)) {
        throw new IllegalStateException("a good token is refused");
      }
    }
    if (feed != null && !revoked.equals("0") && !feed.revokes(mark(REVOKED))) {
      throw new IllegalStateException("a revoked player gets in");
    }
  }

  private static TokenMark mark(String subject) {
    return TokenMark.of(
        SampleIssuer.NAME,
        subject,
        Optional.of("session-of-" + subject),
        Optional.of("token-of-" + subject),
        Optional.of(SampleIssuer.KEY_ID),
        Optional.of(Instant.now()),
        java.util.OptionalLong.of(1));
  }

  private static RevocationFeed filled(int count) {
    Instant end = Instant.now().plus(Duration.ofHours(20));
    List<Revocation> revocations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      revocations.add(
          i % 10 == 9
              ? Revocation.of(RevocationKind.SESSION, "a-session-" + i, end)
              : Revocation.beforeEpoch(RevocationKind.SUBJECT, "somebody-else-" + i, 2, end));
    }
    RevocationPage page = new RevocationPage(revocations, RevocationCursor.START, true);
    RevocationFeed feed =
        RevocationFeed.following(cursor -> page)
            .issuer(SampleIssuer.NAME)
            .every(Duration.ofMinutes(5))
            .maxAge(Duration.ofHours(1))
            .maxEntries(2_000_000)
            .build();
    feed.warmUp().toCompletableFuture().join();
    return feed;
  }

  private TokenVerifier verifier(SampleIssuer issuer, boolean remembers) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), issuer.publicKey(), Set.of(Algorithm.RS256));
    var builder =
        TokenVerifier.builder()
            .provider(SignatureProvider.platform())
            .revocations(view)
            .trust(
                TrustedIssuer.named(SampleIssuer.NAME)
                    .audience(SampleIssuer.AUDIENCE)
                    .keys(FixedKeys.of(key))
                    .build());
    if (remembers) {
      builder.tokenCache(new TokenCacheSettings(1 << 20, TokenCacheSettings.MAX_LONGEST));
    }
    return builder.build();
  }

  /** A whole verification. */
  @Benchmark
  public Verification cold(Turn turn) {
    return verifier.verify(good[turn.next()].bytes());
  }

  /** A token that is remembered. */
  @Benchmark
  public Verification remembered(Turn turn) {
    return remembering.verify(good[turn.next()].bytes());
  }

  /** The question alone. */
  @Benchmark
  public boolean lookUp(Turn turn) {
    return view.revokes(marks[turn.next()]);
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    verifier.close();
    remembering.close();
    if (view instanceof AutoCloseable feed) {
      feed.close();
    }
  }
}
