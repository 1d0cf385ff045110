// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.report.MemoryLine;
import io.github.gameauth.benchmarks.report.ResultFile;
import io.github.gameauth.benchmarks.sample.KeptSessions;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory does a remembered token take?
 *
 * <p>Fills a token cache with session tokens, 1,000, 100,000 and a million of them, and with 20,000
 * access tokens; prints by how much the heap has grown after collections. Each is checked to be
 * remembered. The tokens themselves are not counted; they were there before.
 *
 * <pre>{@code
 * java -Xmx6g -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.MemoryPerEntry
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.MemoryPerEntry \
 *     sessions=1000,100000 json=memory.json
 * }</pre>
 */
public final class MemoryPerEntry {
  private static final int ACCESS_TOKENS = 20_000;

  private MemoryPerEntry() {}

  /**
   * Measures and prints.
   *
   * @param arguments {@code sessions=} how many session tokens, several numbers with commas; {@code
   *     json=} a file to write
   */
  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments);
    List<MemoryLine> lines = new ArrayList<>();
    KeptSessions kept = KeptSessions.ofThisBuild();
    for (String number : options.text("sessions", "1000,100000,1000000").split(",", -1)) {
      int count = Integer.parseInt(number);
      lines.add(line(TokenShape.SESSION, kept.issuer(), kept.first(count), KeptSessions.NOW));
    }
    SampleIssuer issuer = SampleIssuer.create();
    Sample[] access = TokenShape.ACCESS.signedBy(issuer, ACCESS_TOKENS);
    byte[][] tokens = Arrays.stream(access).map(Sample::bytes).toArray(byte[][]::new);
    lines.add(line(TokenShape.ACCESS, issuer, tokens, Instant.now()));
    for (MemoryLine line : lines) {
      System.out.printf("%s, %,d: %d bytes an entry%n", line.token(), line.entries(), line.bytes());
    }
    if (options.has("json")) {
      ResultFile.ofMemory(lines).writeTo(Path.of(options.text("json")));
    }
  }

  static MemoryLine line(TokenShape shape, SampleIssuer issuer, byte[][] tokens, Instant now) {
    Shares shares = new Shares();
    try (TokenVerifier verifier = remembering(issuer, now, shares)) {
      // What is made once, such as the cache's own tables in their first size, is not an entry's.
      verifier.verify(tokens[0]).orElseThrow();
      long before = usedHeap();
      verifyAll(verifier, tokens);
      long after = usedHeap();
      shares.forget();
      verifyAll(verifier, tokens);
      if (shares.hits() != tokens.length) {
        throw new IllegalStateException(
            "remembered: " + shares.hits() + " (expected: " + tokens.length + ")");
      }
      Reference.reachabilityFence(verifier);
      Reference.reachabilityFence(tokens);
      return new MemoryLine(shape.name(), tokens.length, (after - before) / (tokens.length - 1));
    }
  }

  private static void verifyAll(TokenVerifier verifier, byte[][] tokens) {
    Arrays.stream(tokens).parallel().forEach(token -> verifier.verify(token).orElseThrow());
  }

  private static TokenVerifier remembering(SampleIssuer issuer, Instant now, Shares shares) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), issuer.publicKey(), Set.of(Algorithm.RS256));
    return TokenVerifier.builder()
        .provider(SignatureProvider.platform())
        .clock(Clock.fixed(now, ZoneOffset.UTC))
        .ticker(() -> 0)
        .listener(shares)
        .tokenCache(new TokenCacheSettings(8L << 30, TokenCacheSettings.MAX_LONGEST))
        .trust(
            TrustedIssuer.named(SampleIssuer.NAME)
                .audience(SampleIssuer.AUDIENCE)
                .keys(FixedKeys.of(key))
                .build())
        .build();
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
