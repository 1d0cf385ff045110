// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.live.ConnectionRegistry;
import io.github.gameauth.live.LeaseAnswer;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What does a live connection cost, in memory and in threads?
 *
 * <p>Mints tokens of different players and sessions, verifies each, and opens a lease for it; then
 * ends them all. Prints by how much the heap has grown after collections, names and maps included
 * and the connections themselves not, and how many threads there are before and after.
 *
 * <pre>{@code
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Leases
 * java -cp jmh-benchmarks/target/benchmarks.jar io.github.gameauth.benchmarks.Leases \
 *     leases=1000,100000,200000
 * }</pre>
 */
public final class Leases {
  private static final String ISSUER = "https://id.mygame.example";
  private static final String AUDIENCE = "my-game";

  private final TokenMinter minter;
  private final TokenVerifier verifier;
  private final SecretGenerator names = new SecretGenerator();

  private Leases() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    SigningKeys keys =
        SigningKeys.fixed(
            ISSUER, Algorithm.ES256, generator.generateKeyPair(), Duration.ofHours(1));
    this.minter = TokenMinter.signing(keys).build();
    this.verifier =
        TokenVerifier.trusting(
            TrustedIssuer.named(ISSUER)
                .audience(AUDIENCE)
                .profile(TokenProfile.playerToken())
                .algorithms(Algorithm.ES256)
                .keys(keys.keySource())
                .build());
  }

  /**
   * Measures and prints.
   *
   * @param arguments {@code leases=} how many, several numbers with commas; 100000 if none are said
   */
  public static void main(String[] arguments) throws GeneralSecurityException {
    Options options = Options.of(arguments);
    Leases leases = new Leases();
    leases.measured(5_000); // what is made once is not a lease's
    for (String number : options.text("leases", "100000").split(",", -1)) {
      System.out.println(leases.measured(Integer.parseInt(number)));
    }
  }

  private VerifiedPlayer player() {
    TokenSpec spec =
        TokenSpec.forSubject("p-" + name())
            .audience(AUDIENCE)
            .sessionId(name())
            .livingFor(Duration.ofMinutes(30));
    return verifier.verify(minter.mint(spec).token().reveal()).orElseThrow();
  }

  /** 128 bits, as in our own tokens. */
  private String name() {
    return names.secret().reveal().substring(0, 22);
  }

  private String measured(int count) {
    AtomicInteger ended = new AtomicInteger();
    Object connection = new Object();
    int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
    long before = usedHeap();
    ConnectionRegistry<Object> registry =
        ConnectionRegistry.telling((lease, why) -> ended.incrementAndGet())
            .maximumLeases(count)
            .build();
    for (int i = 0; i < count; i++) {
      if (registry.open(name(), connection, player()) instanceof LeaseAnswer.Refused<Object> no) {
        throw new IllegalStateException("refused: " + no.why());
      }
    }
    long bytes = (usedHeap() - before) / count;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
    registry.close();
    if (ended.get() != count) {
      throw new IllegalStateException("ended: " + ended + " (expected: " + count + ")");
    }
    Reference.reachabilityFence(registry);
    return String.format("%,d leases: %d bytes each, threads: %+d", count, bytes, threads);
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
