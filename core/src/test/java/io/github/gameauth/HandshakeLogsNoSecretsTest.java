// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.live.Handshake;
import io.github.gameauth.live.HandshakeAuthenticator;
import io.github.gameauth.live.HandshakeRequest;
import io.github.gameauth.live.HandshakeTickets;
import io.github.gameauth.live.TicketAnswer;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attack row N1 at the door of connections: each way in, good and bad, and then a search. */
final class HandshakeLogsNoSecretsTest {
  private final LeakSearch evidence = new LeakSearch();
  private final SecretGenerator generator = new SecretGenerator();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final BreakableStore broken = new BreakableStore();
  private final OnceStore store =
      broken.before(OnceStore.class, new InMemoryStores(MemoryLimits.USUAL, clock).once());
  private final TokenVerifier verifier =
      TokenVerifier.builder()
          .clock(clock)
          .listener(evidence.listener())
          .trust(
              TrustedIssuer.named(issuer.name())
                  .audience("my-game")
                  .keys(issuer.keySource())
                  .build())
          .build();
  private final HandshakeTickets tickets = tickets(store);
  private final HandshakeAuthenticator door = door(tickets);

  @AfterEach
  void close() {
    evidence.close();
    door.close();
    verifier.close();
  }

  private HandshakeTickets tickets(OnceStore store) {
    return HandshakeTickets.keptIn(store)
        .verifying(verifier)
        .server("eu-1")
        .anySource()
        .clock(clock)
        .build();
  }

  private HandshakeAuthenticator door(HandshakeTickets tickets) {
    return HandshakeAuthenticator.verifying(verifier)
        .origins("https://mygame.example")
        .tickets(tickets)
        .allowingQueryToken("jwt")
        .clock(clock)
        .ticker(clock)
        .scheduler(new TestScheduler(clock))
        .executor(Runnable::run)
        .listener(evidence.listener())
        .build();
  }

  private String hidden() {
    String secret = generator.secret().reveal();
    evidence.hide(secret);
    return secret;
  }

  private String token() {
    String token =
        issuer.token().subject(hidden()).claim("jti", hidden()).claim("sid", hidden()).signed();
    evidence.hide(token);
    return token;
  }

  private List<String> texts() {
    String token = token();
    List<String> texts =
        new ArrayList<>(
            List.of(
                token,
                token(),
                token.substring(1),
                token.substring(0, token.length() - 9) + "AAAAAAAAA",
                token + ", " + token,
                token + "\r\n",
                token.repeat(20),
                "gh1." + hidden(),
                hidden()));
    texts.forEach(evidence::hide);
    return texts;
  }

  private void knock(HandshakeAuthenticator door, Map<String, List<String>> headers, String query) {
    HandshakeRequest request = HandshakeRequest.of(headers, query, hidden());
    evidence.show(request);
    evidence.showing(() -> door.authenticate(request).join());
    evidence.showing(() -> door.authenticateNow(request));
    evidence.show(door);
  }

  private void knockInEveryWay(HandshakeAuthenticator door, String text) {
    knock(door, Map.of("Authorization", List.of("Bearer " + text)), "");
    knock(door, Map.of("Authorization", List.of(text, text)), "jwt=" + text);
    knock(door, Map.of("Origin", List.of("https://" + text)), "ticket=" + text);
    knock(door, Map.of("Sec-WebSocket-Protocol", List.of("bearer, " + text)), "");
    for (String name : List.of("jwt", "token", "ticket", text)) {
      knock(door, Map.of(), name + "=" + text);
    }
    for (String message :
        List.of(text, "{\"type\":\"auth\",\"token\":\"" + text + "\"}", text + "{")) {
      Handshake outcome = door.authenticate(HandshakeRequest.of(Map.of(), "", hidden())).join();
      evidence.show(outcome);
      if (outcome instanceof Handshake.FirstMessageDue due) {
        evidence.show(due.pending());
        evidence.showing(() -> due.pending().firstMessage(message).join());
        evidence.showing(() -> due.pending().firstMessage(message).join());
      }
    }
    Handshake waiting = door.authenticate(HandshakeRequest.of(Map.of(), "", hidden())).join();
    clock.advance(Duration.ofSeconds(5));
    evidence.show(waiting);
  }

  private String ticket(String token) {
    TicketAnswer answer = tickets.issue(token, "");
    evidence.show(answer);
    String ticket = ((TicketAnswer.Issued) answer).ticket().reveal();
    evidence.hide(ticket);
    return ticket;
  }

  @Test
  void showsNoTokenNoTicketNoClaimAndNoSource() {
    for (String text : texts()) {
      knockInEveryWay(door, text);
      evidence.showing(() -> tickets.issue(text, hidden()));
    }
    String ticket = ticket(token());
    knock(door, Map.of(), "ticket=" + ticket);
    knock(door, Map.of(), "ticket=" + ticket);
    evidence.show(tickets);

    assertEquals(Optional.empty(), evidence.leak());
    assertTrue(evidence.lines() > 0, "nothing was logged: this test would prove little");
  }

  @Test
  void showsNothingWhenTheStoreIsDownOrTellsTales() {
    String ticket = ticket(token());
    broken.breakDown();
    knock(door, Map.of(), "ticket=" + ticket);
    evidence.show(tickets.issue(token(), hidden()));
    broken.mend();
    HandshakeTickets tales =
        tickets(
            new OnceStore() {
              @Override
              public boolean claim(OnceKey key, String payload, Instant now, Instant end) {
                throw new IllegalStateException(key + payload + ticket);
              }

              @Override
              public Optional<String> consume(OnceKey key, Instant now) {
                throw new IllegalStateException(key + ticket);
              }

              @Override
              public int purge(Instant now, int most) {
                return 0;
              }
            });
    knock(door(tales), Map.of(), "ticket=" + ticket);
    evidence.show(tales.issue(token(), hidden()));

    assertEquals(Optional.empty(), evidence.leak());
    assertTrue(evidence.lines() > 2, "the failures were not logged");
  }
}
