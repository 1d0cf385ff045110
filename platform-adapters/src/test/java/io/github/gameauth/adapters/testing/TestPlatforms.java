// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.CallLimits;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.CircuitBreakerSettings;
import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * All platforms' hosts, played by one server on loopback: a request to {@code https://host/path}
 * arrives at {@code /host/path}. So adapters are tested with the addresses that they have, and
 * those lead nowhere else.
 */
public final class TestPlatforms {
  private static final TestUpstream UPSTREAM = TestUpstream.start();

  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder().addInterceptor(TestPlatforms::rerouted).build();

  private static final ExecutorService FETCHERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "test-fetcher");
            thread.setDaemon(true);
            return thread;
          });

  private static final JsonHttp PATIENT =
      JsonHttp.builder()
          .client(CLIENT)
          .read(Duration.ofSeconds(10))
          .wholeCall(Duration.ofSeconds(10))
          .build();

  private static final JsonHttp HASTY =
      JsonHttp.builder().client(CLIENT).wholeCall(Duration.ofMillis(400)).build();

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private TestOnceStore once = new TestOnceStore();

  private TestPlatforms() {}

  /** Hosts that answer 404 until they are told otherwise. Tests of one JVM share the server. */
  public static TestPlatforms fresh() {
    UPSTREAM.reset();
    return new TestPlatforms();
  }

  private static Response rerouted(Interceptor.Chain chain) throws IOException {
    HttpUrl asked = chain.request().url();
    if (!asked.isHttps() || asked.port() != 443) {
      throw new IOException("not https");
    }
    URI server = UPSTREAM.url("");
    HttpUrl rerouted =
        asked
            .newBuilder()
            .scheme("http")
            .host(server.getHost())
            .port(server.getPort())
            .encodedPath("/" + asked.host() + asked.encodedPath())
            .build();
    return chain.proceed(chain.request().newBuilder().url(rerouted).build());
  }

  /** The clock of everything here; it stands until the test moves it. */
  public TestClock clock() {
    return clock;
  }

  /** The store where the contexts made last note uses. */
  public TestOnceStore once() {
    return once;
  }

  /** Answers at {@code https://host/path}, whatever the method and the query. */
  public TestPlatforms answer(String url, ResponseDefinitionBuilder response) {
    UPSTREAM.answer(pathOf(url), response);
    return this;
  }

  /** Answers 200 with JSON at {@code https://host/path}. */
  public TestPlatforms answer(String url, String json) {
    return answer(url, TestUpstream.json(json));
  }

  /** Answers by a stub of WireMock's; its path begins with {@code /host}. */
  public TestPlatforms stub(MappingBuilder stub) {
    UPSTREAM.server().stubFor(stub);
    return this;
  }

  private static String pathOf(String url) {
    URI uri = URI.create(url);
    return "/" + uri.getHost() + uri.getRawPath();
  }

  /** Forgets answers and requests. */
  public void reset() {
    UPSTREAM.reset();
  }

  /** The requests so far, the oldest first; their URLs begin with {@code /host}. */
  public List<LoggedRequest> received() {
    return UPSTREAM.received();
  }

  /** How many requests have come to {@code https://host/path}, with any query. */
  public int requests(String url) {
    return (int)
        received().stream()
            .filter(request -> URI.create(request.getUrl()).getRawPath().equals(pathOf(url)))
            .count();
  }

  /**
   * A context with time-outs that no machine is too slow for, a store of uses of its own, and
   * breakers that do not open.
   */
  public AdapterContext context() {
    return context(PATIENT);
  }

  /** The same with time-outs of less than half a second, for hosts that do not answer. */
  public AdapterContext hastyContext() {
    return context(HASTY);
  }

  private AdapterContext context(JsonHttp http) {
    once = new TestOnceStore();
    return AdapterContext.of(http, once)
        .clock(clock)
        .ticker(clock)
        .limits(CallLimits.DEFAULT.breaker(CircuitBreakerSettings.DEFAULT.failures(1000)))
        .keyThreads(new TestScheduler(clock), FETCHERS);
  }
}
