// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.KeptSessions;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenFacts;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A verifier's day: 19 tokens it knows, by chance out of many, then one that it must compute with.
 *
 * <p>New tokens cannot be signed as fast as they are verified. So the cold ones come out of a pool,
 * and have one millisecond to live by a clock that stands still; when the pool is used up, the time
 * that the cache goes by moves by two, and they are strangers again. The known ones live for five
 * minutes of that time, which no measurement reaches.
 */
final class HitMix implements AutoCloseable {
  static final int COLD_EVERY = 20;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger nextCold = new AtomicInteger();
  private final byte[][] known;
  private final byte[][] cold;
  private final TokenVerifier verifier;

  HitMix(int knownTokens, int coldTokens, AuthListener listener) {
    KeptSessions sessions = KeptSessions.ofThisBuild();
    SampleIssuer issuer = sessions.issuer();
    Instant expiry = KeptSessions.NOW.plusSeconds(10);
    Instant now = expiry.minusMillis(1);
    this.cold =
        IntStream.range(0, coldTokens)
            .parallel()
            .mapToObj(number -> shortLived(issuer, number, now, expiry).bytes())
            .toArray(byte[][]::new);
    this.known = sessions.first(knownTokens);
    this.verifier =
        TokenVerifier.builder()
            .provider(SignatureProvider.platform())
            .clock(Clock.fixed(now, ZoneOffset.UTC))
            .ticker(nanos::get)
            .listener(listener)
            .tokenCache(new TokenCacheSettings(8L << 30, TokenCacheSettings.MAX_LONGEST))
            .trust(trusted(issuer))
            .build();
    Arrays.stream(known).parallel().forEach(token -> verifier.verify(token).orElseThrow());
  }

  private static Sample shortLived(SampleIssuer issuer, int number, Instant now, Instant expiry) {
    TokenFacts facts =
        new TokenFacts(
            number, SampleIssuer.NAME, SampleIssuer.AUDIENCE, now.minusSeconds(60), expiry);
    return TokenShape.SESSION.signedBy(issuer, facts);
  }

  private static TrustedIssuer trusted(SampleIssuer issuer) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), issuer.publicKey(), Set.of(Algorithm.RS256));
    return TrustedIssuer.named(SampleIssuer.NAME)
        .audience(SampleIssuer.AUDIENCE)
        .keys(FixedKeys.of(key))
        .build();
  }

  /** One player of the mix; {@code turn} is the caller's own. */
  String next(Turn turn) {
    byte[] token = turn.isCold() ? cold() : known[turn.chance(known.length)];
    return verifier.verify(token).orElseThrow().subject();
  }

  private byte[] cold() {
    int next = nextCold.getAndIncrement() & Integer.MAX_VALUE;
    if (next % cold.length == 0) {
      nanos.addAndGet(Duration.ofMillis(2).toNanos());
    }
    return cold[next % cold.length];
  }

  @Override
  public void close() {
    verifier.close();
  }

  /** Where a thread stands. */
  static final class Turn {
    private int count;
    private int random = 0x9e3779b9;

    private boolean isCold() {
      return ++count % COLD_EVERY == 0;
    }

    /** By chance, so that no cache of the processor knows what comes (xorshift). */
    private int chance(int bound) {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      return (int) ((random & 0xffffffffL) * bound >>> 32);
    }
  }
}
