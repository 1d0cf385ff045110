// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.Door.SOURCE;
import static io.github.gameauth.live.Door.assertAccepted;
import static io.github.gameauth.live.Door.assertRefused;
import static io.github.gameauth.live.Door.assertUndecided;
import static io.github.gameauth.live.Door.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestDatabase;
import io.github.gameauth.token.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class HandshakeTicketsTest {
  private final Door here = new Door();
  private final HandshakeAuthenticator door = here.open();

  @AfterEach
  void close() {
    here.close();
  }

  private Handshake show(String ticket) {
    return show(ticket, door);
  }

  private static Handshake show(String ticket, HandshakeAuthenticator door) {
    return request().query("ticket=" + ticket).at(door);
  }

  /** An authenticator that takes other tickets of the same store. */
  private HandshakeAuthenticator doorOf(HandshakeTickets.Builder tickets) {
    return here.open(here.settings().tickets(tickets.build()));
  }

  @Nested
  @DisplayName("A ticket")
  class Ticket {
    @Test
    void isGoodOnce() {
      String ticket = here.ticket();

      assertAccepted(HandshakeWay.TICKET, show(ticket));
      assertRefused(HandshakeRefusal.TICKET, show(ticket));
    }

    @Test
    void isAHandfulOfCharactersThatNeedNoEscape() {
      String ticket = here.ticket();

      assertTrue(ticket.matches("gh1\\.[A-Za-z0-9_-]{43}"));
      assertNotEquals(ticket, here.ticket());
    }

    @Test
    void livesForThirtySecondsAndNotAMillisecondMore() {
      Instant start = here.clock.instant();
      String first = here.ticket();
      String second = here.ticket();
      TicketAnswer.Issued issued =
          assertInstanceOf(TicketAnswer.Issued.class, here.tickets.issue(here.good(), SOURCE));
      assertEquals(start.plusSeconds(30), issued.expiresAt());

      here.advance(Duration.ofMillis(29_999));
      assertAccepted(HandshakeWay.TICKET, show(first));
      here.advance(Duration.ofMillis(1));

      assertRefused(HandshakeRefusal.TICKET, show(second));
    }

    @Test
    void isBoundToItsSourceAndSurvivesOthersWhoTryIt() {
      String ticket = here.ticket();

      Handshake elsewhere = request().query("ticket=" + ticket).from("192.0.2.8").at(door);

      assertRefused(HandshakeRefusal.TICKET, elsewhere);
      assertAccepted(HandshakeWay.TICKET, show(ticket));
    }

    @Test
    void isBoundToItsServerAndSurvivesOthersThatAreShownIt() {
      HandshakeAuthenticator other = doorOf(here.tickets("eu-2"));
      HandshakeAuthenticator any = doorOf(here.tickets("x").anyServer());
      String ticket = here.ticket();

      assertRefused(HandshakeRefusal.TICKET, show(ticket, other));
      assertRefused(HandshakeRefusal.TICKET, show(ticket, any));

      assertAccepted(HandshakeWay.TICKET, show(ticket));
    }

    @Test
    void canBeIssuedForAnotherServer() {
      HandshakeAuthenticator other = doorOf(here.tickets("eu-2"));
      TicketAnswer.Issued issued =
          assertInstanceOf(
              TicketAnswer.Issued.class, here.tickets.issue(here.good(), SOURCE, "eu-2"));

      assertRefused(HandshakeRefusal.TICKET, show(issued.ticket().reveal()));
      assertAccepted(HandshakeWay.TICKET, show(issued.ticket().reveal(), other));
    }

    @Test
    void isBoundToNeitherWhereThatWasAskedFor() {
      HandshakeTickets loose = here.tickets("x").anyServer().anySource().build();
      HandshakeAuthenticator other = doorOf(here.tickets("y").anyServer().anySource());
      String ticket = Door.ticket(loose, here.good());

      assertAccepted(
          HandshakeWay.TICKET, request().query("ticket=" + ticket).from("198.51.100.1").at(other));
    }

    @Test
    void doesNotConfuseWhereServerEndsAndSourceBegins() {
      HandshakeTickets first = here.tickets("ab").build();
      HandshakeAuthenticator second = doorOf(here.tickets("a"));
      String ticket =
          assertInstanceOf(TicketAnswer.Issued.class, first.issue(here.good(), "c"))
              .ticket()
              .reveal();

      assertRefused(
          HandshakeRefusal.TICKET, request().query("ticket=" + ticket).from("bc").at(second));
    }

    @Test
    void hasOneSpelling() {
      String ticket = here.ticket();
      char last = ticket.charAt(ticket.length() - 1);
      String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      List<String> others = new ArrayList<>();
      others.add(ticket + "=");
      others.add(ticket.replace("gh1.", "GH1."));
      others.add(ticket.replace("gh1.", "gh2."));
      others.add(ticket.substring(4));
      others.add(ticket.substring(1));
      others.add(ticket + "A");
      // The last of 43 digits has two bits to spare: three others would spell the same bytes.
      for (int spare = 1; spare < 4; spare++) {
        char same = alphabet.charAt(alphabet.indexOf(last) ^ spare);
        others.add(ticket.substring(0, ticket.length() - 1) + same);
      }

      for (String other : others) {
        assertRefused(HandshakeRefusal.TICKET, show(other));
      }
      assertEquals(0, here.broken.asked("consume"));
      assertAccepted(HandshakeWay.TICKET, show(ticket));
    }
  }

  @Nested
  @DisplayName("The token behind it")
  class Behind {
    @Test
    void isVerifiedBeforeATicketIsIssued() {
      TicketAnswer.Refused refused =
          assertInstanceOf(
              TicketAnswer.Refused.class, here.tickets.issue(here.endingIn(-60), SOURCE));

      assertEquals(HandshakeRefusal.TOKEN, refused.refusal());
      assertEquals(Reason.EXPIRED, refused.rejection().orElseThrow().reason());
      assertEquals(List.of(), here.broken.asked());
    }

    @Test
    void mustLiveLongEnough() {
      assertInstanceOf(TicketAnswer.Issued.class, here.tickets.issue(here.endingIn(5), SOURCE));
      TicketAnswer.Refused refused =
          assertInstanceOf(
              TicketAnswer.Refused.class, here.tickets.issue(here.endingIn(4), SOURCE));

      assertEquals(HandshakeRefusal.EXPIRES_SOON, refused.refusal());
    }

    @Test
    void isVerifiedAgain() {
      String soon = Door.ticket(here.tickets, here.endingIn(20));
      String revoked = here.ticket();

      here.advance(Duration.ofSeconds(16));
      assertRefused(HandshakeRefusal.EXPIRES_SOON, show(soon));
      here.revoked = true;
      Handshake outcome = show(revoked);

      assertRefused(HandshakeRefusal.TOKEN, outcome);
      assertEquals(
          Reason.REVOKED, ((Handshake.Refused) outcome).rejection().orElseThrow().reason());
    }

    @Test
    void isUndecidedWithoutKeys() {
      String ticket = here.ticket();
      here.keyAnswer = new KeyAnswer.Unavailable(Duration.ofSeconds(3));

      assertInstanceOf(TicketAnswer.Undecided.class, here.tickets.issue(here.good(), SOURCE));
      assertUndecided(show(ticket));
    }

    @Test
    void fitsUpToFourThousandCharacters() {
      String token = ofLength(4000);

      assertAccepted(HandshakeWay.TICKET, show(Door.ticket(here.tickets, token)));
    }

    @Test
    void isRefusedWhereItDoesNotFit() {
      TicketAnswer.Refused refused =
          assertInstanceOf(TicketAnswer.Refused.class, here.tickets.issue(ofLength(4200), SOURCE));

      assertEquals(HandshakeRefusal.TOO_LARGE, refused.refusal());
      assertEquals(List.of(), here.broken.asked());
    }

    private String ofLength(int characters) {
      int claim = 1;
      String token = here.token().claim("note", "x").signed();
      while (token.length() < characters) {
        claim += Math.max(1, (characters - token.length()) * 3 / 4);
        token = here.token().claim("note", "x".repeat(claim)).signed();
      }
      return token;
    }
  }

  @Nested
  @DisplayName("The store")
  class Store {
    private final Map<OnceKey, String> kept = new LinkedHashMap<>();
    private final OnceStore open =
        new OnceStore() {
          @Override
          public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
            return kept.putIfAbsent(key, payload) == null;
          }

          @Override
          public Optional<String> consume(OnceKey key, Instant now) {
            return Optional.ofNullable(kept.remove(key));
          }

          @Override
          public int purge(Instant now, int most) {
            return 0;
          }
        };

    private HandshakeTickets tickets() {
      return HandshakeTickets.keptIn(open)
          .verifying(here.verifier)
          .server("eu-1")
          .clock(here.clock)
          .build();
    }

    @Test
    void holdsNeitherTokenNorTicket() {
      String token = here.good();
      String ticket = Door.ticket(tickets(), token);
      String payload = kept.values().iterator().next();
      String bytes = new String(Base64.getUrlDecoder().decode(payload), ISO_8859_1);
      String key = new String(kept.keySet().iterator().next().fingerprint().bytes(), ISO_8859_1);
      String secret = new String(Base64.getUrlDecoder().decode(ticket.substring(4)), ISO_8859_1);

      for (String segment : token.split("\\.", -1)) {
        String plain = new String(Base64.getUrlDecoder().decode(segment), ISO_8859_1);
        assertFalse(payload.contains(segment));
        assertFalse(bytes.contains(plain.substring(0, 12)));
      }
      assertFalse(bytes.contains(secret) || key.contains(secret) || payload.contains(ticket));
    }

    @Test
    void cannotHandOutOneTokenForAnother() {
      HandshakeTickets tickets = tickets();
      HandshakeAuthenticator other = here.open(here.settings().tickets(tickets));
      String mine = Door.ticket(tickets, here.good());
      String theirs = Door.ticket(tickets, here.token().subject("p-18").signed());
      List<String> payloads = new ArrayList<>(kept.values());
      List<OnceKey> keys = new ArrayList<>(kept.keySet());

      kept.put(keys.get(0), payloads.get(1));
      kept.put(keys.get(1), payloads.get(0).substring(1) + "A");

      assertRefused(HandshakeRefusal.TICKET, show(mine, other));
      assertRefused(HandshakeRefusal.TICKET, show(theirs, other));
    }

    @Test
    void cannotMoveATicketToAnotherServer() {
      String text = Door.ticket(tickets(), here.good());
      HandshakeTicket ticket = HandshakeTicket.parse(text).orElseThrow();

      kept.put(ticket.key("eu-2", SOURCE), kept.remove(ticket.key("eu-1", SOURCE)));

      HandshakeTickets other =
          HandshakeTickets.keptIn(open).verifying(here.verifier).server("eu-2").build();
      assertRefused(HandshakeRefusal.TICKET, show(text, here.open(here.settings().tickets(other))));
    }

    @Test
    void mayHoldAnythingWithoutAnybodyComingIn() {
      HandshakeTickets tickets = tickets();
      HandshakeAuthenticator other = here.open(here.settings().tickets(tickets));

      for (String junk : List.of("", "A", "AAAA", "!", "é", "A".repeat(4096), here.good())) {
        String ticket = Door.ticket(tickets, here.good());
        kept.replaceAll((key, payload) -> junk);
        assertRefused(HandshakeRefusal.TICKET, show(ticket, other));
      }
    }

    @Test
    void thatIsDownMakesItUndecided() {
      String ticket = here.ticket();
      here.broken.breakDown();

      assertInstanceOf(TicketAnswer.Undecided.class, here.tickets.issue(here.good(), SOURCE));
      assertUndecided(show(ticket));
      assertEquals(0, door.pending());

      here.broken.mend();
      assertAccepted(HandshakeWay.TICKET, show(ticket));
    }

    @Test
    void thatIsFullRefusesRatherThanForgets() {
      OnceStore small = new InMemoryStores(MemoryLimits.USUAL.once(2), here.clock).once();
      HandshakeTickets tickets =
          HandshakeTickets.keptIn(small)
              .verifying(here.verifier)
              .server("eu-1")
              .clock(here.clock)
              .build();
      HandshakeAuthenticator other = here.open(here.settings().tickets(tickets));
      String first = Door.ticket(tickets, here.good());
      Door.ticket(tickets, here.good());

      assertInstanceOf(TicketAnswer.Undecided.class, tickets.issue(here.good(), SOURCE));

      assertAccepted(HandshakeWay.TICKET, show(first, other));
    }

    @Test
    void thatThrowsWhatItMustNotMakesItUndecided() {
      OnceStore rude =
          new OnceStore() {
            @Override
            public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
              throw new IllegalStateException(payload);
            }

            @Override
            public Optional<String> consume(OnceKey key, Instant now) {
              throw new IllegalStateException("the test's store");
            }

            @Override
            public int purge(Instant now, int most) {
              return 0;
            }
          };
      HandshakeTickets tickets =
          HandshakeTickets.keptIn(rude).verifying(here.verifier).anyServer().build();

      assertUndecided(show(here.ticket(), here.open(here.settings().tickets(tickets))));
      assertInstanceOf(TicketAnswer.Undecided.class, tickets.issue(here.good(), SOURCE));
    }
  }

  @Nested
  @DisplayName("Looking it up")
  class LookUp {
    private final List<Runnable> line = new ArrayList<>();
    private final HandshakeAuthenticator patient =
        here.open(here.settings().tickets(here.tickets).executor(line::add));

    private CompletableFuture<Handshake> begin(String ticket) {
      return patient.authenticate(request().query("ticket=" + ticket).made());
    }

    private void work() {
      List<Runnable> due = List.copyOf(line);
      line.clear();
      due.forEach(Runnable::run);
    }

    @Test
    void happensBehindTheCaller() {
      CompletableFuture<Handshake> outcome = begin(here.ticket());
      assertFalse(outcome.isDone());

      work();

      assertAccepted(HandshakeWay.TICKET, Door.now(outcome));
      assertEquals(0, patient.pending());
    }

    @Test
    void isUndecidedWhenItTakesTooLongAndTheTicketStaysGood() {
      String ticket = here.ticket();
      CompletableFuture<Handshake> outcome = begin(ticket);

      here.advance(Duration.ofSeconds(5));
      assertUndecided(Door.now(outcome));
      assertEquals(1, patient.pending());
      work();

      assertEquals(0, patient.pending());
      assertEquals(0, here.broken.asked("consume"));
      assertAccepted(HandshakeWay.TICKET, show(ticket));
    }

    @Test
    void isLimitedForEachSource() {
      for (int i = 0; i < 8; i++) {
        assertFalse(begin(here.ticket()).isDone());
      }

      assertRefused(HandshakeRefusal.CROWDED, Door.now(begin(here.ticket())));
      work();
      assertFalse(begin(here.ticket()).isDone());
      assertEquals(1, patient.pending());
    }

    @Test
    void isUndecidedWhereNobodyIsFreeToDoIt() {
      HandshakeAuthenticator busy =
          here.open(
              here.settings()
                  .tickets(here.tickets)
                  .executor(
                      work -> {
                        throw new RejectedExecutionException("the test's executor");
                      }));

      assertUndecided(show(here.ticket(), busy));
      assertEquals(0, busy.pending());
    }

    @Test
    void endsAsUndecidedWhenTheAuthenticatorCloses() {
      CompletableFuture<Handshake> outcome = begin(here.ticket());

      patient.close();

      assertUndecided(Door.now(outcome));
      work();
      assertEquals(0, here.broken.asked("consume"));
    }
  }

  @Nested
  @DisplayName("Races")
  class Races {
    @Test
    void areWonByOneInMemory() throws Exception {
      for (int round = 0; round < 20; round++) {
        assertOneWins(here.tickets);
      }
    }

    @Test
    void areWonByOneInADatabase() throws Exception {
      try (TestDatabase database = TestDatabase.h2().withTables()) {
        HandshakeTickets tickets =
            HandshakeTickets.keptIn(database.stores().once())
                .verifying(here.verifier)
                .server("eu-1")
                .clock(here.clock)
                .build();
        for (int round = 0; round < 5; round++) {
          assertOneWins(tickets);
        }
      }
    }

    private void assertOneWins(HandshakeTickets tickets) throws Exception {
      HandshakeAuthenticator all = here.open(here.settings().tickets(tickets).pendingPerSource(16));
      String ticket = Door.ticket(tickets, here.good());

      List<Handshake> outcomes = StartGate.together(16, i -> () -> show(ticket, all));

      assertEquals(1, outcomes.stream().filter(each -> each instanceof Handshake.Accepted).count());
      outcomes.stream()
          .filter(each -> !(each instanceof Handshake.Accepted))
          .forEach(each -> assertRefused(HandshakeRefusal.TICKET, each));
    }
  }

  @Test
  void complainsOfWhatIsMissing() {
    HandshakeTickets.Builder builder = HandshakeTickets.keptIn(here.store);

    assertEquals(
        "verifying: none (expected: a TokenVerifier)",
        assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    assertEquals(
        "server: none (expected: an id, or anyServer())",
        assertThrows(IllegalArgumentException.class, builder.verifying(here.verifier)::build)
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> builder.server(""));
    assertThrows(IllegalArgumentException.class, () -> builder.livingFor(Duration.ofMinutes(3)));
    assertThrows(IllegalArgumentException.class, () -> builder.minimumLife(Duration.ofMinutes(6)));
  }
}
