// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.examples.serverglue.GameServer.Answer;
import io.github.gameauth.examples.serverglue.GameServer.Verdict;
import io.github.gameauth.verify.TokenVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of server owes its players. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GlueContract {
  Studio studio;
  TokenVerifier verifier;
  GameServer server;

  abstract GameServer start(TokenVerifier verifier) throws IOException;

  @BeforeAll
  void open() throws IOException {
    studio = new Studio();
    verifier = studio.verifier();
    verifier.warmUp().toCompletableFuture().join();
    server = start(verifier);
  }

  @AfterAll
  void close() {
    server.close();
    verifier.close();
    studio.close();
  }

  private Answer bring(String token) throws IOException, InterruptedException {
    return server.ask("Authorization", "Bearer " + token);
  }

  private static void assertWelcome(String player, Answer answer) {
    assertEquals(Verdict.WELCOME, answer.verdict(), answer.toString());
    assertEquals("player " + player, answer.text());
  }

  private static void assertRefused(Answer answer) {
    assertEquals(Verdict.REFUSED, answer.verdict(), answer.toString());
  }

  @Test
  void welcomesThePlayerOfAGoodToken() throws Exception {
    assertWelcome("p-17", bring(studio.token("p-17")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER ", "Bearer  "})
  void readsTheSchemeAsItsStandardSays(String scheme) throws Exception {
    assertWelcome("p-17", server.ask("Authorization", scheme + studio.token("p-17")));
  }

  @Test
  void refusesWhoeverBringsNoToken() throws Exception {
    assertRefused(server.ask());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Basic cC0xNzpwLTE3", "DPoP p-17", "Bearer p-17", "p-17"})
  void refusesWhatIsNoToken(String authorization) throws Exception {
    assertRefused(server.ask("Authorization", authorization));
  }

  @Test
  void refusesATokenWithoutItsScheme() throws Exception {
    assertRefused(server.ask("Authorization", studio.token("p-17")));
  }

  @Test
  void refusesTwoTokensWhicheverComesFirst() throws Exception {
    String good = "Bearer " + studio.token("p-17");
    String bad = "Bearer " + studio.tampered("p-17", "p-18");

    assertRefused(server.ask("Authorization", good, "Authorization", good));
    assertRefused(server.ask("Authorization", good, "Authorization", bad));
    assertRefused(server.ask("Authorization", bad, "Authorization", good));
    assertRefused(server.ask("Authorization", good, "Authorization", "Basic cC0xODpwLTE4"));
    assertRefused(server.ask("Authorization", good + ", " + good));
  }

  @Test
  void refusesBadTokensAndDoesNotSayWhy() throws Exception {
    Answer tampered = bring(studio.tampered("p-17", "p-18"));
    Answer expired = bring(studio.expired("p-17"));
    Answer foreign = bring(studio.foreign("p-17"));

    assertRefused(tampered);
    assertEquals(tampered, expired);
    assertEquals(tampered, foreign);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Player-Id", "X-User-Id", "Remote-User", "X-Forwarded-User"})
  void believesNoOtherHeader(String name) throws Exception {
    String good = "Bearer " + studio.token("p-17");

    assertWelcome("p-17", server.ask("Authorization", good, name, "p-18"));
    assertRefused(server.ask(name, "p-18"));
  }

  @Test
  void saysLaterIfNobodyCanTell() throws Exception {
    String nobody = "http://127.0.0.1:1/keys";
    try (TokenVerifier cutOff = studio.verifier(Studio.issuer().jwks(nobody));
        GameServer newcomer = start(cutOff)) {
      Answer answer = newcomer.ask("Authorization", "Bearer " + studio.token("p-17"));

      assertEquals(Verdict.LATER, answer.verdict(), answer.toString());
      assertTrue(answer.text().matches("again in [1-9]\\d* m?s"), answer.toString());
    }
  }

  @Test
  void waitsForKeysThatAreBeingFetched() throws Exception {
    HeldKeys keys = new HeldKeys(studio.keys());
    ExecutorService client = Executors.newSingleThreadExecutor();
    try (TokenVerifier waiting = studio.verifier(Studio.issuer().keys(keys));
        GameServer newcomer = start(waiting)) {
      String good = "Bearer " + studio.token("p-17");
      Future<Answer> answer = client.submit(() -> newcomer.ask("Authorization", good));
      keys.awaitAsked();

      keys.arrive();

      assertWelcome("p-17", answer.get(30, TimeUnit.SECONDS));
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void tellsPlayersApartThatComeAtOnce() throws Exception {
    int players = 8;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService clients = Executors.newFixedThreadPool(players);
    try {
      List<Future<List<Answer>>> all = new ArrayList<>();
      for (int i = 0; i < players; i++) {
        String token = "Bearer " + studio.token("p-" + i);
        all.add(
            clients.submit(
                () -> {
                  start.await();
                  List<Answer> answers = new ArrayList<>();
                  for (int time = 0; time < 10; time++) {
                    answers.add(server.ask("Authorization", token));
                  }
                  return answers;
                }));
      }

      start.countDown();

      for (int i = 0; i < players; i++) {
        for (Answer answer : all.get(i).get(60, TimeUnit.SECONDS)) {
          assertWelcome("p-" + i, answer);
        }
      }
    } finally {
      clients.shutdownNow();
    }
  }
}
