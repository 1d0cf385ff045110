// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.testing.TestKey;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class KeyByIdCacheTest {
  private static final String KEYS = "https://keys.platform.example/public/";
  private static final TestKey KEY = TestKey.named("single", Algorithm.RS512).withKeyId("K_1-a");

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final KeyByIdCache cache =
      new KeyByIdCache("platform", platforms.context(), KEYS, Algorithm.RS512);

  private static String json(Map<String, ?> jwk) {
    return new ObjectMapper().valueToTree(jwk).toString();
  }

  private static Map<String, Object> jwk() {
    return new LinkedHashMap<>(KEY.jwk());
  }

  private static String jwk(String member, Object value) {
    Map<String, Object> jwk = jwk();
    jwk.put(member, value);
    return json(jwk);
  }

  private static String number(BigInteger value) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value.toByteArray());
  }

  /** The key's id, or why there is none. */
  private String outcome(String keyId) {
    try {
      VerificationKey key = cache.of(keyId);
      assertEquals(KEY.publicKey(), key.key());
      assertEquals(Set.of(Algorithm.RS512), key.algorithms());
      return key.keyId().orElseThrow();
    } catch (NotProvedException e) {
      return PlatformAdapterContract.nameOf(e.verdict());
    }
  }

  @Test
  void fetchesAKeyOnceInAnHour() {
    platforms.answer(KEYS + "K_1-a", json(jwk()));

    assertEquals("K_1-a", outcome("K_1-a"));
    platforms.clock().advance(Duration.ofMinutes(59));
    assertEquals("K_1-a", outcome("K_1-a"));
    assertEquals(1, platforms.requests(KEYS + "K_1-a"));
    platforms.clock().advance(Duration.ofMinutes(1));
    assertEquals("K_1-a", outcome("K_1-a"));
    assertEquals(2, platforms.requests(KEYS + "K_1-a"));
  }

  @Test
  void takesAKeyThatSaysNoMoreThanItMust() {
    Map<String, Object> jwk = jwk();
    jwk.keySet().retainAll(List.of("kid", "n", "e"));
    platforms.answer(KEYS + "K_1-a", json(jwk));

    assertEquals("K_1-a", outcome("K_1-a"));
  }

  @Test
  void trustsNoKeyThatIsDoubtful() {
    BigInteger modulus = ((RSAPublicKey) KEY.publicKey()).getModulus();
    for (String doubtful :
        List.of(
            jwk("kid", "K_1-b"),
            jwk("kid", 17),
            jwk("kty", "EC"),
            jwk("kty", 1),
            jwk("d", "AQAB"),
            jwk("n", number(modulus.shiftRight(1).setBit(0))),
            jwk("n", number(modulus.clearBit(0))),
            jwk("n", number(BigInteger.ONE.shiftLeft(8200).setBit(0))),
            jwk("n", "not base64!"),
            jwk("n", ""),
            jwk("n", 17),
            jwk("e", number(BigInteger.ONE)),
            jwk("e", number(BigInteger.valueOf(3))),
            jwk("e", number(BigInteger.valueOf(65_538))),
            jwk("e", number(BigInteger.ONE.shiftLeft(40).setBit(0))),
            "{}",
            "[]")) {
      platforms.answer(KEYS + "K_1-a", doubtful);

      assertEquals("OUTAGE", outcome("K_1-a"), doubtful);
    }
  }

  @Test
  void asksForNoIdThatWouldLeadElsewhere() {
    for (String id :
        List.of("", ".", "..", "a/b", "a%2Fb", "a?b", "a b", "a\r\nb", "ä", "a".repeat(129))) {
      assertEquals("INVALID", outcome(id), id);
    }
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void asksForAnIdThatIsNoneOnceInAMinute() {
    assertEquals("INVALID", outcome("K_1-a"));
    assertEquals("INVALID", outcome("K_1-a"));
    assertEquals(1, platforms.received().size());
    platforms.answer(KEYS + "K_1-a", json(jwk()));
    platforms.clock().advance(Duration.ofMinutes(1));

    assertEquals("K_1-a", outcome("K_1-a"));
  }

  @Test
  void isHeldUpByAStrangerForAShortTimeOnly() {
    for (int i = 0; i < 30; i++) {
      assertEquals(i < 20 ? "INVALID" : "THROTTLED", outcome("made-up-" + i));
    }
    assertEquals(20, platforms.received().size());
    platforms.answer(KEYS + "K_1-a", json(jwk()));
    platforms.clock().advance(Duration.ofSeconds(11));

    assertEquals("K_1-a", outcome("K_1-a"));
  }

  @Test
  void goesOnWithItsKeyDuringAnOutageForADay() {
    platforms.answer(KEYS + "K_1-a", json(jwk()));
    outcome("K_1-a");
    platforms.answer(KEYS + "K_1-a", aResponse().withStatus(500));
    platforms.clock().advance(Duration.ofHours(24));

    assertEquals("K_1-a", outcome("K_1-a"));
    int asked = platforms.requests(KEYS + "K_1-a");
    assertEquals("K_1-a", outcome("K_1-a"));
    assertEquals(asked, platforms.requests(KEYS + "K_1-a"), "asked again at once");
    platforms.clock().advance(Duration.ofSeconds(30));
    assertEquals("K_1-a", outcome("K_1-a"));
    assertEquals(asked + 2, platforms.requests(KEYS + "K_1-a"), "once, and a second try");
    platforms.clock().advance(Duration.ofHours(1));
    assertEquals("OUTAGE", outcome("K_1-a"));
  }

  @Test
  void dropsAKeyThatIsTakenBack() {
    platforms.answer(KEYS + "K_1-a", json(jwk()));
    outcome("K_1-a");
    platforms.answer(KEYS + "K_1-a", aResponse().withStatus(404));
    platforms.clock().advance(Duration.ofHours(1));

    assertEquals("INVALID", outcome("K_1-a"));
  }

  @Test
  void fetchesOnceForManyWhoAskAtOnce() throws Exception {
    platforms.answer(KEYS + "K_1-a", aResponse().withBody(json(jwk())).withFixedDelay(100));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch gate = new CountDownLatch(1);
    try {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  return outcome("K_1-a");
                }));
      }
      gate.countDown();
      for (Future<String> future : futures) {
        assertEquals("K_1-a", future.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, platforms.requests(KEYS + "K_1-a"));
  }
}
