// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestUpstream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OidcDiscoveryTest {
  private static final String DOCUMENT = "/.well-known/openid-configuration";

  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;
  private final String name = upstream.url("").toString();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void publish(String path, String issuer, String keySet) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("issuer", issuer);
    metadata.put("jwks_uri", keySet);
    upstream.answer(path, json(TestDocuments.json(metadata)));
  }

  private JwksCache cache() {
    return fixture.on(JwksCache.discoveredFrom(name)).build();
  }

  @Test
  void findsTheKeySetThroughTheIssuersDocument() {
    publish(DOCUMENT, name, upstream.jwksUrl().toString());
    JwksCache cache = cache();

    assertInstanceOf(KeyAnswer.Found.class, ask(cache, issuer.kid()));

    assertEquals(1, upstream.requests(DOCUMENT));
    assertEquals(1, upstream.requests(TestUpstream.JWKS_PATH));
  }

  @Test
  void keepsTheIssuersPathAndOneSlash() {
    assertEquals(
        URI.create("https://a.example/realms/x/.well-known/openid-configuration"),
        OidcDiscovery.documentOf("https://a.example/realms/x"));
    assertEquals(
        URI.create("https://a.example/realms/x/.well-known/openid-configuration"),
        OidcDiscovery.documentOf("https://a.example/realms/x/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.mygame.example",
        "https://id.mygame.example?x=1",
        "https://id.mygame.example#x",
        "https://u:p@id.mygame.example",
        "id.mygame.example"
      })
  void refusesIssuersThatCannotBeAsked(String issuer) {
    assertThrows(IllegalArgumentException.class, () -> JwksCache.discoveredFrom(issuer));
  }

  @ParameterizedTest // H1: octet by octet
  @ValueSource(strings = {"/", " ", "?", "x"})
  void refusesADocumentOfAnotherIssuer(String suffix) {
    publish(DOCUMENT, name + suffix, upstream.jwksUrl().toString());

    unavailable(ask(cache(), issuer.kid()));

    assertEquals(List.of("FIRST DISCOVERY"), fixture.events.outcomes());
    assertEquals(0, upstream.requests(TestUpstream.JWKS_PATH));
  }

  @ParameterizedTest // C3
  @ValueSource(
      strings = {
        "https://evil.example/jwks",
        "http://localhost:1/jwks",
        "http://evil.example/jwks",
        "file:///etc/passwd",
        "/relative",
        "not a url",
        ""
      })
  void refusesADocumentThatPointsElsewhere(String keySet) {
    publish(DOCUMENT, name, keySet);

    unavailable(ask(cache(), issuer.kid()));

    assertEquals(List.of("FIRST DISCOVERY"), fixture.events.outcomes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"issuer\":1}", "<html>"})
  void refusesADocumentThatIsNone(String document) {
    upstream.answer(DOCUMENT, json(document));

    unavailable(ask(cache(), issuer.kid()));

    assertEquals(List.of("FIRST DISCOVERY"), fixture.events.outcomes());
  }

  @Test
  void followsADocumentToAHostThatIsAllowed() {
    String elsewhere = upstream.jwksUrl().toString().replace("127.0.0.1", "localhost");
    publish(DOCUMENT, name, elsewhere);
    unavailable(ask(cache(), issuer.kid()));

    JwksCache allowing = fixture.on(JwksCache.discoveredFrom(name).keySetHost("LOCALHOST")).build();

    assertInstanceOf(KeyAnswer.Found.class, ask(allowing, issuer.kid()));
  }

  @Test
  void readsTheDocumentAgainOnceADay() {
    publish(DOCUMENT, name, upstream.jwksUrl().toString());
    JwksCache cache = cache();
    ask(cache, issuer.kid());

    fixture.clock.advance(Duration.ofHours(23));
    assertEquals(1, upstream.requests(DOCUMENT));
    fixture.clock.advance(Duration.ofHours(1));

    assertEquals(2, upstream.requests(DOCUMENT));
  }

  @Test
  void readsTheDocumentAgainWhenTheKeySetHasFailedForLong() {
    publish(DOCUMENT, name, upstream.jwksUrl().toString());
    JwksCache cache = cache();
    ask(cache, issuer.kid());
    upstream.keySetStatus(404);
    upstream.answer("/moved", json(issuer.jwks()));
    publish(DOCUMENT, name, upstream.url("/moved").toString());

    fixture.clock.advance(Duration.ofMinutes(8));
    for (int i = 0; i < 3; i++) {
      assertEquals(1, upstream.requests(DOCUMENT));
      fixture.clock.advance(Duration.ofSeconds(1)); // the shortest backoff
    }

    assertEquals(2, upstream.requests(DOCUMENT));
    assertEquals(1, upstream.requests("/moved"));
    assertEquals(KeySetState.Stage.FRESH, cache.state().stage());
  }

  @Test
  void goesOnWithTheAddressItKnowsWhenTheDocumentIsGone() {
    publish(DOCUMENT, name, upstream.jwksUrl().toString());
    JwksCache cache = cache();
    ask(cache, issuer.kid());
    upstream.answer(DOCUMENT, WireMock.aResponse().withStatus(500));

    fixture.clock.advance(Duration.ofHours(25));

    assertEquals(KeySetState.Stage.FRESH, cache.state().stage());
  }

  @Test
  void showsATagOnlyToTheAddressItIsFrom() {
    publish(DOCUMENT, name, upstream.jwksUrl().toString());
    upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withHeader("ETag", "\"v1\""));
    JwksCache cache = cache();
    ask(cache, issuer.kid());
    upstream.answer("/moved", json(issuer.jwks()));
    publish(DOCUMENT, name, upstream.url("/moved").toString());

    fixture.clock.advance(Duration.ofHours(24));
    cache.refresh();

    long conditional =
        upstream.received().stream()
            .filter(request -> request.getUrl().equals("/moved"))
            .filter(request -> request.getHeader("If-None-Match") != null)
            .count();
    assertEquals(0, conditional);
  }
}
