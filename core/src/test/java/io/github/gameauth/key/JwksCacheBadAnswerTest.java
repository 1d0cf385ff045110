// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static io.github.gameauth.testing.TestUpstream.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the issuer answers, good keys stay. */
@DisplayName("The key set's endpoint as the adversary, J1 to J16")
final class JwksCacheBadAnswerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private final CacheFixture fixture = new CacheFixture();
  private final TestIssuer issuer = fixture.issuer;
  private final TestUpstream upstream = fixture.upstream;
  private final JsonHttp impatient =
      JsonHttp.builder().wholeCall(Duration.ofMillis(400)).retries(0).build();

  @AfterEach
  void close() {
    impatient.close();
    fixture.close();
  }

  static Stream<Arguments> wrongAnswers() {
    String key = TestKey.named("wrong answers", Algorithm.ES256).jwk().toString();
    return Stream.of(
        Arguments.of("NOT_A_KEY_SET", json("")), // J6
        Arguments.of("NOT_A_KEY_SET", json("{}")),
        Arguments.of("NOT_A_KEY_SET", json("{\"keys\":null}")),
        Arguments.of("NOT_A_KEY_SET", json("{\"keys\":{}}")),
        Arguments.of("NOT_A_KEY_SET", json("[]")),
        Arguments.of("NOT_A_KEY_SET", json("null")),
        Arguments.of("NOT_A_KEY_SET", json("{\"keys\":[],\"keys\":[]}")),
        Arguments.of("NOT_A_KEY_SET", json("<!doctype html><title>Log in</title>")),
        Arguments.of("NOT_A_KEY_SET", json("{\"keys\":[" + "[".repeat(100_000))),
        Arguments.of("HTML", json("{\"keys\":[]}").withHeader("Content-Type", "text/html")),
        Arguments.of(
            "HTML", json("{\"keys\":[]}").withHeader("Content-Type", "Text/HTML; charset=utf-8")),
        Arguments.of("NO_USABLE_KEY", json("{\"keys\":[]}")), // J7
        Arguments.of("NO_USABLE_KEY", json("{\"keys\":[null,1,\"k\",[]," + "{}]}")),
        Arguments.of("NO_USABLE_KEY", json("{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"pq\"}]}")),
        Arguments.of("TOO_MANY_KEYS", json("{\"keys\":[" + "{},".repeat(100) + "{}]}")), // J8
        Arguments.of("TOO_LARGE", json("{\"keys\":[\"" + "a".repeat(300_000) + "\"]}")),
        Arguments.of("STATUS", aResponse().withStatus(204)),
        Arguments.of("STATUS", aResponse().withStatus(401).withBody(key)),
        Arguments.of("STATUS", aResponse().withStatus(404)),
        Arguments.of("THROTTLED", aResponse().withStatus(429)),
        Arguments.of("SERVER_ERROR", aResponse().withStatus(500)),
        Arguments.of("ENCODING", json("x").withHeader("Content-Encoding", "br")),
        Arguments.of("ENCODING", json("x").withHeader("Content-Encoding", "deflate")),
        Arguments.of("IO", json("x").withHeader("Content-Encoding", "gzip")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongAnswers")
  void keepsTheOldSet(String code, ResponseDefinitionBuilder answer) {
    JwksCache cache = fixture.warm();
    upstream.answer(TestUpstream.JWKS_PATH, answer);
    fixture.clock.advance(Duration.ofSeconds(11));

    unavailable(ask(cache, "made-up")); // a fetch that fails
    unavailable(ask(cache, "made-up")); // and still counts

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(List.of("FIRST NEW", "UNKNOWN_KEY " + code), fixture.events.outcomes());
    assertEquals(2, upstream.requests());
    assertEquals(1, cache.state().generation());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongAnswers")
  void hasNoKeysIfThereWereNone(String code, ResponseDefinitionBuilder answer) {
    upstream.answer(TestUpstream.JWKS_PATH, answer);
    JwksCache cache = fixture.builder().build();

    unavailable(ask(cache, issuer.kid()));

    assertEquals(List.of("FIRST " + code), fixture.events.outcomes());
  }

  @ParameterizedTest // J4
  @MethodSource("redirections")
  void followsNoRedirection(int status, String target) {
    upstream.answer("/elsewhere", json(issuer.jwks()));
    upstream.answer(
        TestUpstream.JWKS_PATH,
        aResponse()
            .withStatus(status)
            .withHeader("Location", target.isEmpty() ? upstream.url("/elsewhere") + "" : target));
    JwksCache cache = fixture.builder().build();

    unavailable(ask(cache, issuer.kid()));

    assertEquals(List.of("FIRST REDIRECT"), fixture.events.outcomes());
    assertEquals(1, upstream.requests());
  }

  static Stream<Arguments> redirections() {
    return Stream.of(301, 302, 303, 307, 308)
        .flatMap(
            status ->
                Stream.of("", "/elsewhere", TestUpstream.JWKS_PATH, "file:///etc/passwd")
                    .map(target -> Arguments.of(status, target)));
  }

  static Stream<Arguments> rawAnswers() {
    String chunk = "400\r\n" + "a".repeat(1024) + "\r\n";
    return Stream.of(
        Arguments.of("TOO_LARGE", endless(OK + "\r\n", "a".repeat(1024))), // J1
        Arguments.of("TOO_LARGE", endless(OK + "Transfer-Encoding: chunked\r\n\r\n", chunk)),
        Arguments.of("TOO_LARGE", start(OK + "Content-Length: 10000000000\r\n\r\n{")),
        Arguments.of("IO", start(OK + "Content-Length: 100\r\n\r\n{\"keys\":[")), // J1, truncated
        Arguments.of("IO", start(OK + "Content-Length: -1\r\nTransfer-Encoding: chunked\r\n\r\nx")),
        Arguments.of("TOO_LARGE", bomb()), // J2
        Arguments.of("IO", start("what?")),
        Arguments.of("IO", start("")),
        Arguments.of(
            "IO", endless("HTTP/1.1 200 OK\r\n", "X-Endless: " + "a".repeat(999) + "\r\n")),
        Arguments.of("TIMEOUT", hang("")), // J3
        Arguments.of("TIMEOUT", hang(OK)),
        Arguments.of("TIMEOUT", hang(OK + "Content-Length: 100\r\n\r\n{\"keys\":[")));
  }

  private static RawUpstream.Behaviour start(String text) {
    return out -> out.write(text.getBytes(ISO_8859_1));
  }

  private static RawUpstream.Behaviour hang(String start) {
    return out -> {
      out.write(start.getBytes(ISO_8859_1));
      out.flush();
      synchronized (out) {
        try {
          out.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static RawUpstream.Behaviour endless(String start, String more) {
    return out -> {
      out.write(start.getBytes(ISO_8859_1));
      byte[] again = more.getBytes(ISO_8859_1);
      while (true) {
        out.write(again);
      }
    };
  }

  private static RawUpstream.Behaviour bomb() {
    byte[] packed = packed(" ".repeat(10_000_000));
    assertTrue(packed.length < 100_000);
    return out -> {
      out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(ISO_8859_1));
      out.write(packed);
    };
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("rawAnswers")
  void survivesAnswersThatAreHardlyHttp(String code, RawUpstream.Behaviour behaviour) {
    try (RawUpstream raw = RawUpstream.doing(behaviour)) {
      JwksCache cache =
          fixture
              .builder(raw.url("/jwks"))
              .http(code.equals("TIMEOUT") ? impatient : fixture.http)
              .seed(issuer.key().forVerification())
              .build();

      fixture.clock.advance(Duration.ZERO);

      assertEquals(List.of("SCHEDULED " + code), fixture.events.outcomes());
      assertEquals(1, raw.requests());
      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    }
  }

  @Test // J3: no single read is slow
  void endsACallThatTricklesOneByteAtATime() {
    try (RawUpstream raw =
        RawUpstream.doing(
            out -> {
              out.write((OK + "\r\n").getBytes(ISO_8859_1));
              while (true) {
                out.write(' ');
                out.flush();
                pause();
              }
            })) {
      JwksCache cache = fixture.builder(raw.url("/jwks")).http(impatient).build();

      unavailable(ask(cache, issuer.kid()));

      assertEquals(List.of("FIRST TIMEOUT"), fixture.events.outcomes());
    }
  }

  /** The server's own pace, not the test's. */
  private static void pause() throws IOException {
    try {
      new java.util.concurrent.CountDownLatch(1)
          .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void asksAnIssuerThatIsNotThereAndSaysSo() throws IOException {
    java.net.URI nobody;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      nobody = java.net.URI.create("http://127.0.0.1:" + free.getLocalPort() + "/jwks");
    }
    JwksCache cache = fixture.builder(nobody).build();

    unavailable(ask(cache, issuer.kid()));

    assertEquals(List.of("FIRST CONNECT"), fixture.events.outcomes());
  }

  @Test // J16
  void doesNotTalkToWhoCannotProveWhoItIs() {
    String https = upstream.jwksUrl().toString().replace("http:", "https:");
    JwksCache cache = fixture.builder(java.net.URI.create(https)).build();

    unavailable(ask(cache, issuer.kid()));

    assertEquals(List.of("FIRST TLS"), fixture.events.outcomes());
  }

  @Test // J9
  void admitsTheGoodEntriesBesideBadOnes() {
    String good = TestDocuments.json(issuer.key().jwk());
    String document =
        "{\"keys\":[null,{\"kty\":\"RSA\",\"kid\":\"twice\",\"kid\":\"twice\"},{\"kty\":1},"
            + good
            + ",{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"secret\"}]}";
    upstream.keySet(document);

    JwksCache cache = fixture.warm();

    assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    assertEquals(KeyAnswer.UNUSABLE, cache.find(Algorithm.RS256, "secret"));
    assertEquals(
        List.of("MALFORMED", "MALFORMED", "MALFORMED", "SYMMETRIC"), fixture.events.refusals);
    assertEquals(4, fixture.events.fetches.get(0).refusedKeys());
  }

  @Test // J10
  void judgesADocumentByItsContentAndNotItsType() {
    for (String type : new String[] {"text/plain", "application/octet-stream", "", "nonsense"}) {
      upstream.answer(TestUpstream.JWKS_PATH, json(issuer.jwks()).withHeader("Content-Type", type));

      JwksCache cache = fixture.warm();

      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()), type);
    }
    assertEquals("text/plain", fixture.events.fetches.get(0).contentType());
  }

  @Test
  void reportsAStrangeContentTypeClippedAndPrintable() {
    upstream.answer(
        TestUpstream.JWKS_PATH,
        json(issuer.jwks()).withHeader("Content-Type", "a b" + "c".repeat(200)));

    fixture.warm();

    String type = fixture.events.fetches.get(0).contentType();
    assertTrue(type.startsWith("a?bccc") && type.length() <= 65, type);
  }

  @Test // J2: the limit counts inflated bytes, and packing as such is fine
  void takesAPackedKeySet() {
    byte[] packed = packed(issuer.jwks());
    try (RawUpstream raw =
        RawUpstream.doing(
            out -> {
              out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(ISO_8859_1));
              out.write(packed);
            })) {
      JwksCache cache = fixture.warm(fixture.builder(raw.url("/jwks")));

      assertInstanceOf(KeyAnswer.Found.class, cache.find(Algorithm.RS256, issuer.kid()));
    }
  }

  @Test // J14
  void survivesFlappingWithEventsInOrder() {
    JwksCache cache = fixture.warm();
    List<Map.Entry<String, Integer>> generations = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      upstream.keySet("{\"keys\":[]}");
      cache.refresh();
      generations.add(Map.entry("bad", (int) cache.state().generation()));
      issuer.rotate();
      fixture.publish();
      cache.refresh();
      generations.add(Map.entry("good", (int) cache.state().generation()));
    }

    assertEquals(
        List.of(
            Map.entry("bad", 1),
            Map.entry("good", 2),
            Map.entry("bad", 2),
            Map.entry("good", 3),
            Map.entry("bad", 3),
            Map.entry("good", 4)),
        generations);
    assertEquals(
        List.of(
            "FIRST NEW",
            "ASKED NO_USABLE_KEY",
            "ASKED NEW",
            "ASKED NO_USABLE_KEY",
            "ASKED NEW",
            "ASKED NO_USABLE_KEY",
            "ASKED NEW"),
        fixture.events.outcomes());
    assertEquals(
        List.of(1L, 2L, 3L, 4L),
        fixture.events.changes.stream().map(change -> change.generation()).toList());
  }
}
