// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.event.AuthListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/**
 * Counts what happens, for Prometheus. Tags are codes, platforms and routes: there are few of each,
 * and none holds what a stranger sent.
 */
final class Metrics implements AuthListener, AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  Metrics() {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  MeterRegistry registry() {
    return registry;
  }

  /** Everything, as Prometheus reads it. */
  String text() {
    return registry.scrape();
  }

  /** A request was answered. */
  void answered(String method, String route, int status, Duration took) {
    registry
        .timer("http.server.requests", "method", method, "route", route, "status", "" + status)
        .record(took);
  }

  private void count(String name, String... tags) {
    registry.counter("gameauth." + name, tags).increment();
  }

  @Override
  public void sessionOpened(String platform, boolean created) {
    count("sessions.opened", "platform", platform, "created", "" + created);
  }

  @Override
  public void sessionRefreshed(String platform, boolean repeated) {
    count("sessions.refreshed", "platform", platform, "repeated", "" + repeated);
  }

  @Override
  public void sessionDegraded(String platform) {
    count("sessions.degraded", "platform", platform);
  }

  @Override
  public void sessionRefused(String code, String detail) {
    count("sessions.refused", "code", code, "detail", detail);
  }

  @Override
  public void sessionUndecided(String cause) {
    count("sessions.undecided", "cause", cause);
  }

  @Override
  public void refreshTokenReused(String session) {
    count("refresh.tokens.reused");
  }

  @Override
  public void accountCreated(String platform) {
    count("accounts.made", "platform", platform);
  }

  @Override
  public void accountChanged(String change, String detail) {
    count("accounts.changed", "change", change); // the detail may be an operator's own word
  }

  @Override
  public void accountLinkRefused(String platform, String reason) {
    count("links.refused", "platform", platform, "reason", reason);
  }

  @Override
  public void tokenMinted(String issuer, String keyId) {
    count("tokens.minted");
  }

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    count("tokens.verified", "result", "accepted", "reason", "");
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    count("tokens.verified", "result", "rejected", "reason", reason);
  }

  @Override
  public void tokenUndecided(String issuer) {
    count("tokens.verified", "result", "undecided", "reason", "");
  }

  @Override
  public void signingKeyCreated(String issuer, String keyId) {
    count("signing.keys.made");
  }

  @Override
  public void signingKeysUnavailable(String issuer) {
    count("signing.keys.unavailable");
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
