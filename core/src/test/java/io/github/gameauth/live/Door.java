// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A verifier with real keys, tickets in a real store, and what a test wants to know of them. */
final class Door implements AutoCloseable {
  static final String HOME = "https://mygame.example";
  static final String SOURCE = "192.0.2.7";

  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final TestScheduler scheduler = new TestScheduler(clock);
  final TestIssuer issuer = TestIssuer.create(clock);
  final BreakableStore broken = new BreakableStore();
  final OnceStore store =
      broken.before(OnceStore.class, new InMemoryStores(MemoryLimits.USUAL, clock).once());
  final AtomicInteger keysAsked = new AtomicInteger();
  final List<String> heard = new CopyOnWriteArrayList<>();
  volatile boolean revoked;
  volatile @Nullable KeyAnswer keyAnswer;

  final AuthListener listener =
      new AuthListener() {
        @Override
        public void handshakeAccepted(String way) {
          heard.add("accepted " + way);
        }

        @Override
        public void handshakeRefused(String reason) {
          heard.add("refused " + reason);
        }
      };

  final TokenVerifier verifier =
      TokenVerifier.builder()
          .clock(clock)
          .ticker(clock)
          .revocations(mark -> revoked)
          .trust(TrustedIssuer.named(issuer.name()).audience("my-game").keys(keys()).build())
          .build();
  final HandshakeTickets tickets = tickets("eu-1").build();
  private final List<HandshakeAuthenticator> opened = new ArrayList<>();

  private KeySource keys() {
    return (Algorithm algorithm, @Nullable String keyId) -> {
      keysAsked.incrementAndGet();
      KeyAnswer answer = keyAnswer;
      return answer == null ? issuer.keySource().find(algorithm, keyId) : answer;
    };
  }

  /** Tickets for that server, in the store that all share. */
  HandshakeTickets.Builder tickets(String server) {
    return HandshakeTickets.keptIn(store).verifying(verifier).server(server).clock(clock);
  }

  /** An authenticator's settings: pages of {@link #HOME}, look-ups on the caller's thread. */
  HandshakeAuthenticatorBuilder settings() {
    return HandshakeAuthenticator.verifying(verifier)
        .origins(HOME)
        .clock(clock)
        .ticker(clock)
        .scheduler(scheduler)
        .executor(Runnable::run)
        .listener(listener);
  }

  HandshakeAuthenticator open(HandshakeAuthenticatorBuilder settings) {
    HandshakeAuthenticator door = settings.build();
    opened.add(door);
    return door;
  }

  /** Like {@link #settings()}, with tickets. */
  HandshakeAuthenticator open() {
    return open(settings().tickets(tickets));
  }

  TestToken token() {
    return issuer.token();
  }

  /** A good token. */
  String good() {
    return token().signed();
  }

  /** A token that ends that many seconds from now. */
  String endingIn(long seconds) {
    return token()
        .issuedAt(clock.instant().minusSeconds(600))
        .expiresAt(clock.instant().plusSeconds(seconds))
        .signed();
  }

  String ticket() {
    return ticket(tickets, good());
  }

  static String ticket(HandshakeTickets tickets, String token) {
    return assertInstanceOf(TicketAnswer.Issued.class, tickets.issue(token, SOURCE))
        .ticket()
        .reveal();
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  public void close() {
    opened.forEach(HandshakeAuthenticator::close);
    verifier.close();
  }

  /** A request in the making, from {@link #SOURCE}. */
  static final class Request {
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private String query = "";
    private String source = SOURCE;

    Request header(String name, String... values) {
      headers.put(name, List.of(values));
      return this;
    }

    Request bearing(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Request offering(String... protocols) {
      return header("Sec-WebSocket-Protocol", protocols);
    }

    Request query(String query) {
      this.query = query;
      return this;
    }

    Request from(String source) {
      this.source = source;
      return this;
    }

    HandshakeRequest made() {
      return HandshakeRequest.of(headers, query, source);
    }

    /** The outcome, which must be there at once. */
    Handshake at(HandshakeAuthenticator door) {
      return now(door.authenticate(made()));
    }

    PendingHandshake pendingAt(HandshakeAuthenticator door) {
      return assertInstanceOf(Handshake.FirstMessageDue.class, at(door)).pending();
    }
  }

  static Request request() {
    return new Request();
  }

  static Handshake now(CompletableFuture<Handshake> outcome) {
    assertTrue(outcome.isDone(), "there is no outcome yet");
    return outcome.join();
  }

  static Handshake.Accepted accepted(Handshake outcome) {
    return assertInstanceOf(Handshake.Accepted.class, outcome);
  }

  static void assertAccepted(HandshakeWay way, Handshake outcome) {
    Handshake.Accepted accepted = accepted(outcome);
    assertEquals("p-17", accepted.player().subject());
    assertEquals(way, accepted.way());
    assertEquals(
        way == HandshakeWay.SUBPROTOCOL ? Optional.of("bearer") : Optional.empty(),
        accepted.subprotocol());
  }

  static void assertRefused(HandshakeRefusal refusal, Handshake outcome) {
    assertEquals(
        refusal, assertInstanceOf(Handshake.Refused.class, outcome).refusal(), outcome::toString);
  }

  static void assertUndecided(Handshake outcome) {
    assertInstanceOf(Handshake.Undecided.class, outcome);
  }
}
