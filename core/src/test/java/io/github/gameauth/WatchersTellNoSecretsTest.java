// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.flight.FlightRecorderListener;
import io.github.gameauth.metrics.MicrometerListener;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I9 and N1 for meters, recordings and health: all kinds of tokens, and then the search. */
final class WatchersTellNoSecretsTest {
  @TempDir Path folder;

  private final LeakSearch evidence = new LeakSearch();
  private final SecretGenerator generator = new SecretGenerator();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AuthListener listener =
      MicrometerListener.of(registry)
          .and(
              FlightRecorderListener.builder()
                  .burst(1)
                  .storesSlowAfter(Duration.ZERO)
                  .ticker(clock)
                  .build());

  @AfterEach
  void close() {
    evidence.close();
  }

  private String hidden() {
    String secret = generator.secret().reveal();
    evidence.hide(secret);
    return secret;
  }

  private TestToken token() {
    return issuer.token().subject(hidden()).claim("jti", hidden()).claim("email", hidden());
  }

  private List<String> tokens() {
    String good = token().signed();
    List<String> tokens =
        List.of(
            good,
            good.substring(0, good.length() - 8) + "AAAAAAAA",
            good.substring(1),
            token().audience(hidden()).signed(),
            token().issuer("https://" + hidden() + ".example").signed(),
            token().type("a" + hidden()).signed(),
            token().header("kid", hidden()).signed(),
            token().header("alg", hidden()).signed(),
            token().header("crit", List.of(hidden())).signed(),
            token().claim("exp", hidden()).signed(),
            token().claim("nbf", List.of(hidden())).signed(),
            token().expiresAt(clock.instant().minusSeconds(99)).signed(),
            token().rawPayload("{\"sub\":\"" + hidden() + "\"").signed(),
            hidden());
    tokens.forEach(evidence::hide);
    return tokens;
  }

  @Test
  void ofAnyToken() throws Exception {
    Path file = folder.resolve("flight.jfr");
    try (Recording recording = new Recording();
        TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks());
        TokenVerifier verifier = verifier(upstream)) {
      recording.start();
      evidence.show(verifier.health());
      for (String token : tokens()) {
        verifier.verify(token);
        verifier.verifyNow(token);
        verifier.verifyAsync(token).join();
      }
      upstream.answer(TestUpstream.JWKS_PATH, aResponse().withStatus(503).withBody(hidden()));
      clock.advance(Duration.ofHours(1));
      tokens().forEach(verifier::verify);
      evidence.show(verifier.health());
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("io.github.gameauth."))
            .toList();

    events.forEach(evidence::show);
    registry
        .getMeters()
        .forEach(meter -> evidence.show(meter.getId() + " " + meter.getId().getTags()));

    assertEquals(
        Stream.of("KeyChange", "KeyFetch", "KeyStage", "RejectionBurst", "SlowVerification")
            .map(name -> "io.github.gameauth.flight." + name)
            .collect(Collectors.toSet()),
        events.stream().map(each -> each.getEventType().getName()).collect(Collectors.toSet()));
    assertTrue(registry.find("gameauth.tokens.verified").counters().size() > 5);
    assertEquals(Optional.empty(), evidence.leak());
  }

  private TokenVerifier verifier(TestUpstream upstream) {
    return TokenVerifier.builder()
        .clock(clock)
        .timer(new TestScheduler(clock))
        .listener(listener)
        .slowAfter(Duration.ofNanos(1))
        .trust(
            TrustedIssuer.named(issuer.name()).audience("my-game").jwks(upstream.jwksUrl()).build())
        .build();
  }
}
