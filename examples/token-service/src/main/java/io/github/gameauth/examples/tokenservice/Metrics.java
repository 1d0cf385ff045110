// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.metrics.AuthGauges;
import io.github.gameauth.metrics.MicrometerListener;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What happens, for Prometheus: GameAuth counts for itself, and this adds requests and the machine.
 * Tags are codes, platforms and routes: there are few of each, and none holds what a stranger sent.
 */
final class Metrics implements AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String REQUESTS = "http.server.requests";

  /** Of these it is told how many were quicker than so many milliseconds, for percentiles. */
  private static final Set<String> IN_BUCKETS = Set.of(REQUESTS, "gameauth.store.calls");

  private static final double[] BUCKETS =
      LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final AuthListener listener;

  Metrics() {
    registry.config().meterFilter(new Buckets());
    listener = MicrometerListener.of(registry);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private static final class Buckets implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return IN_BUCKETS.contains(id.getName())
          ? DistributionStatisticConfig.builder()
              .serviceLevelObjectives(BUCKETS)
              .build()
              .merge(config)
          : config;
    }
  }

  /** To be told by every part of GameAuth that takes a listener. */
  AuthListener listener() {
    return listener;
  }

  /** Looks at keys and revocations whenever it is asked. */
  void watch(Issuer issuer) {
    AuthGauges gauges = AuthGauges.in(registry).feed(issuer.feed());
    issuer.credentials().verifiers().forEach(gauges::verifier);
  }

  /** Everything, as Prometheus reads it. */
  String text() {
    return registry.scrape();
  }

  /** A request was answered. */
  void answered(String method, String route, int status, Duration took) {
    registry.timer(REQUESTS, "method", method, "route", route, "status", "" + status).record(took);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
