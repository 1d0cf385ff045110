// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory does a remembered token take?
 *
 * <p>Fills a token cache with 20,000 tokens of each shape, and prints by how much the heap has
 * grown after collections, beside what the cache itself reckons with.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.MemoryPerEntry
 * }</pre>
 */
public final class MemoryPerEntry {
  private static final int ENTRIES = 20_000;

  private MemoryPerEntry() {}

  /** Measures and prints. */
  public static void main(String[] arguments) {
    for (TokenShape shape : TokenShape.values()) {
      System.out.printf("%s: %d bytes an entry%n", shape, bytesPerEntry(shape, ENTRIES));
    }
  }

  static long bytesPerEntry(TokenShape shape, int entries) {
    SampleIssuer issuer = SampleIssuer.create();
    Sample[] tokens = shape.signedBy(issuer, entries);
    try (TokenVerifier verifier = remembering(issuer)) {
      // What is made once, such as the cache's own tables in their first size, is not an entry's.
      verifier.verify(tokens[0].bytes()).orElseThrow();
      long before = usedHeap();
      for (Sample token : tokens) {
        verifier.verify(token.bytes()).orElseThrow();
      }
      long after = usedHeap();
      Reference.reachabilityFence(verifier);
      Reference.reachabilityFence(tokens);
      return (after - before) / (entries - 1);
    }
  }

  private static TokenVerifier remembering(SampleIssuer issuer) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), issuer.publicKey(), Set.of(Algorithm.RS256));
    return TokenVerifier.builder()
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
