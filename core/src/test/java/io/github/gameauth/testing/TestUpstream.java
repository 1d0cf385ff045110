// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.List;

/**
 * An HTTP server on loopback that answers what the test says and counts who asks. For answers that
 * are no HTTP at all see {@link RawUpstream}.
 */
public final class TestUpstream implements AutoCloseable {
  /** Where {@link #keySet} answers. */
  public static final String JWKS_PATH = "/.well-known/jwks.json";

  private final WireMockServer server;

  private TestUpstream(WireMockServer server) {
    this.server = server;
  }

  /** A server that answers 404 until it is told otherwise. */
  public static TestUpstream start() {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(32)
                .asynchronousResponseEnabled(true)
                .gzipDisabled(false));
    server.start();
    return new TestUpstream(server);
  }

  /** The server itself, for what this class has no word for. */
  public WireMockServer server() {
    return server;
  }

  /** Its address with a path. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Where its key set lies. */
  public URI jwksUrl() {
    return url(JWKS_PATH);
  }

  /** Answers 200 with a key set document, as JSON. */
  public TestUpstream keySet(String document) {
    return answer(JWKS_PATH, json(document));
  }

  /** Answers {@code status} where the key set lies. */
  public TestUpstream keySetStatus(int status) {
    return answer(JWKS_PATH, aResponse().withStatus(status));
  }

  /** Answers at a path, whatever the method; replaces what was answered there before. */
  public TestUpstream answer(String path, ResponseDefinitionBuilder response) {
    server.stubFor(any(urlPathEqualTo(path)).willReturn(response));
    return this;
  }

  /** A response of 200 with a JSON body, to be changed. */
  public static ResponseDefinitionBuilder json(String body) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  /** Forgets the answers and the requests. */
  public void reset() {
    server.resetAll();
  }

  /** How many requests have come so far. */
  public int requests() {
    return server.getServeEvents().getRequests().size();
  }

  /** How many requests have come to a path. */
  public int requests(String path) {
    return (int)
        server.getServeEvents().getRequests().stream()
            .filter(event -> event.getRequest().getUrl().equals(path))
            .count();
  }

  /** The requests so far, the oldest first. */
  public List<LoggedRequest> received() {
    return server.findAll(
        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()));
  }

  @Override
  public void close() {
    server.stop();
  }
}
