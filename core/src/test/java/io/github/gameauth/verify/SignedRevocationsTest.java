// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.DocumentServer.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents made by hand, by a signer who shares no code with ours. */
final class SignedRevocationsTest {
  private static final JsonHttp HTTP = JsonHttp.builder().retries(0).build();
  private static final String BODY =
      "{\"v\":1,\"SUBJECT\":[[\"p-17\",1924992000000,7],[\"p-18\",1924992000000,null,1893499200]],"
          + "\"TOKEN\":[[\"t-1\",1924992000000]]}";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final Instant start = clock.instant();
  private final RevocationCursor now = new RevocationCursor(start);
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final DocumentServer server = DocumentServer.of((query, tag) -> page(query));
  private final SignedRevocations source = sourceOf(TestTrust.in(issuer).build());

  @AfterEach
  void close() {
    source.close();
    server.close();
  }

  @AfterAll
  static void closeClient() {
    HTTP.close();
  }

  private SignedRevocations sourceOf(TrustedIssuer trusted) {
    return SignedRevocations.of(trusted, server.url())
        .http(HTTP)
        .clock(clock)
        .ticker(clock)
        .build();
  }

  /** What an honest issuer answers. */
  private Page page(String query) {
    return Page.of(document(about(query, BODY), BODY));
  }

  private Map<String, Object> about(String query, String body) {
    boolean recent = query.contains("form=recent");
    Map<String, Object> about = new HashMap<>();
    about.put("form", recent ? "recent" : "snapshot");
    about.put("part", Long.valueOf(query.substring(query.lastIndexOf('=') + 1)));
    about.put("parts", 1);
    about.put("from", recent ? clock.instant().minusSeconds(600).toEpochMilli() : 0);
    about.put("as_of", clock.instant().toEpochMilli());
    about.put("sha256", digest(body));
    return about;
  }

  private static String digest(String body) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Fingerprint.of(body.getBytes(US_ASCII)).bytes());
  }

  private TestToken manifest(Map<String, Object> about) {
    return issuer
        .token()
        .type("revocations+jwt")
        .audience("gameauth-revocations")
        .claim("revocations", about);
  }

  private String document(Map<String, Object> about, String body) {
    return manifest(about).signed() + "\n" + body;
  }

  private void serve(String document) {
    server.serve((query, tag) -> Page.of(document));
  }

  private RevocationsUnavailableException refusal(RevocationCursor cursor) {
    return assertThrows(RevocationsUnavailableException.class, () -> source.since(cursor));
  }

  private void assertRefused(String document, String why) {
    serve(document);
    String message = refusal(RevocationCursor.START).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void readsWhatAnHonestIssuerSays() {
    RevocationPage page = source.since(RevocationCursor.START);

    Instant until = Instant.ofEpochMilli(1924992000000L);
    assertEquals(
        Set.of(
            Revocation.beforeEpoch(RevocationKind.SUBJECT, "p-17", 7, until),
            Revocation.upTo(
                RevocationKind.SUBJECT, "p-18", Instant.ofEpochSecond(1893499200), until),
            Revocation.of(RevocationKind.TOKEN, "t-1", until)),
        Set.copyOf(page.revocations()));
    assertTrue(page.whole());
    assertEquals(now, page.next());
    assertEquals(List.of("form=snapshot&part=0 200"), server.log());
  }

  @Test
  void readsWhyAsFarAsItKnows() {
    String body =
        "{\"v\":1,\"SUBJECT\":[[\"a\",1924992000000,7,null,\"BANNED\"],[\"b\",1924992000000,7,null,"
            + "\"banned\"],[\"c\",1924992000000,7,null,\"MOVED\"],[\"d\",1924992000000,7,null,null]]}";
    serve(document(about("form=snapshot&part=0", body), body));

    Map<String, RevocationCause> causes = new HashMap<>();
    for (Revocation each : source.since(RevocationCursor.START).revocations()) {
      causes.put(each.target(), each.cause());
    }

    RevocationCause ended = RevocationCause.ENDED;
    assertEquals(Map.of("a", RevocationCause.BANNED, "b", ended, "c", ended, "d", ended), causes);
  }

  @Test
  void readsNoMoreThanIsNewUnlessThereIsAGap() {
    clock.advance(Duration.ofMinutes(9));
    assertFalse(source.since(now).whole());
    assertEquals(List.of("form=recent&part=0 200"), server.log());

    clock.advance(Duration.ofMinutes(1)); // less a minute in which servers may see rows apart

    assertTrue(source.since(now).whole());
    assertEquals(List.of("form=recent&part=0 200", "form=snapshot&part=0 200"), server.log());
  }

  @Nested
  @DisplayName("A manifest")
  class Manifest {
    @Test
    void mustBeSignedByTheIssuersKey() {
      TestKey strange = TestIssuer.named("https://other.example").key();
      String about = "form=snapshot&part=0";

      assertRefused(
          manifest(about(about, BODY)).signedWith(strange).signed() + "\n" + BODY, "KEY_UNKNOWN");
      assertRefused(
          manifest(about(about, BODY))
                  .signedWith(strange.withKeyId(issuer.kid()))
                  .header("kid", issuer.kid())
                  .signed()
              + "\n"
              + BODY,
          "SIGNATURE");
    }

    @Test
    void mustBeOfTheIssuer() {
      assertRefused(
          manifest(about("form=snapshot&part=0", BODY)).issuer("https://other.example").signed()
              + "\n"
              + BODY,
          "CLAIM(iss)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "JWT", "secevent+jwt", "revocation+jwt"})
    void mustBeOfTheKind(String type) { // H9, H11
      assertRefused(
          manifest(about("form=snapshot&part=0", BODY)).type(type).signed() + "\n" + BODY, "TYPE");
    }

    @Test
    void isNoTokenForPlayers() {
      TokenVerifier verifier =
          TokenVerifier.trusting(
              clock,
              TrustedIssuer.named(issuer.name()).anyAudience().keys(issuer.keySource()).build());

      Verification verdict =
          verifier.verify(manifest(about("form=snapshot&part=0", BODY)).signed());

      assertEquals("TYPE", ((Verification.Rejected) verdict).rejection().code());
    }

    @Test
    void mustBeMeantForThis() {
      assertRefused(
          manifest(about("form=snapshot&part=0", BODY)).audience("my-game").signed() + "\n" + BODY,
          "CLAIM(aud)");
    }

    @Test
    void mustNotHaveExpired() {
      assertRefused(
          manifest(about("form=snapshot&part=0", BODY))
                  .issuedAt(clock.instant().minusSeconds(60))
                  .expiresAt(clock.instant().minusSeconds(31))
                  .signed()
              + "\n"
              + BODY,
          "EXPIRED");
    }

    @Test
    void mustNotBeOld() {
      String document = document(about("form=snapshot&part=0", BODY), BODY);
      serve(document);
      clock.advance(Duration.ofSeconds(60));
      assertEquals(3, source.since(RevocationCursor.START).revocations().size());

      clock.advance(Duration.ofMillis(1));

      assertRefused(document, "too old");
    }

    @Test
    void mustNotBeMuchOlderThanOneBefore() {
      String older = document(about("form=snapshot&part=0", BODY), BODY);
      clock.advance(Duration.ofSeconds(30));
      String newer = document(about("form=snapshot&part=0", BODY), BODY);
      serve(newer);
      assertEquals(
          new RevocationCursor(clock.instant()), source.since(RevocationCursor.START).next());
      serve(older); // by another server of the issuer, a little behind
      assertEquals(3, source.since(RevocationCursor.START).revocations().size());

      clock.advance(Duration.ofMillis(1));
      serve(document(about("form=snapshot&part=0", BODY), BODY));
      source.since(RevocationCursor.START);

      assertRefused(older, "older than one seen");
    }

    @Test
    void takesNoReaderBack() {
      RevocationCursor ahead = new RevocationCursor(start.plusSeconds(5));

      assertEquals(ahead, source.since(ahead).next());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "form=recent",
          "part=1",
          "part=-1",
          "part=256",
          "part=x",
          "parts=0",
          "parts=257",
          "parts=2.5",
          "from=-1",
          "from=9999999999999",
          "as_of=-1",
          "as_of=1893499201001",
          "as_of=x",
          "sha256=",
          "form=",
          "form=Snapshot"
        })
    void mustMakeSense(String change) {
      Map<String, Object> about = about("form=snapshot&part=0", BODY);
      String value = change.substring(change.indexOf('=') + 1);
      Object typed = value.matches("-?[0-9]+") ? (Object) Long.valueOf(value) : value;
      about.put(
          change.substring(0, change.indexOf('=')), value.equals("2.5") ? (Object) 2.5 : typed);

      serve(document(about, BODY));

      refusal(RevocationCursor.START);
    }

    @Test
    void mustBeThere() {
      for (String name : List.of("form", "part", "parts", "from", "as_of", "sha256")) {
        Map<String, Object> about = about("form=snapshot&part=0", BODY);
        about.remove(name);
        serve(document(about, BODY));
        refusal(RevocationCursor.START);
      }
      serve(
          issuer.token().type("revocations+jwt").audience("gameauth-revocations").signed()
              + "\n"
              + BODY);
      refusal(RevocationCursor.START);
    }
  }

  @Nested
  @DisplayName("A document")
  class Documents {
    private final Map<String, Object> about = about("form=snapshot&part=0", BODY);

    @Test
    void mustBeTheOneThatWasSigned() {
      String good = document(about, BODY);

      assertRefused(good.replace("p-17", "p-71"), "not those that were signed");
      assertRefused(good.replace("[\"t-1\",1924992000000]", ""), "not those that were signed");
      assertRefused(good.substring(0, good.length() - 1), "not those that were signed");
      assertRefused(good + "\n", "not those that were signed");
      assertRefused(good.substring(0, good.indexOf('\n') + 1), "not those that were signed");
    }

    @Test
    void mustBeADocument() {
      for (String each :
          List.of(
              "",
              "\n",
              "\n" + BODY,
              BODY,
              "<html>\n</html>",
              "a".repeat(5000) + "\n" + BODY,
              document(about, BODY).replace("\n", ""),
              document(about, BODY).replace("\n", "\r\n"))) {
        serve(each);
        refusal(RevocationCursor.START);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "[]",
          "{}",
          "{\"v\":2}",
          "{\"v\":\"1\"}",
          "{\"v\":1,\"v\":1}",
          "{\"v\":1,\"SUBJECT\":{}}",
          "{\"v\":1,\"SUBJECT\":[[]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\"]]}",
          "{\"v\":1,\"SUBJECT\":[\"p\"]}",
          "{\"v\":1,\"SUBJECT\":[[1,1924992000000]]}",
          "{\"v\":1,\"SUBJECT\":[[\"\",1924992000000]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",null]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",\"1924992000000\"]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1.5]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000,-1]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000,null,\"x\"]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000,1,1,1]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000,1,1,\"BANNED\",1]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000,null,999999999999999999]]}",
          "{\"v\":1,\"SUBJECT\":[[\"p\",1924992000000]]} x",
          "{\"v\":1,\"SUBJECT\":[[\"p\\u0000\",1924992000000]]}"
        })
    void mustBeStrict(String body) {
      serve(document(about("form=snapshot&part=0", body), body));

      String message = refusal(RevocationCursor.START).getMessage();

      assertEquals("revocations: no such document", message);
    }

    @Test
    void mayHoldNothing() {
      String body = "{\"v\":1}";
      serve(document(about("form=snapshot&part=0", body), body));

      assertEquals(List.of(), source.since(RevocationCursor.START).revocations());
    }

    @Test
    void mustNotBeLargerThanAMebibyte() {
      String body = "{\"v\":1" + " ".repeat(JsonHttp.MAX_MAX_BYTES) + "}";

      assertRefused(document(about("form=snapshot&part=0", body), body), "TOO_LARGE");
    }

    @Test
    void mustComeWithStatus200() {
      for (int status : List.of(204, 302, 304, 404, 429, 500, 503)) {
        server.serve((query, tag) -> new Page(status, Map.of("Location", server.url()), ""));
        refusal(RevocationCursor.START);
      }
    }

    @Test
    void isNotReadWhileTheKeysAreNotKnown() {
      KeySource dark = (algorithm, keyId) -> new KeyAnswer.Unavailable(Duration.ofSeconds(1));
      try (SignedRevocations unsure =
          sourceOf(TrustedIssuer.named(issuer.name()).anyAudience().keys(dark).build())) {
        String message =
            assertThrows(
                    RevocationsUnavailableException.class,
                    () -> unsure.since(RevocationCursor.START))
                .getMessage();

        assertTrue(message.contains("the keys are not known"), message);
      }
    }

    @Test
    void ofTheWrongSortLeavesTheOldViewInForce() {
      TestScheduler scheduler = new TestScheduler(clock);
      TokenMark token =
          TokenMark.of(
              issuer.name(),
              "p-17",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalLong.of(6));
      try (RevocationFeed feed =
          RevocationFeed.following(source)
              .issuer(issuer.name())
              .clock(clock)
              .ticker(clock)
              .scheduler(scheduler)
              .build()) {
        clock.advance(Duration.ZERO);
        assertTrue(feed.revokes(token));
        server.serve((query, tag) -> Page.of(document(about(query, "{\"v\":1}"), BODY)));

        clock.advance(Duration.ofSeconds(10));

        assertEquals(1, feed.state().failures());
        assertTrue(feed.revokes(token));
      }
    }
  }

  @Nested
  @DisplayName("An entity tag")
  class EntityTags {
    private String recent;

    /** Answers 304 to whoever has the document. */
    private void serveTagged(String tag) {
      recent = document(about("form=recent&part=0", BODY), BODY);
      server.serve(
          (query, sent) ->
              sent.isPresent() && sent.get().equals(tag)
                  ? new Page(304, Map.of("ETag", tag), "")
                  : new Page(200, Map.of("ETag", tag), recent));
    }

    @Test
    void savesTheBodyWhileNothingChanges() {
      serveTagged("\"1\"");
      RevocationPage first = source.since(now);

      RevocationPage second = source.since(first.next());

      assertEquals(3, first.revocations().size());
      assertEquals(List.of(), second.revocations());
      assertEquals(first.next(), second.next());
      assertEquals(List.of("form=recent&part=0 200", "form=recent&part=0 304"), server.log());
    }

    @Test
    void ofADocumentThatWasRefusedIsNotKept() { // "nothing changed" would mean what nobody read
      String good = document(about("form=recent&part=0", BODY), BODY);
      server.serve(
          (query, sent) ->
              sent.isPresent()
                  ? new Page(304, Map.of(), "")
                  : new Page(200, Map.of("ETag", "\"1\""), good.replace("p-17", "p-71")));
      refusal(now);

      refusal(now);
    }

    @Test
    void isNotSentForAReaderWhoHasNotReadTheDocument() {
      clock.advance(Duration.ofSeconds(5));
      serveTagged("\"1\"");
      source.since(now);

      assertEquals(3, source.since(now).revocations().size());
    }

    @Test
    void doesNotKeepADocumentYoung() {
      serveTagged("\"1\"");
      RevocationCursor read = source.since(now).next();

      clock.advance(Duration.ofSeconds(61));

      assertTrue(refusal(read).getMessage().contains("too old"));
      serveTagged("\"1\""); // signed anew under the same tag
      assertEquals(3, source.since(read).revocations().size());
    }

    @Test
    void thatCannotBeSentIsNotKept() {
      serveTagged("\"" + "x".repeat(300) + "\"");
      RevocationCursor read = source.since(now).next();

      assertEquals(3, source.since(read).revocations().size());
    }

    @Test
    void thatWasNotSentProvesNothing() {
      server.serve((query, tag) -> new Page(304, Map.of(), ""));

      assertTrue(refusal(now).getMessage().contains("status 304"));
    }
  }

  @Nested
  @DisplayName("Parts")
  class Parts {
    private Page part(String query, int parts) {
      int part = Integer.parseInt(query.substring(query.lastIndexOf('=') + 1));
      String body = "{\"v\":1,\"TOKEN\":[[\"t-" + part + "\",1924992000000]]}";
      Map<String, Object> about = about(query, body);
      about.put("parts", parts);
      about.put("as_of", clock.instant().minusSeconds(part).toEpochMilli());
      return Page.of(document(about, body));
    }

    @Test
    void areReadAndPutTogether() {
      server.serve((query, tag) -> part(query, 4));

      RevocationPage page = source.since(RevocationCursor.START);

      assertEquals(4, page.revocations().size());
      assertEquals(new RevocationCursor(start.minusSeconds(3)), page.next());
      assertEquals(4, server.log().size());
    }

    @Test
    void areReadAgainIfTheyWereDividedAnew() {
      int[] asked = new int[1];
      server.serve((query, tag) -> part(query, asked[0]++ == 0 ? 4 : 2));

      assertEquals(2, source.since(RevocationCursor.START).revocations().size());
    }

    @Test
    void thatNeverFitTogetherAreRefused() {
      int[] asked = new int[1];
      server.serve((query, tag) -> part(query, asked[0]++ % 2 == 0 ? 4 : 8));

      assertTrue(refusal(RevocationCursor.START).getMessage().contains("fit together"));
      assertEquals(4, server.log().size());
    }
  }

  @Nested
  @DisplayName("Settings")
  class Settings {
    private final TrustedIssuer trusted = TestTrust.in(issuer).build();

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://id.mygame.example/revocations",
          "ftp://id.mygame.example/",
          "https://user:secret-word@id.mygame.example/",
          "https://id.mygame.example/?key=secret-word",
          "https://id.mygame.example/#secret-word",
          "https://id.mygame.example/ secret-word"
        })
    void refuseAddressesThatMayNotBeAskedWithoutShowingThem(String url) {
      IllegalArgumentException complaint =
          assertThrows(IllegalArgumentException.class, () -> SignedRevocations.of(trusted, url));

      assertFalse(String.valueOf(complaint.getMessage()).contains("secret-word"));
    }

    @Test
    void refuseAnIssuerWhoseWordOthersCouldForge() {
      SharedSecretKeys shared = SharedSecretKeys.of(Secret.of("x".repeat(43)));
      TrustedIssuer secret = TrustedIssuer.named(issuer.name()).anyAudience().keys(shared).build();
      TrustedIssuer nameless =
          TrustedIssuer.withoutIssuerClaim("nakama").anyAudience().keys(issuer.keySource()).build();

      for (TrustedIssuer each : List.of(secret, nameless)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> SignedRevocations.of(each, server.url()).http(HTTP).build());
      }
    }

    @Test
    void checkTheirRange() {
      SignedRevocations.Builder builder = SignedRevocations.of(trusted, server.url());

      assertThrows(
          IllegalArgumentException.class, () -> builder.maxDocumentAge(Duration.ofSeconds(9)));
      assertThrows(
          IllegalArgumentException.class, () -> builder.maxDocumentAge(Duration.ofMinutes(11)));
    }

    @Test
    void ofTheIssuerCountAsFarAsTheyAreAboutItsKeys() {
      TestIssuer elliptic = issuer.signingBy(Algorithm.ES256);
      server.serve(
          (query, tag) ->
              Page.of(
                  manifest(about(query, BODY)).signedWith(elliptic.key()).signed() + "\n" + BODY));
      try (SignedRevocations strict =
          sourceOf(
              TrustedIssuer.named(issuer.name())
                  .audience("my-game")
                  .algorithms(Algorithm.ES256)
                  .keys(elliptic.keySource())
                  .subjectFrom("email")
                  .build())) {
        assertEquals(3, strict.since(RevocationCursor.START).revocations().size());
      }
    }
  }

  @Test
  void canBeClosedTwice() {
    SignedRevocations own =
        SignedRevocations.of(TestTrust.in(issuer).build(), server.url()).clock(clock).build();
    own.close();
    own.close();

    assertThrows(RevocationsUnavailableException.class, () -> own.since(RevocationCursor.START));
  }
}
