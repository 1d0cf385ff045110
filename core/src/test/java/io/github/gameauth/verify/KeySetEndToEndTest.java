// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.testing.TestUpstream.json;
import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static io.github.gameauth.verify.Verdicts.code;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import io.github.gameauth.verify.Verification.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A verifier, a key set over HTTP, and what goes wrong between them. Requests are counted. */
@Timeout(60)
final class KeySetEndToEndTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks());
  private final List<TokenVerifier> opened = new ArrayList<>();
  private final CalmFetchers fetchers = new CalmFetchers();
  private final TokenVerifier verifier = fetching(trust());
  private final String honest = issuer.token().signed();

  @AfterEach
  void close() {
    opened.forEach(TokenVerifier::close);
    upstream.close();
  }

  /** Moves the clock when nobody is being asked. */
  private void later(Duration span) {
    fetchers.settle();
    clock.advance(span);
  }

  private TrustedIssuerBuilder trust() {
    return TrustedIssuer.named(issuer.name()).audience("my-game").jwks(upstream.jwksUrl());
  }

  private VerifierBuilder builder() {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .timer(new TestScheduler(clock))
        .fetches(fetchers)
        .waitForKeys(ofSeconds(10)); // more than a busy machine needs
  }

  private TokenVerifier fetching(TrustedIssuerBuilder trust) {
    return opened(builder().trust(trust.build()).build());
  }

  private TokenVerifier opened(TokenVerifier verifier) {
    opened.add(verifier);
    return verifier;
  }

  /** The key of that id is never found, so the signature need not be one. */
  private String withUnknownKey(int number) {
    String[] good = honest.split("\\.");
    String header = "{\"alg\":\"RS256\",\"kid\":\"stranger-" + number + "\"}";
    return TokenMutations.base64(header) + "." + good[1] + "." + good[2];
  }

  private String longLived() {
    return issuer.token().expiresAt(clock.instant().plus(ofHours(20))).signed();
  }

  @Nested
  @DisplayName("K5: a thousand players at a cold start")
  class ColdStart {
    @Test
    void causeOneRequestAndAreAllAccepted() throws Exception {
      String token = issuer.token().signed();

      List<Verification> verdicts = Crowd.of(1000).doing(i -> verifier.verify(token));

      assertEquals(1, upstream.requests());
      assertEquals(Set.of("ACCEPTED"), codes(verdicts));
    }

    @Test
    void causeOneRequestThoughTheyDoNotWait() {
      String token = issuer.token().signed();
      List<CompletableFuture<Verification>> verdicts = new ArrayList<>();

      for (int i = 0; i < 1000; i++) {
        verdicts.add(verifier.verifyAsync(token));
      }

      verdicts.forEach(verdict -> assertAccepted(verdict.join()));
      assertEquals(1, upstream.requests());
    }

    @Test
    void needNotWaitAfterAWarmUp() {
      verifier.warmUp().toCompletableFuture().join();

      assertAccepted(verifier.verifyNow(issuer.token().signed()));
      assertEquals(1, upstream.requests());
    }

    @Test
    void needNotWaitWithSeedKeysEvenInAnOutage() {
      upstream.keySetStatus(503);
      TokenVerifier seeded = fetching(trust().seedKeys(issuer.jwks()));

      assertAccepted(seeded.verify(issuer.token().signed()));
    }
  }

  @Nested
  @DisplayName("K1 and K2: floods of unknown key ids")
  class Flood {
    @Test
    void causesTwoRequestsInTenSecondsAtMost() throws Exception {
      assertAccepted(verifier.verify(issuer.token().signed()));
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        tokens.add(withUnknownKey(i));
      }
      int before = upstream.requests();

      List<Verification> verdicts = Crowd.of(8).sharing(tokens, verifier::verify);

      assertTrue(upstream.requests() <= before + 2, () -> upstream.requests() + " requests");
      assertEquals(Set.of("KEY_UNKNOWN"), codes(verdicts));
      assertAccepted(verifier.verify(issuer.token().signed()));
    }

    @Test
    void hidesNoRotationForLongerThanTenSeconds() {
      assertAccepted(verifier.verify(issuer.token().signed()));
      for (int i = 0; i < 10; i++) {
        verifier.verify(withUnknownKey(i));
      }
      issuer.rotate();
      upstream.keySet(issuer.jwks());
      String token = issuer.token().signed();
      int seconds = 0;

      while (code(verifier.verify(token)).equals("KEY_UNKNOWN") && seconds < 60) {
        clock.advance(ofSeconds(1));
        seconds++;
        for (int i = 0; i < 10; i++) {
          verifier.verify(withUnknownKey(seconds * 100 + i));
        }
      }

      assertAccepted(verifier.verify(token));
      int waited = seconds;
      assertTrue(waited <= 11, () -> waited + " seconds");
    }

    @Test
    @DisplayName("K3: of tokens that have lost already causes no request at all")
    void ofLostTokensCausesNoRequest() {
      for (int i = 0; i < 20; i++) {
        String kid = "stranger-" + i;
        Instant now = clock.instant();
        assertRejected(
            "EXPIRED",
            verifier.verify(
                issuer
                    .token()
                    .header("kid", kid)
                    .issuedAt(now.minusSeconds(99))
                    .expiresAt(now.minusSeconds(40))
                    .signed()));
        assertRejected(
            "CLAIM(aud)",
            verifier.verify(issuer.token().header("kid", kid).audience("x").signed()));
        assertRejected(
            "CLAIM(iss)", verifier.verify(issuer.token().header("kid", kid).issuer("x").signed()));
        assertRejected(
            "TYPE", verifier.verify(issuer.token().header("kid", kid).type("at+jwt").signed()));
      }

      assertEquals(0, upstream.requests());
    }
  }

  @Nested
  @DisplayName("K7: an outage")
  class Outage {
    @Test
    void failsNobodyUntilTheLimitAndThenNobodyCanTell() {
      assertAccepted(verifier.verify(longLived()));
      upstream.keySetStatus(503);
      Duration limit = ofMinutes(10).plus(ofHours(4));
      Duration step = ofMinutes(10);

      for (Duration age = step; age.compareTo(limit) < 0; age = age.plus(step)) {
        clock.advance(step);
        assertAccepted(verifier.verify(longLived()));
      }
      clock.advance(step);

      assertUndecided(verifier.verify(longLived()));
      assertUndecided(verifier.verifyNow(longLived()));
      upstream.keySet(issuer.jwks());
      clock.advance(ofMinutes(1));
      assertAccepted(verifier.verify(longLived()));
    }

    @Test
    @DisplayName("I8: whatever the issuer answers, good keys stay")
    void takesNoKeysAway() {
      assertAccepted(verifier.verify(longLived()));
      Random random = new Random(20300101);
      List<ResponseDefinitionBuilder> answers =
          List.of(
              aResponse().withStatus(500),
              aResponse().withStatus(404),
              aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/"),
              aResponse()
                  .withStatus(200)
                  .withHeader("Content-Type", "text/html")
                  .withBody("<html>"),
              json(""),
              json("{}"),
              json("[]"),
              json("{\"keys\":null}"),
              json("{\"keys\":[]}"),
              json("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}"),
              json("{\"keys\":[" + "1,".repeat(200_000) + "1]}"),
              aResponse().withStatus(304),
              json(issuer.jwks().substring(0, 100)));

      for (int i = 0; i < 15; i++) {
        upstream.answer(TestUpstream.JWKS_PATH, answers.get(random.nextInt(answers.size())));
        clock.advance(ofMinutes(1 + random.nextInt(15)));
        assertAccepted(verifier.verify(longLived()));
      }
    }

    @Test
    void withAnIssuerThatHangsDelaysNobodyWhoseKeyIsKnown() {
      assertAccepted(verifier.verify(issuer.token().signed()));
      upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withFixedDelay(60_000));
      clock.advance(ofMinutes(9).plusSeconds(30));
      verifier.verifyNow(withUnknownKey(1));

      for (int i = 0; i < 50; i++) {
        assertAccepted(verifier.verifyNow(issuer.token().signed()));
        assertAccepted(verifier.verify(issuer.token().signed()));
      }
    }
  }

  @Nested
  @DisplayName("Two issuers over one client")
  class TwoIssuers {
    private final TestIssuer other = TestIssuer.named("https://other.example").on(clock);
    private final TokenVerifier both =
        opened(
            builder()
                .trust(
                    trust().build(),
                    TrustedIssuer.named(other.name())
                        .audience("my-game")
                        .jwks(upstream.url("/other"))
                        .build())
                .build());

    @Test
    void areNotDownTogether() {
      upstream.keySetStatus(503).answer("/other", json(other.jwks()));

      assertUndecided(both.verify(issuer.token().signed()));
      assertAccepted(both.verify(other.token().signed()));
    }

    @Test
    void doNotWaitForEachOther() {
      upstream
          .answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withFixedDelay(60_000))
          .answer("/other", json(other.jwks()));
      assertUndecided(both.verifyNow(issuer.token().signed()));

      assertAccepted(both.verify(other.token().signed()));
    }

    @Test
    @DisplayName("H3: and cannot speak for each other")
    void keepTheirKeysApart() {
      upstream.answer("/other", json(other.jwks()));

      assertAccepted(both.verify(issuer.token().signed()));
      assertRejected("KEY_UNKNOWN", both.verify(other.token().signedWith(issuer.key()).signed()));
    }
  }

  @Nested
  @DisplayName("O2: an issuer that hangs at a cold start")
  class HangingColdStart {
    private final String token = issuer.token().signed();

    {
      upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withFixedDelay(60_000));
    }

    @Test
    void blocksNoTickAndIsAskedOnce() {
      for (int i = 0; i < 1000; i++) {
        assertUndecided(verifier.verifyNow(token));
      }

      assertTrue(upstream.requests() <= 1);
    }

    @Test
    void holdsNoThreadPerToken() {
      verifier.verifyNow(token);
      int before = Thread.activeCount();

      for (int i = 0; i < 500; i++) {
        assertFalse(verifier.verifyAsync(token).isDone());
      }

      assertTrue(Thread.activeCount() < before + 20, () -> Thread.activeCount() + " threads");
    }

    @Test
    @DisplayName("J17: close wakes who waits")
    void letsGoOfWhoWaitsWhenItIsClosed() throws Exception {
      Thread closer =
          new Thread(
              () -> {
                while (upstream.requests() == 0) {
                  Thread.onSpinWait();
                }
                verifier.close();
              });
      closer.start();

      assertUndecided(verifier.verify(token));
      closer.join();
    }
  }

  @Nested
  @DisplayName("Rotation")
  class Rotation {
    private final TokenVerifier remembering =
        opened(
            builder()
                .tokenCache(TokenCacheSettings.DEFAULT.longest(ofMinutes(5)))
                .trust(trust().build())
                .build());

    @Test
    @DisplayName("K8: a withdrawn key is dead after one freshness, also for remembered tokens")
    void endsWithdrawnKeys() {
      String old = longLived();
      assertAccepted(verifier.verify(old));
      assertAccepted(remembering.verify(old));
      issuer.rotate();
      issuer.withdrawOldKeys();
      upstream.keySet(issuer.jwks());
      clock.advance(ofMinutes(6));
      assertAccepted(remembering.verify(old));

      clock.advance(ofMinutes(4));

      assertRejected("KEY_UNKNOWN", remembering.verify(old));
      assertRejected("KEY_UNKNOWN", verifier.verify(old));
      assertAccepted(remembering.verify(issuer.token().signed()));
      assertAccepted(verifier.verify(issuer.token().signed()));
    }

    @Test
    @DisplayName("I-12: another key under the same id ends what the first one signed")
    void endsReplacedKeys() {
      TestKey first = issuer.key().withKeyId("reused");
      upstream.keySet("{\"keys\":[" + jwk(first) + "]}");
      String old =
          issuer.token().signedWith(first).expiresAt(clock.instant().plus(ofHours(1))).signed();
      assertAccepted(remembering.verify(old));
      later(ofMinutes(8));
      assertAccepted(remembering.verify(old));
      fetchers.settle();
      issuer.rotate();
      TestKey second = issuer.key().withKeyId("reused");
      upstream.keySet("{\"keys\":[" + jwk(second) + "]}");

      later(ofMinutes(10));

      assertRejected("SIGNATURE", remembering.verify(old));
      assertAccepted(remembering.verify(issuer.token().signedWith(second).signed()));
    }

    @Test
    @DisplayName("O1: nobody sees a wrong verdict while keys come and go")
    void isSeenByNobodyWhoVerifies() throws Exception {
      TestKey forger = TestIssuer.named("https://forger.example").key();
      String forged =
          issuer
              .token()
              .signedWith(forger.withKeyId(issuer.kid()))
              .expiresAt(clock.instant().plus(ofHours(20)))
              .signed();
      AtomicReference<String> current = new AtomicReference<>(longLived());
      assertAccepted(remembering.verify(current.get()));
      Set<String> wrong = new ConcurrentSkipListSet<>();
      AtomicBoolean over = new AtomicBoolean();
      List<Thread> players = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        TokenVerifier each = t % 2 == 0 ? verifier : remembering;
        Thread player =
            new Thread(
                () -> {
                  while (!over.get()) {
                    String token = current.get();
                    Verification verdict = each.verify(token);
                    // A token that was replaced meanwhile may be one of a withdrawn key.
                    if (verdict instanceof Rejected && current.get().equals(token)) {
                      wrong.add("good token: " + code(verdict));
                    }
                    if (each.verify(forged) instanceof Accepted) {
                      wrong.add("forged token accepted");
                    }
                  }
                });
        player.start();
        players.add(player);
      }

      for (int round = 0; round < 3; round++) {
        issuer.rotate();
        publishForLongerThanAnybodyKeepsASet();
        current.set(longLived());
        assertSoonAccepted(current.get());
        issuer.withdrawOldKeys();
        publishForLongerThanAnybodyKeepsASet();
        assertSoonAccepted(current.get());
      }
      over.set(true);
      for (Thread player : players) {
        player.join();
      }

      assertEquals(Set.of(), wrong);
    }

    private void publishForLongerThanAnybodyKeepsASet() {
      upstream.keySet(issuer.jwks());
      later(ofMinutes(11));
    }

    /** Somebody's request may have begun before the clock was moved, and be old when it ends. */
    private void assertSoonAccepted(String token) {
      for (TokenVerifier each : List.of(verifier, remembering)) {
        int tries = 0;
        while (each.verify(token) instanceof Undecided && tries < 20) {
          later(ofMinutes(1)); // longer than anybody backs off
          tries++;
        }
        assertAccepted(each.verify(token));
      }
    }
  }

  @Nested
  @DisplayName("Nothing in a token chooses what is asked")
  class Steering {
    @Test
    @DisplayName("C1 to C3: keys and addresses in the header cause no connection")
    void opensNoConnectionForAHeader() {
      TestKey forger = TestIssuer.named("https://forger.example").key();
      try (TestUpstream evil = TestUpstream.start()) {
        evil.keySet("{\"keys\":[" + jwk(forger) + "]}");
        String address = evil.jwksUrl().toString();
        assertAccepted(verifier.verify(issuer.token().signed()));
        for (Map.Entry<String, Object> member :
            Map.of("jku", address, "x5u", address, "jwk", forger.jwk(), "iss", address)
                .entrySet()) {
          var forged = issuer.token().signedWith(forger).header(member.getKey(), member.getValue());
          var honest = issuer.token().header(member.getKey(), member.getValue());

          assertRejected("KEY_UNKNOWN", verifier.verify(forged.signed()));
          assertRejected("CLAIM(iss)", verifier.verify(forged.issuer(address).signed()));
          assertAccepted(verifier.verify(honest.signed()));
        }

        assertEquals(0, evil.requests());
      }
    }

    @Test
    @DisplayName("A4: a published oct key is no shared secret")
    void takesNoSymmetricKeyOutOfASet() {
      byte[] published = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
      String oct =
          "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\""
              + Base64.getUrlEncoder().withoutPadding().encodeToString(published)
              + "\"}";
      upstream.keySet(issuer.jwks().replace("[", "[" + oct + ","));
      TestKey secret = TestKey.sharedSecret(published).withKeyId("shared");

      assertAccepted(verifier.verify(issuer.token().signed()));
      assertRejected("ALGORITHM", verifier.verify(issuer.token().signedWith(secret).signed()));
      String underItsId = code(verifier.verify(issuer.token().header("kid", "shared").signed()));
      assertTrue(Set.of("KEY_UNKNOWN", "KEY_UNUSABLE").contains(underItsId), underItsId);
    }
  }

  @Nested
  @DisplayName("Discovery")
  class Discovery {
    private static final String DOCUMENT = "/.well-known/openid-configuration";
    private final String name = "http://localhost:" + upstream.jwksUrl().getPort();
    private final TestIssuer discovered = TestIssuer.named("discovered").on(clock);
    private final TokenVerifier discovering =
        fetching(TrustedIssuer.named(name).audience("my-game").discovered());

    private void documentSays(String issuer, String keySet) {
      upstream.answer(
          DOCUMENT, json("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keySet + "\"}"));
    }

    @Test
    void findsTheKeySet() {
      documentSays(name, name + "/keys");
      upstream.answer("/keys", json(discovered.jwks()));
      String token = discovered.token().issuer(name).signed();

      assertAccepted(discovering.verify(token));
      assertAccepted(discovering.verify(token));

      assertEquals(1, upstream.requests(DOCUMENT));
      assertEquals(1, upstream.requests("/keys"));
    }

    @Test
    void believesNoDocumentOfAnotherIssuerAndNoKeySetElsewhere() {
      upstream.answer("/keys", json(discovered.jwks()));
      String token = discovered.token().issuer(name).signed();

      documentSays("https://forger.example", name + "/keys");
      assertUndecided(discovering.verify(token));
      clock.advance(ofMinutes(2));
      documentSays(name, "http://127.0.0.1:" + upstream.jwksUrl().getPort() + "/keys");
      assertUndecided(discovering.verify(token));

      assertEquals(0, upstream.requests("/keys"));
    }
  }

  private static String jwk(TestKey key) {
    StringBuilder json = new StringBuilder("{");
    key.jwk()
        .forEach(
            (name, value) ->
                json.append(json.length() > 1 ? "," : "")
                    .append('"' + name + "\":\"" + value + '"'));
    return json.append('}').toString();
  }

  private static Set<String> codes(List<Verification> verdicts) {
    Set<String> codes = new TreeSet<>();
    verdicts.forEach(verdict -> codes.add(code(verdict)));
    return codes;
  }
}
