// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K1, K4, K5, K7 for keys that are published one by one. Requests are counted. */
@Timeout(60)
final class PemKeysTest {
  private static final int THREADS = 4;
  private static final TestKey KEY = TestKey.named("pem", Algorithm.ES256).withKeyId("key-1");

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestUpstream upstream = TestUpstream.start();
  private final JsonHttp http = JsonHttp.builder().retries(0).build();
  private final ExecutorService fetchers = Executors.newFixedThreadPool(THREADS);
  private final PemKeys keys = new PemKeys(upstream.url("/keys").toString(), http, fetchers, clock);

  @AfterEach
  void close() {
    fetchers.shutdownNow();
    http.close();
    upstream.close();
  }

  private void publish(String keyId, TestKey key) {
    answer(keyId, aResponse().withBody(BalancerTokens.pem(key)));
  }

  private void answer(String keyId, ResponseDefinitionBuilder response) {
    upstream.answer("/keys/" + keyId, response);
  }

  private KeyAnswer find(String keyId) {
    return keys.find(Algorithm.ES256, keyId);
  }

  /** What is known in the end. */
  private KeyAnswer settled(String keyId) {
    KeyAnswer answer = find(keyId);
    if (answer instanceof KeyAnswer.Pending pending) {
      try {
        pending.settled().toCompletableFuture().get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return find(keyId);
    }
    return answer;
  }

  /** Until requests behind our back have ended: all threads must be free to meet. */
  private void calm() throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(THREADS);
    Callable<Integer> coming = meeting::await;
    for (Future<Integer> each : fetchers.invokeAll(Collections.nCopies(THREADS, coming))) {
      each.get();
    }
  }

  private static void assertFound(KeyAnswer answer) {
    KeyAnswer.Found found = assertInstanceOf(KeyAnswer.Found.class, answer);
    assertEquals(KEY.publicKey(), found.candidates().get(0).key());
  }

  private static Duration assertUnavailable(KeyAnswer answer) {
    return assertInstanceOf(KeyAnswer.Unavailable.class, answer).retryAfter();
  }

  @Test
  void areFetchedOnceByHoweverMany() throws Exception { // K5
    publish("key-1", KEY);

    List<KeyAnswer> answers = StartGate.together(32, i -> () -> settled("key-1"));

    answers.forEach(PemKeysTest::assertFound);
    assertEquals(1, upstream.requests());
  }

  @Test
  void areAskedForAgainAfterAnHourWhileTheyServe() throws Exception {
    publish("key-1", KEY);
    assertFound(settled("key-1"));
    clock.advance(Duration.ofMinutes(59));
    assertFound(find("key-1"));
    assertEquals(1, upstream.requests());
    clock.advance(Duration.ofMinutes(1));

    assertFound(find("key-1")); // nobody waits
    calm();

    assertEquals(2, upstream.requests());
    assertFound(find("key-1"));
    assertEquals(2, upstream.requests());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 403, 400, 204})
  void serveForHoursDuringAnOutageAndNoLonger(int status) throws Exception { // K7
    publish("key-1", KEY);
    assertFound(settled("key-1"));
    answer("key-1", aResponse().withStatus(status));
    clock.advance(PemKeys.FRESH);
    for (int i = 0; i < 3; i++) {
      assertFound(find("key-1"));
      calm();
      assertEquals(2, upstream.requests()); // asked again only half a minute later
    }
    clock.advance(Duration.ofSeconds(30));
    assertFound(find("key-1"));
    calm();
    assertEquals(3, upstream.requests());
    clock.advance(PemKeys.STALE.minusSeconds(31));
    assertFound(find("key-1"));
    calm();
    clock.advance(Duration.ofSeconds(40));

    KeyAnswer last = settled("key-1");

    assertTrue(
        last instanceof KeyAnswer.Unavailable || last instanceof KeyAnswer.Unknown, last::toString);
    assertEquals(status == 403 || status == 400, last instanceof KeyAnswer.Unknown);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void areWithdrawnByTheirPublisher(int status) throws Exception {
    publish("key-1", KEY);
    assertFound(settled("key-1"));
    answer("key-1", aResponse().withStatus(status));
    clock.advance(PemKeys.FRESH);
    find("key-1");
    calm();

    assertEquals(KeyAnswer.UNKNOWN, find("key-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 410})
  void thatAreNotThereAreAskedForOnceInAMinute(int status) { // K4
    answer("made-up", aResponse().withStatus(status));

    assertEquals(KeyAnswer.UNKNOWN, settled("made-up"));
    clock.advance(PemKeys.NOTHING_THERE.minusSeconds(1));
    assertEquals(KeyAnswer.UNKNOWN, settled("made-up"));
    assertEquals(1, upstream.requests());
    clock.advance(Duration.ofSeconds(1));
    publish("made-up", KEY);
    assertFound(settled("made-up"));
    assertEquals(2, upstream.requests());
  }

  @Test
  void thatCannotBeFetchedAreNoVerdict() {
    answer("key-1", aResponse().withStatus(500));
    assertEquals(Duration.ofSeconds(2), assertUnavailable(settled("key-1")));
    assertEquals(Duration.ofSeconds(2), assertUnavailable(settled("key-1")));
    assertEquals(1, upstream.requests());

    publish("key-1", KEY);
    clock.advance(Duration.ofSeconds(2));

    assertFound(settled("key-1"));
  }

  @Test
  void waitAsLongAsTheirPublisherAsks() {
    answer("key-1", aResponse().withStatus(503).withHeader("Retry-After", "60"));

    assertEquals(Duration.ofSeconds(60), assertUnavailable(settled("key-1")));
  }

  @Test
  void madeUpByStrangersHammerNobody() throws Exception { // K1
    publish("key-1", KEY);
    assertFound(settled("key-1"));
    int begun = upstream.requests();

    List<KeyAnswer> answers = StartGate.together(32, i -> () -> settled("made-up-" + i));

    assertEquals(AttemptLimit.MOST - 1, upstream.requests() - begun);
    assertEquals(AttemptLimit.MOST - 1, answers.stream().filter(KeyAnswer.UNKNOWN::equals).count());
    assertFound(find("key-1")); // who is known is not held up
    assertTrue(keys.size() <= AttemptLimit.MOST, () -> keys.size() + " ids");
    // Nor is a new key refused meanwhile: nobody can tell.
    publish("key-2", KEY);
    assertTrue(assertUnavailable(settled("key-2")).compareTo(AttemptLimit.SPAN) <= 0);
    clock.advance(AttemptLimit.SPAN);
    assertFound(settled("key-2"));
  }

  @Test
  void madeUpByStrangersFillNoMemory() {
    publish("key-1", KEY);
    assertFound(settled("key-1"));
    for (int i = 0; i < 300; i++) {
      if (i % 7 == 0) {
        clock.advance(AttemptLimit.SPAN);
      }
      settled("made-up-" + i);
    }

    assertTrue(keys.size() <= PemKeys.MAX_IDS, () -> keys.size() + " ids");
    assertFound(find("key-1"));
  }

  @Test
  void areNotFetchedWhereNobodyCan() {
    PemKeys closed =
        new PemKeys(
            upstream.url("/keys").toString(),
            http,
            work -> {
              throw new RejectedExecutionException();
            },
            clock);

    assertUnavailable(closed.find(Algorithm.ES256, "key-1"));
    assertEquals(0, upstream.requests());
  }

  @Test
  void thatAreNoneAreAnOutage() { // J6, I-4 for curves
    TestKey rsa = TestKey.named("pem", Algorithm.RS256);
    TestKey other = TestKey.named("pem", Algorithm.ES384);
    String good = BalancerTokens.pem(KEY);
    List<String> documents =
        List.of(
            "",
            "<html>sign in to the wireless network</html>",
            BalancerTokens.pem(rsa),
            BalancerTokens.pem(other),
            good.replace("PUBLIC", "PRIVATE"),
            good + good,
            "Bag attributes\n" + good,
            good.replaceAll("(?m)^M", "N"),
            offItsCurve());
    int asked = 0;
    for (String document : documents) {
      answer("key-" + asked, aResponse().withBody(document));
      assertUnavailable(settled("key-" + asked));
      assertEquals(++asked, upstream.requests());
      clock.advance(AttemptLimit.SPAN);
    }
    publish("key-0", KEY);
    assertFound(settled("key-0"));
  }

  /** A point beside the curve, which some providers take. */
  private static String offItsCurve() {
    byte[] encoded = KEY.publicKey().getEncoded();
    encoded[encoded.length - 1] ^= 1;
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
