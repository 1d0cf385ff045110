// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestUpstream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O4: a verifier that is closed is gone, with its threads. */
final class ThreadsTest {
  private final TestIssuer issuer = TestIssuer.create();

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gameauth-"))
        .collect(Collectors.toSet());
  }

  /** Threads that were told to end take a moment for it. */
  private static void assertNoNewOnes(Set<Thread> before) throws InterruptedException {
    Set<Thread> left = ours();
    left.removeAll(before);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (Thread thread : left) {
      thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
    }
    left.removeIf(thread -> !thread.isAlive());
    assertEquals(Set.of(), left);
  }

  private TrustedIssuerBuilder seeded() {
    // Nobody listens on port 1, so the refresh that a seed begins fails at once.
    return TrustedIssuer.named(issuer.name())
        .audience("my-game")
        .jwks("http://127.0.0.1:1/jwks.json")
        .seedKeys(issuer.jwks());
  }

  @Test
  @DisplayName("Thousands that were opened, used and closed leave no thread and no memory")
  void leavesNothingBehind() throws Exception {
    Set<Thread> before = ours();
    String token = issuer.token().signed();
    List<WeakReference<TokenVerifier>> closed = new ArrayList<>();
    int most = 0;

    for (int i = 0; i < 2000; i++) {
      try (TokenVerifier verifier = TokenVerifier.trusting(seeded().build())) {
        if (i % 20 == 0) {
          assertAccepted(verifier.verify(token));
          closed.add(new WeakReference<>(verifier));
        }
      }
      if (i % 100 == 0) {
        most = Math.max(most, ours().size());
      }
    }

    assertNoNewOnes(before);
    int threads = most;
    assertTrue(threads < 100, () -> threads + " threads at a time");
    for (int i = 0; i < 20 && closed.stream().anyMatch(one -> one.get() != null); i++) {
      System.gc();
    }
    long kept = closed.stream().filter(one -> one.get() != null).count();
    assertTrue(kept <= 1, () -> kept + " of " + closed.size() + " verifiers are kept");
  }

  @Test
  @DisplayName("One that fetched and served leaves no thread")
  void endsItsFetches() throws Exception {
    Set<Thread> before = ours();
    try (TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks())) {
      TokenVerifier verifier =
          TokenVerifier.trusting(
              TrustedIssuer.named(issuer.name())
                  .audience("my-game")
                  .jwks(upstream.jwksUrl())
                  .build());
      assertAccepted(verifier.verify(issuer.token().signed()));

      verifier.close();
      verifier.close();

      assertNoNewOnes(before);
    }
  }

  @Test
  @DisplayName("One that could not be built leaves no thread")
  void leavesNothingBehindWhenItCannotBeBuilt() throws Exception {
    Set<Thread> before = ours();

    for (int i = 0; i < 20; i++) {
      assertThrows(
          IllegalArgumentException.class,
          () -> TokenVerifier.trusting(seeded().build(), seeded().build()));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              TokenVerifier.trusting(
                  seeded().build(),
                  TrustedIssuer.named("https://other.example")
                      .anyAudience()
                      .jwks("https://other.example/jwks.json")
                      .seedKeys("{}")
                      .build()));
    }

    assertNoNewOnes(before);
  }

  @Test
  @DisplayName("An issuer without iss may not bear the name of another: who closes one closes all")
  void keepsNamesApart() {
    TrustedIssuer nameless =
        TrustedIssuer.withoutIssuerClaim(issuer.name())
            .anyAudience()
            .jwks("http://127.0.0.1:1/jwks.json")
            .build();

    assertThrows(
        IllegalArgumentException.class, () -> TokenVerifier.trusting(seeded().build(), nameless));
  }
}
