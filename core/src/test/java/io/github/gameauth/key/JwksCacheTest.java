// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.found;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.KeySetState.Stage;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JwksCacheTest {
  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void fetchesNothingUntilItIsAsked() {
    fixture.builder().build();

    fixture.clock.advance(Duration.ofDays(1));

    assertEquals(0, upstream.requests());
  }

  @Test
  void saysThatAFetchIsUnderWayWhenItHasNoKeys() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();

    KeyAnswer.Pending pending =
        assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, issuer.kid()));

    assertFalse(pending.settled().toCompletableFuture().isDone());
    fixture.fetchers.release();
    assertTrue(pending.settled().toCompletableFuture().isDone());
    assertEquals(
        Optional.of(issuer.kid()), found(cache.find(Algorithm.RS256, issuer.kid())).keyId());
    assertEquals(1, upstream.requests());
  }

  @Test
  void nobodyWhoWaitsCanEndTheFlightForOthers() {
    fixture.fetchers.hold();
    JwksCache cache = fixture.builder().build();
    KeyAnswer.Pending mine = (KeyAnswer.Pending) cache.find(Algorithm.RS256, "a");

    mine.settled().toCompletableFuture().complete(null);

    KeyAnswer.Pending theirs = (KeyAnswer.Pending) cache.find(Algorithm.RS256, "b");
    assertFalse(theirs.settled().toCompletableFuture().isDone());
  }

  @Test
  void comparesKeyIdsExactly() {
    TestKey key = issuer.key().withKeyId("Key-1");
    upstream.keySet(keySet(key.jwk()));
    JwksCache cache = fixture.warm();

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, "Key-1"));
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, "key-1"));
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, "Key-1 "));
    assertEquals(KeyAnswer.UNKNOWN, ask(cache, ""));
  }

  @Test
  void answersATokenWithoutKeyIdByEveryKeyForItsAlgorithm() {
    TestKey ec = TestKey.named("ec", Algorithm.ES256);
    upstream.keySet(keySet(issuer.key().jwk(), ec.jwk()));
    JwksCache cache = fixture.warm();

    KeyAnswer.Found rsa = (KeyAnswer.Found) cache.find(Algorithm.RS256, null);

    assertEquals(issuer.kid(), rsa.candidates().get(0).keyId().orElseThrow());
    assertEquals(1, rsa.candidates().size());
    assertEquals(KeyAnswer.UNKNOWN, cache.find(Algorithm.EdDSA, null));
    assertEquals(1, upstream.requests());
  }

  @Test
  void givesTheSameAnswerObjectForTheSameKey() {
    JwksCache cache = fixture.warm();

    assertSame(
        cache.find(Algorithm.RS256, issuer.kid()), cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test
  void keepsTheKeyObjectAcrossRefreshesThatDoNotChangeIt() {
    JwksCache cache = fixture.warm();
    VerificationKey before = found(ask(cache, issuer.kid()));
    String kid = issuer.kid();
    issuer.rotate();
    fixture.publish();

    cache.refresh().toCompletableFuture().join();

    assertSame(before, found(ask(cache, kid)));
    assertEquals(issuer.kid(), found(ask(cache, issuer.kid())).keyId().orElseThrow());
    assertEquals(2, cache.state().generation());
  }

  @Test // I-12
  void takesTheNewKeyWhereAnIdWasGivenToAnother() {
    TestKey old = TestKey.named("old", Algorithm.RS256).withKeyId("k");
    TestKey other = TestKey.named("other", Algorithm.RS256).withKeyId("k");
    upstream.keySet(keySet(old.jwk()));
    JwksCache cache = fixture.warm();
    VerificationKey before = found(ask(cache, "k"));
    upstream.keySet(keySet(other.jwk()));

    cache.refresh().toCompletableFuture().join();

    assertNotSame(before, found(ask(cache, "k")));
    assertEquals(other.publicKey(), found(ask(cache, "k")).key());
    assertEquals(List.of("k"), fixture.events.changes.get(1).replaced());
  }

  @Test // I-11
  void givesUpToThreeCandidatesForOneId() {
    upstream.keySet(keySet(named("a"), named("b"), named("c"), named("d")));

    JwksCache cache = fixture.warm();

    KeyAnswer.Found found = (KeyAnswer.Found) cache.find(Algorithm.ES256, "k");
    assertEquals(3, found.candidates().size());
    assertEquals(List.of("k"), fixture.events.changes.get(0).ambiguous());
    assertEquals(List.of("AMBIGUOUS"), fixture.events.refusals);
  }

  private static Map<String, Object> named(String name) {
    return TestKey.named(name, Algorithm.ES256).withKeyId("k").jwk();
  }

  @Test
  void takesAnEntryThatComesTwiceForOne() {
    upstream.keySet(keySet(issuer.key().jwk(), issuer.key().jwk()));

    JwksCache cache = fixture.warm();

    assertEquals(1, ((KeyAnswer.Found) ask(cache, issuer.kid())).candidates().size());
    assertEquals(List.of(), fixture.events.changes.get(0).ambiguous());
  }

  @Test
  void answersARefusedKeysIdWithoutAskingAgain() {
    Map<String, Object> encryption = TestKey.named("enc", Algorithm.RS256).jwk();
    encryption.put("use", "enc");
    encryption.put("kid", "enc-1");
    upstream.keySet(keySet(issuer.key().jwk(), encryption));
    JwksCache cache = fixture.warm();
    fixture.clock.advance(Duration.ofSeconds(11));

    assertEquals(KeyAnswer.UNUSABLE, cache.find(Algorithm.RS256, "enc-1"));
    assertEquals(1, upstream.requests());
  }

  @Test
  void tellsWhatItHolds() {
    JwksCache cache = fixture.builder().build();
    assertEquals(Stage.EMPTY, cache.state().stage());

    cache.warmUp().toCompletableFuture().join();

    KeySetState state = cache.state();
    assertEquals("issuer", state.issuer());
    assertEquals(Stage.FRESH, state.stage());
    assertEquals(1, state.generation());
    assertEquals(List.of(issuer.kid()), state.keyIds());
    assertEquals(Optional.of(fixture.clock.instant()), state.fetchedAt());
    assertEquals(
        Optional.of(fixture.clock.instant().plus(Duration.ofMinutes(10))), state.freshUntil());
    assertEquals(
        Optional.of(fixture.clock.instant().plus(Duration.ofMinutes(250))), state.trustedUntil());
    assertEquals(Optional.empty(), state.lastFailure());
    assertEquals(0, state.consecutiveFailures());
  }

  @Test
  void tellsItsListenerInOrder() {
    fixture.warm();

    assertEquals(List.of("FIRST NEW"), fixture.events.outcomes());
    assertEquals(1, fixture.events.fetches.get(0).usableKeys());
    assertEquals("application/json", fixture.events.fetches.get(0).contentType());
    assertEquals(List.of(issuer.kid()), fixture.events.changes.get(0).added());
    assertEquals(1, fixture.events.changes.get(0).generation());
    assertEquals(List.of("EMPTY>FRESH"), fixture.events.stages);
  }

  @Test
  void failsToWarmUpWithACode() {
    upstream.keySetStatus(404);
    JwksCache cache = fixture.builder().build();

    CompletionException failure =
        assertThrows(CompletionException.class, () -> cache.warmUp().toCompletableFuture().join());

    assertEquals("STATUS", ((KeyFetchException) failure.getCause()).code());
    assertEquals("issuer: STATUS (status 404)", failure.getCause().getMessage());
    assertEquals(Optional.of("STATUS"), cache.state().lastFailure());
    assertEquals(1, cache.state().consecutiveFailures());
  }

  @Test
  void doesNotWarmUpWhatIsWarm() {
    JwksCache cache = fixture.warm();

    cache.warmUp().toCompletableFuture().join();

    assertEquals(1, upstream.requests());
  }

  @Test
  void trustsSeedKeysAndRefreshesThemAtOnce() {
    JwksCache cache = fixture.builder().seed(issuer.jwks()).build();
    String seeded = issuer.kid();
    assertEquals(Stage.AGEING, cache.state().stage());
    issuer.rotate();
    fixture.publish();

    fixture.clock.advance(Duration.ZERO);

    assertEquals(Stage.FRESH, cache.state().stage());
    assertEquals(1, upstream.requests());
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, seeded));
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test
  void servesSeedKeysThroughAnOutageAtStart() {
    upstream.keySetStatus(500);
    JwksCache cache = fixture.builder().seed(issuer.key().forVerification()).build();

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    fixture.clock.advance(Duration.ofMinutes(11));
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    fixture.clock.advance(Duration.ofHours(4));
    unavailable(cache.find(Algorithm.RS256, issuer.kid()));
  }

  @Test
  void refusesASeedWithoutUsableKeys() {
    IllegalArgumentException none =
        assertThrows(
            IllegalArgumentException.class, () -> fixture.builder().seed("{\"keys\":[]}").build());
    assertEquals("seed: no usable key (expected: at least 1)", none.getMessage());

    assertThrows(IllegalArgumentException.class, () -> fixture.builder().seed("[]").build());
  }

  @Test // J15
  void neverTrustsAPinnedKeyThatComesBack() {
    String thumbprint = JwkThumbprint.of(issuer.key().publicKey());
    String kid = issuer.kid();
    issuer.rotate();
    fixture.publish();

    JwksCache cache = fixture.warm(fixture.builder().withdrawn(thumbprint));

    assertEquals(KeyAnswer.UNUSABLE, cache.find(Algorithm.RS256, kid));
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(List.of("WITHDRAWN"), fixture.events.refusals);
  }

  @Test
  void doesNotTrustInvalidatedKeysUntilTheIssuerHasBeenAsked() {
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();

    cache.invalidate();

    assertInstanceOf(KeyAnswer.Pending.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(Stage.EXPIRED, cache.state().stage());
    fixture.fetchers.release();
    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(1, cache.state().generation());
  }

  @Test
  void doesNotFallBackToInvalidatedKeysDuringAnOutage() {
    JwksCache cache = fixture.warm();
    upstream.keySetStatus(500);

    cache.invalidate();

    unavailable(ask(cache, issuer.kid()));
  }

  @Test
  void dropsWhatAFlightBringsThatBeganBeforeTheInvalidation() {
    JwksCache cache = fixture.warm();
    fixture.fetchers.hold();
    cache.refresh();

    cache.invalidate();
    fixture.fetchers.release();

    assertEquals(Stage.EXPIRED, cache.state().stage());
    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));
    assertEquals(3, upstream.requests());
  }

  @Test
  void refusesAddressesThatAreNotSafe() {
    for (String url :
        List.of(
            "http://id.mygame.example/jwks",
            "file:///etc/passwd",
            "ftp://id.mygame.example/jwks",
            "jar:https://id.mygame.example/a.jar!/jwks",
            "https://user@id.mygame.example/jwks",
            "https://id.mygame.example/jwks#keys",
            "http://127.0.0.1.nip.example/jwks",
            "http://127.0.0.999/jwks")) {
      IllegalArgumentException complaint =
          assertThrows(IllegalArgumentException.class, () -> JwksCache.at(URI.create(url)), url);
      assertTrue(
          complaint.getMessage().endsWith("(expected: https, or http on loopback)"),
          complaint.getMessage());
    }
  }

  @SafeVarargs
  static String keySet(Map<String, Object>... entries) {
    return TestDocuments.keySet(entries);
  }
}
