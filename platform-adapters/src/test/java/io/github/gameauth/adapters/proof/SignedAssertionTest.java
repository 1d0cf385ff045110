// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import java.security.Key;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignedAssertionTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Key key = TestKey.named("assertion", Algorithm.ES256).signingKey();
  private final SignedAssertion assertion =
      new SignedAssertion(
          (PrivateKey) key, "k1", Map.of("iss", "us"), Duration.ofMinutes(10), clock);

  private static String pem(Key key, String label) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END "
        + label
        + "-----";
  }

  @Test
  void isSignedAgainWhenHalfOfItsLifeIsOver() {
    Secret first = assertion.get();
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertSame(first, assertion.get());
    clock.advance(Duration.ofMillis(1));
    assertNotEquals(first, assertion.get());
  }

  @Test
  void isSignedAgainWhenTheClockWentBack() {
    Secret first = assertion.get();
    clock.jumpWall(Duration.ofDays(-1));

    assertNotEquals(first, assertion.get());
  }

  @Test
  void readsAKeyOnP256AndNoOther() {
    assertEquals(key, SignedAssertion.keyOf("key", Secret.of(pem(key, "PRIVATE KEY"))));
    for (String bad :
        List.of(
            "x",
            pem(key, "EC PRIVATE KEY"),
            pem(TestKey.named("a", Algorithm.ES384).signingKey(), "PRIVATE KEY"),
            pem(TestKey.named("a", Algorithm.RS256).signingKey(), "PRIVATE KEY"),
            pem(key, "PRIVATE KEY").replace("-----\nM", "-----\nA"))) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> SignedAssertion.keyOf("key", Secret.of(bad)))
              .getMessage();
      assertEquals(
          "key: a secret (expected: -----BEGIN PRIVATE KEY-----, PKCS#8 on P-256)", message);
    }
  }
}
