// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import io.github.gameauth.key.KeySetState;
import io.github.gameauth.revocation.FeedState;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.verify.TokenVerifier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * What is looked at whenever meters are read: how old keys and revocations are, and how many
 * connections hold a lease.
 *
 * <pre>{@code
 * AuthGauges.in(registry).verifier(verifier).feed(feed).leases(connections::size);
 * }</pre>
 *
 * <p>Verifiers and feeds are not kept from being collected; a gauge whose object is gone, or that
 * knows nothing yet, is {@code NaN}. Each issuer is watched once a registry: of two verifiers of
 * one issuer, the first counts.
 */
public final class AuthGauges {
  private final MeterRegistry registry;
  private final InstantSource clock;

  private AuthGauges(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Gauges kept in {@code registry}, which stays its owner's to close. */
  @SuppressWarnings("exports") // Micrometer is optional, and so its module cannot be passed on
  public static AuthGauges in(MeterRegistry registry) {
    return new AuthGauges(registry, Clock.systemUTC());
  }

  /** The same with a time of day of the caller's: that of what is watched. */
  public AuthGauges clock(InstantSource clock) {
    return new AuthGauges(registry, clock);
  }

  /**
   * Watches the key sets of a verifier, by {@code issuer}: {@code gameauth.keys.age} since the
   * issuer vouched for them, how many keys are {@code gameauth.keys.usable}, and the {@code
   * gameauth.keys.failures} in a row since.
   */
  public AuthGauges verifier(TokenVerifier verifier) {
    for (String issuer : verifier.keySets().keySet()) {
      TimeGauge.builder(
              "gameauth.keys.age", verifier, TimeUnit.MILLISECONDS, v -> keyAge(v, issuer))
          .description("Since an issuer vouched for its keys")
          .tag("issuer", issuer)
          .register(registry);
      gauge("gameauth.keys.usable", issuer, verifier, v -> usable(v, issuer));
      gauge("gameauth.keys.failures", issuer, verifier, v -> failures(v, issuer));
    }
    return this;
  }

  /**
   * Watches a feed, by {@code issuer}: {@code gameauth.revocations.age} since it heard from its
   * source, how many {@code gameauth.revocations.entries} it knows, the {@code
   * gameauth.revocations.failures} in a row since, and whether it is {@code
   * gameauth.revocations.fresh}: 1 or 0.
   */
  public AuthGauges feed(RevocationFeed feed) {
    String issuer = feed.issuer();
    TimeGauge.builder(
            "gameauth.revocations.age",
            feed,
            TimeUnit.MILLISECONDS,
            each -> millis(each.state().age()))
        .description("Since a feed heard from its source")
        .tag("issuer", issuer)
        .register(registry);
    gauge("gameauth.revocations.entries", issuer, feed, each -> each.state().entries());
    gauge("gameauth.revocations.failures", issuer, feed, each -> each.state().failures());
    gauge(
        "gameauth.revocations.fresh",
        issuer,
        feed,
        each -> each.state().stage() == FeedState.Stage.FRESH ? 1 : 0);
    return this;
  }

  /** Watches how many connections hold a lease: {@code gameauth.leases.live}. */
  public AuthGauges leases(IntSupplier live) {
    Gauge.builder("gameauth.leases.live", live::getAsInt)
        .description("Connections that hold a lease")
        .register(registry);
    return this;
  }

  private <T> void gauge(String name, String issuer, T object, ToDoubleFunction<T> value) {
    Gauge.builder(name, object, value).tag("issuer", issuer).register(registry);
  }

  private double keyAge(TokenVerifier verifier, String issuer) {
    return millis(
        keySet(verifier, issuer)
            .flatMap(KeySetState::fetchedAt)
            .map(at -> Duration.between(at, clock.instant())));
  }

  private static double usable(TokenVerifier verifier, String issuer) {
    return keySet(verifier, issuer)
        .filter(KeySetState::isTrusted)
        .map(state -> state.keyIds().size())
        .orElse(0);
  }

  private static double failures(TokenVerifier verifier, String issuer) {
    return keySet(verifier, issuer).map(KeySetState::consecutiveFailures).orElse(0);
  }

  private static Optional<KeySetState> keySet(TokenVerifier verifier, String issuer) {
    return Optional.ofNullable(verifier.keySets().get(issuer));
  }

  private static double millis(Optional<Duration> age) {
    return age.map(Duration::toMillis).map(Long::doubleValue).orElse(Double.NaN);
  }
}
