// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a hundred thousand connections cost: memory each, and no thread. */
@Timeout(300)
final class LeaseMemoryTest {
  private static final int LEASES = 100_000;
  private static final String SECRET = "shared by the tests of memory, and by nobody else";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestKey key = TestKey.sharedSecret(SECRET.getBytes(UTF_8));
  private final TokenVerifier verifier =
      TokenVerifier.builder()
          .clock(clock)
          .provider(SignatureProvider.platform())
          .trust(
              TrustedIssuer.named(TestIssuer.NAME)
                  .audience("my-game")
                  .keys(SharedSecretKeys.of(Secret.of(SECRET)))
                  .build())
          .build();

  /** Names as long as ours are: a persona, a session id and a token id of 128 bits. */
  private VerifiedPlayer player(int i) {
    String token =
        issuer
            .token()
            .signedWith(key)
            .subject(String.format("p-%026d", i))
            .claim("sid", String.format("%022d", i))
            .claim("jti", String.format("t%021d", i))
            .signed();
    return verifier.verify(token).orElseThrow();
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private ConnectionRegistry<Object> registryOf(
      int leases, Object connection, AtomicInteger ended) {
    ConnectionRegistry<Object> registry =
        ConnectionRegistry.telling((lease, why) -> ended.incrementAndGet()).clock(clock).build();
    for (int i = 0; i < leases; i++) {
      opened(registry.open(String.format("connection-%011d", i), connection, player(i)));
    }
    return registry;
  }

  @Test
  void takesLessThanHalfAKilobyteALeaseAndNoThread() {
    AtomicInteger ended = new AtomicInteger();
    Object connection = new Object();
    registryOf(5_000, connection, new AtomicInteger())
        .close(); // what is made once is not a lease's
    long before = heap();
    int threadsBefore = threads();

    ConnectionRegistry<Object> registry = registryOf(LEASES, connection, ended);

    long bytes = (heap() - before) / LEASES;
    assertTrue(bytes < 500, () -> bytes + " bytes a lease");
    assertTrue(threads() <= threadsBefore + 1, "threads: " + threadsBefore + " to " + threads());
    registry.close();
    assertEquals(LEASES, ended.get());
    long left = (heap() - before) / LEASES;
    // Tables do not shrink, and tests before this one leave things behind; a lease would be 400.
    assertTrue(left < 200, () -> left + " bytes a lease that ended");
    Reference.reachabilityFence(registry);
    Reference.reachabilityFence(verifier);
  }
}
