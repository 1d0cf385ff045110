// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.metrics.AuthGauges;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestUpstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a verifier stands while its issuers come and go, as a health page and gauges tell it. */
@Timeout(60)
final class VerifierHealthTest {
  private static final String OTHER = "https://other.example";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks());
  private final CalmFetchers fetchers = new CalmFetchers();
  private final List<TokenVerifier> opened = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    opened.forEach(TokenVerifier::close);
    upstream.close();
  }

  private TokenVerifier verifier(TrustedIssuer... issuers) {
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(clock)
            .ticker(clock)
            .timer(new TestScheduler(clock))
            .fetches(fetchers)
            .trust(issuers)
            .build();
    opened.add(verifier);
    return verifier;
  }

  private TrustedIssuer fetched() {
    return TrustedIssuer.named(issuer.name()).audience("my-game").jwks(upstream.jwksUrl()).build();
  }

  private TrustedIssuer missing() {
    return TrustedIssuer.named(OTHER)
        .audience("my-game")
        .jwks(upstream.jwksUrl().resolve("/nowhere"))
        .build();
  }

  private TokenVerifier warm(TokenVerifier verifier) {
    verifier.warmUp().toCompletableFuture().handle((done, failure) -> "asked").join();
    fetchers.settle();
    return verifier;
  }

  private void later(Duration span) {
    fetchers.settle();
    clock.advance(span);
    fetchers.settle();
  }

  private Health down(Duration span) {
    TokenVerifier verifier = warm(verifier(fetched()));
    upstream.answer(TestUpstream.JWKS_PATH, aResponse().withStatus(503));
    later(span);
    return verifier.health();
  }

  @Test
  void isUnavailableBeforeThereAreAnyKeys() {
    assertEquals(
        new Health(Status.UNAVAILABLE, Map.of(issuer.name(), "EMPTY")),
        verifier(fetched()).health());
  }

  @Test
  void isReadyWithFreshKeys() {
    assertEquals(
        new Health(Status.READY, Map.of(issuer.name(), "FRESH")),
        warm(verifier(fetched())).health());
  }

  @Test
  void isDegradedWhileStaleKeysServe() {
    assertEquals(
        new Health(Status.DEGRADED, Map.of(issuer.name(), "STALE, last failure SERVER_ERROR")),
        down(ofMinutes(30)));
  }

  @Test
  void isUnavailableWhenTrustHasEnded() {
    Health health = down(ofHours(5));

    assertEquals(Status.UNAVAILABLE, health.status());
    assertTrue(health.details().get(issuer.name()).startsWith("EXPIRED"), health::toString);
  }

  @Test
  void isDegradedIfOneOfSeveralIssuersHasNoKeys() {
    Health health = warm(verifier(fetched(), missing())).health();

    assertEquals(Status.DEGRADED, health.status());
    assertEquals("FRESH", health.details().get(issuer.name()));
    assertTrue(health.details().get(OTHER).startsWith("EMPTY, last failure"), health::toString);
  }

  @Test
  void countsKeysThatWereHandedInAsGood() {
    TrustedIssuer handed = TestTrust.in(issuer).build();

    assertEquals(Health.ready(), verifier(handed).health());
    assertEquals(Status.DEGRADED, warm(verifier(handed, missing())).health().status());
  }

  @Test
  void isUnavailableOnceItIsClosed() {
    TokenVerifier handed = verifier(TestTrust.in(issuer).build());
    TokenVerifier fetching = warm(verifier(fetched()));

    handed.close();
    fetching.close();

    assertEquals(Status.UNAVAILABLE, handed.health().status());
    assertEquals(
        new Health(Status.UNAVAILABLE, Map.of(issuer.name(), "CLOSED")), fetching.health());
  }

  @Test
  void isSeenInGauges() {
    TokenVerifier verifier = verifier(fetched());
    AuthGauges.in(registry).clock(clock).verifier(verifier);
    assertTrue(Double.isNaN(gauge("age")));
    assertEquals(0, gauge("usable"));

    warm(verifier);
    later(ofMinutes(1));
    assertEquals(60, registry.get("gameauth.keys.age").timeGauge().value(TimeUnit.SECONDS));
    assertEquals(1, gauge("usable"));
    assertEquals(0, gauge("failures"));

    upstream.answer(TestUpstream.JWKS_PATH, aResponse().withStatus(503));
    later(ofMinutes(30));
    assertEquals(1, gauge("usable"));
    assertTrue(gauge("failures") > 0);

    later(ofHours(5));
    assertEquals(0, gauge("usable"));
  }

  @Test
  void hasNoGaugeForKeysThatWereHandedIn() {
    AuthGauges.in(registry).verifier(verifier(TestTrust.in(issuer).build()));

    assertNull(registry.find("gameauth.keys.age").gauge());
  }

  private double gauge(String name) {
    return registry.get("gameauth.keys." + name).tag("issuer", issuer.name()).gauge().value();
  }
}
