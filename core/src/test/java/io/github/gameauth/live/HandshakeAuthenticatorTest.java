// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.Door.HOME;
import static io.github.gameauth.live.Door.accepted;
import static io.github.gameauth.live.Door.assertAccepted;
import static io.github.gameauth.live.Door.assertRefused;
import static io.github.gameauth.live.Door.assertUndecided;
import static io.github.gameauth.live.Door.now;
import static io.github.gameauth.live.Door.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.live.Door.Request;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.Rejection.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HandshakeAuthenticatorTest {
  private final Door here = new Door();
  private final HandshakeAuthenticator door = here.open();

  @AfterEach
  void close() {
    here.close();
  }

  private HandshakeAuthenticator withQueryToken(String name) {
    return here.open(here.settings().tickets(here.tickets).allowingQueryToken(name));
  }

  @Nested
  @DisplayName("Authorization, RFC 6750 §2.1")
  class Header {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void acceptsTheSchemeInAnyCase(String scheme) {
      String token = here.good();

      assertAccepted(
          HandshakeWay.HEADER, request().header("Authorization", scheme + token).at(door));
      assertAccepted(
          HandshakeWay.HEADER, request().header("authorization", scheme + token).at(door));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "Bearer",
          "Bearer ",
          "Bearer\t%s",
          "Bearer%s",
          "%s",
          "Basic %s",
          "Bearer %s ",
          "Bearer %s %s",
          "Bearer \"%s\"",
          "Bearer token=%s",
          " Bearer %s",
          "Bearer ==",
          "Bearer %s;",
          "Bearer %s\u00e9",
          "Bearer\u00a0%s",
          "Bearer \n%s"
        })
    void refusesEveryOtherForm(String form) {
      String token = here.good();

      Handshake outcome = request().header("Authorization", form.replace("%s", token)).at(door);

      assertRefused(HandshakeRefusal.MALFORMED, outcome);
      assertEquals(0, here.keysAsked.get());
    }

    @Test
    void refusesTheHeaderTwiceEvenWithOneToken() {
      String value = "Bearer " + here.good();

      assertRefused(
          HandshakeRefusal.AMBIGUOUS, request().header("Authorization", value, value).at(door));
      assertRefused(
          HandshakeRefusal.AMBIGUOUS,
          request().header("Authorization", value + ", " + value).at(door));
      assertRefused(
          HandshakeRefusal.AMBIGUOUS, request().header("Authorization", value + ",").at(door));
      assertRefused(
          HandshakeRefusal.AMBIGUOUS,
          request().header("Authorization", value).header("AUTHORIZATION", value).at(door));
    }

    @Test
    void refusesWhatIsLongBeforeItIsRead() {
      assertRefused(HandshakeRefusal.TOO_LARGE, request().bearing("a".repeat(8193)).at(door));
      assertRefused(HandshakeRefusal.TOO_LARGE, request().bearing("é,".repeat(9000)).at(door));
      assertRefused(HandshakeRefusal.TOKEN, request().bearing("a".repeat(8192)).at(door));
    }
  }

  @Nested
  @DisplayName("Sec-WebSocket-Protocol, RFC 6455 §11.3.4")
  class Subprotocol {
    @Test
    void acceptsTheTokenAfterBearerAndEchoesBearerAlone() {
      String token = here.good();

      Request[] forms = {
        request().offering("bearer, " + token),
        request().offering("bearer," + token),
        request().offering("bearer", token),
        request().offering("game.v1, bearer", token),
        request().offering("game.v1", "bearer ,\t" + token + ", game.v2"),
      };

      for (Request form : forms) {
        assertAccepted(HandshakeWay.SUBPROTOCOL, form.at(door));
      }
    }

    @Test
    void refusesBearerWithoutAToken() {
      for (String offered : List.of("bearer", "bearer,", "bearer, ,x", "game.v1, bearer")) {
        assertRefused(HandshakeRefusal.MALFORMED, request().offering(offered).at(door));
      }
    }

    @Test
    void refusesBearerInAnotherCaseSinceNoBrowserWouldTakeTheAnswer() {
      assertRefused(
          HandshakeRefusal.MALFORMED, request().offering("Bearer, " + here.good()).at(door));
    }

    @Test
    void refusesTwoTokens() {
      String offer = "bearer, " + here.good();

      assertRefused(HandshakeRefusal.AMBIGUOUS, request().offering(offer, offer).at(door));
    }

    @Test
    void leavesOtherSubprotocolsAlone() {
      assertInstanceOf(
          Handshake.FirstMessageDue.class, request().offering("game.v1, game.v2").at(door));
    }

    @Test
    void refusesWhatIsLongOrMany() {
      assertRefused(
          HandshakeRefusal.TOO_LARGE, request().offering("bearer", "a".repeat(8193)).at(door));
      assertRefused(HandshakeRefusal.TOO_LARGE, request().offering("x".repeat(9300)).at(door));
      assertRefused(HandshakeRefusal.TOO_LARGE, request().offering("a,".repeat(32)).at(door));
    }
  }

  @Nested
  @DisplayName("The query")
  class Query {
    @Test
    void acceptsATicketAmongOtherParameters() {
      assertAccepted(
          HandshakeWay.TICKET, request().query("v=2&ticket=" + here.ticket() + "&x=").at(door));
      assertAccepted(HandshakeWay.TICKET, request().query("&&%74icket=" + here.ticket()).at(door));
    }

    @Test
    void refusesATokenInTheUrlUnlessThatWasAskedFor() {
      String token = here.good();

      for (String name : List.of("token", "access_token", "Token", "%74oken", "ACCESS_TOKEN")) {
        assertRefused(HandshakeRefusal.WAY_DISABLED, request().query(name + "=" + token).at(door));
      }
      assertEquals(0, here.keysAsked.get());
    }

    @Test
    void acceptsATokenInTheUrlWhereThatWasAskedFor() {
      HandshakeAuthenticator lax = withQueryToken("jwt");

      assertAccepted(HandshakeWay.QUERY_TOKEN, request().query("jwt=" + here.good()).at(lax));
      assertRefused(HandshakeRefusal.WAY_DISABLED, request().query("token=" + here.good()).at(lax));
      assertAccepted(
          HandshakeWay.QUERY_TOKEN,
          request().query("token=" + here.good()).at(withQueryToken("token")));
    }

    @Test
    void refusesAParameterTwice() {
      String ticket = here.ticket();

      assertRefused(
          HandshakeRefusal.AMBIGUOUS,
          request().query("ticket=" + ticket + "&ticket=" + ticket).at(door));
      assertAccepted(HandshakeWay.TICKET, request().query("ticket=" + ticket).at(door));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "ticket=", "ticket=%67h1.x", "ticket=a b", "ticket=a;b"})
    void refusesValuesOfAnotherForm(String query) {
      assertRefused(HandshakeRefusal.MALFORMED, request().query(query).at(door));
    }

    @Test
    void refusesATicketWhereNoneAreTaken() {
      HandshakeAuthenticator none = here.open(here.settings());

      assertRefused(
          HandshakeRefusal.WAY_DISABLED, request().query("ticket=" + here.ticket()).at(none));
    }

    @Test
    void refusesWhatIsLongOrMany() {
      assertRefused(HandshakeRefusal.TOO_LARGE, request().query("a".repeat(9217)).at(door));
      assertRefused(HandshakeRefusal.TOO_LARGE, request().query("a=1&".repeat(65)).at(door));
      assertInstanceOf(
          Handshake.FirstMessageDue.class, request().query("a=1&".repeat(64)).at(door));
    }

    @Test
    void leavesNamesAloneThatNobodyCanRead() {
      assertInstanceOf(Handshake.FirstMessageDue.class, request().query("%zz=1&%=2").at(door));
    }
  }

  @Nested
  @DisplayName("More than one credential")
  class Several {
    @Test
    void isRefusedInEveryCombination() {
      HandshakeAuthenticator all = withQueryToken("token");
      String token = here.good();
      String ticket = here.ticket();
      List<String> queries = List.of("", "ticket=" + ticket, "token=" + token);

      for (int combination = 0; combination < 12; combination++) {
        String query = queries.get(combination % 3);
        boolean header = combination / 3 % 2 == 1;
        boolean protocol = combination / 6 == 1;
        Request request = request().query(query);
        if (header) {
          request.bearing(token);
        }
        if (protocol) {
          request.offering("bearer", token);
        }
        int credentials = (query.isEmpty() ? 0 : 1) + (header ? 1 : 0) + (protocol ? 1 : 0);
        if (credentials > 1) {
          assertRefused(HandshakeRefusal.AMBIGUOUS, request.at(all));
        }
      }

      assertEquals(0, here.broken.asked("consume"));
      assertEquals(0, here.keysAsked.get() - 1); // one for the ticket that was issued
    }

    @Test
    void isRefusedAlsoIfOneOfThemIsJunkOrSwitchedOff() {
      String token = here.good();

      assertRefused(HandshakeRefusal.AMBIGUOUS, request().bearing(token).query("token=x").at(door));
      assertRefused(HandshakeRefusal.AMBIGUOUS, request().bearing(token).query("ticket=").at(door));
      assertRefused(
          HandshakeRefusal.AMBIGUOUS, request().bearing(token).offering("bearer").at(door));
    }
  }

  @Nested
  @DisplayName("Ways")
  class Ways {
    @Test
    void refusesACredentialThatComesInAWayThatIsSwitchedOff() {
      HandshakeAuthenticator onlyFirst =
          here.open(here.settings().ways(HandshakeWay.FIRST_MESSAGE));

      assertRefused(HandshakeRefusal.WAY_DISABLED, request().bearing(here.good()).at(onlyFirst));
      assertRefused(
          HandshakeRefusal.WAY_DISABLED, request().offering("bearer", here.good()).at(onlyFirst));
      assertInstanceOf(Handshake.FirstMessageDue.class, request().at(onlyFirst));
    }

    @Test
    void refusesARequestWithoutATokenWhereNoMessageMayBringOne() {
      HandshakeAuthenticator onlyHeader = here.open(here.settings().ways(HandshakeWay.HEADER));

      Handshake outcome = request().at(onlyHeader);

      assertRefused(HandshakeRefusal.NO_CREDENTIAL, outcome);
      assertEquals(Optional.of("Bearer"), HandshakeRefusal.NO_CREDENTIAL.challenge());
    }

    @Test
    void neverTriesAnotherWayAfterOneThatFailed() {
      String forged = here.good() + "x";

      assertRefused(HandshakeRefusal.TOKEN, request().bearing(forged).at(door));
      assertRefused(HandshakeRefusal.TICKET, request().query("ticket=" + forged).at(door));
      assertRefused(HandshakeRefusal.TOKEN, request().offering("bearer", forged).at(door));
      assertEquals(0, door.pending());
    }

    @Test
    void complainsOfContradictions() {
      assertComplaint("ways: none", () -> here.settings().ways());
      assertComplaint("ways: [TICKET]", () -> here.settings().ways(HandshakeWay.TICKET).build());
      assertComplaint(
          "ways: [HEADER]",
          () -> here.settings().tickets(here.tickets).ways(HandshakeWay.HEADER).build());
      assertComplaint(
          "ways: [QUERY_TOKEN]", () -> here.settings().ways(HandshakeWay.QUERY_TOKEN).build());
      assertComplaint(
          "ways: [HEADER]",
          () -> here.settings().allowingQueryToken("jwt").ways(HandshakeWay.HEADER).build());
      assertComplaint("allowingQueryToken: ", () -> here.settings().allowingQueryToken("a b"));
      assertComplaint(
          "allowingQueryToken: ticket", () -> here.settings().allowingQueryToken("ticket"));
      assertComplaint(
          "pendingPerSource: 9", () -> here.settings().pendingPerSource(9).pendingInAll(8).build());
      assertComplaint("minimumLife: ", () -> here.settings().minimumLife(Duration.ofHours(1)));
      assertComplaint(
          "firstMessageWithin: ", () -> here.settings().firstMessageWithin(Duration.ZERO));
      assertComplaint("largestMessage: ", () -> here.settings().largestMessage(0));
      assertComplaint("largestCredential: ", () -> here.settings().largestCredential(1 << 20));
    }

    private void assertComplaint(String start, Runnable mistake) {
      String complaint = assertThrows(IllegalArgumentException.class, mistake::run).getMessage();

      assertTrue(complaint.startsWith(start), complaint);
      assertTrue(complaint.contains("(expected: "), complaint);
    }
  }

  @Nested
  @DisplayName("Origin")
  class Origin {
    @Test
    void isJudgedBeforeAnythingElse() {
      Request foreign = request().header("Origin", "https://evil.example");

      assertRefused(HandshakeRefusal.ORIGIN, foreign.bearing(here.good()).at(door));
      assertRefused(
          HandshakeRefusal.ORIGIN, foreign.query("ticket=" + here.ticket() + "&token=x").at(door));
      assertRefused(HandshakeRefusal.ORIGIN, foreign.query("").at(door));

      assertEquals(1, here.keysAsked.get()); // for the ticket that was issued
      assertEquals(0, here.broken.asked("consume"));
      assertEquals(0, door.pending());
    }

    @Test
    void ofOursMayConnectInEveryWay() {
      assertAccepted(
          HandshakeWay.HEADER, request().header("Origin", HOME).bearing(here.good()).at(door));
      assertAccepted(
          HandshakeWay.TICKET,
          request().header("origin", HOME).query("ticket=" + here.ticket()).at(door));
      assertInstanceOf(Handshake.FirstMessageDue.class, request().header("Origin", HOME).at(door));
    }

    @Test
    void isRefusedWhereNoneIsListed() {
      HandshakeAuthenticator bare =
          here.open(HandshakeAuthenticator.verifying(here.verifier).clock(here.clock));

      assertRefused(
          HandshakeRefusal.ORIGIN, request().header("Origin", HOME).bearing(here.good()).at(bare));
      assertAccepted(HandshakeWay.HEADER, request().bearing(here.good()).at(bare));
    }

    @Test
    void canBeRequired() {
      HandshakeAuthenticator pagesOnly = here.open(here.settings().requireOrigin());

      assertRefused(HandshakeRefusal.ORIGIN, request().bearing(here.good()).at(pagesOnly));
      assertAccepted(
          HandshakeWay.HEADER, request().header("Origin", HOME).bearing(here.good()).at(pagesOnly));
    }
  }

  @Nested
  @DisplayName("Verdicts")
  class Verdicts {
    @Test
    void refusesARejectedTokenAndSaysWhyToTheServer() {
      Handshake expired = request().bearing(here.endingIn(-60)).at(door);
      here.revoked = true;
      Handshake revoked = request().bearing(here.good()).at(door);

      assertEquals(Reason.EXPIRED, reason(expired));
      assertEquals(Reason.REVOKED, reason(revoked));
      assertEquals("expired_token", ((Handshake.Refused) expired).clientText());
      assertEquals("invalid_token", ((Handshake.Refused) revoked).clientText());
      assertEquals(
          Optional.of("Bearer error=\"invalid_token\""), HandshakeRefusal.TOKEN.challenge());
    }

    private Reason reason(Handshake outcome) {
      assertRefused(HandshakeRefusal.TOKEN, outcome);
      return ((Handshake.Refused) outcome).rejection().orElseThrow().reason();
    }

    @Test
    void refusesTokensOfOthers() {
      String foreign = TestIssuer.named("https://evil.example").on(here.clock).token().signed();

      assertRefused(HandshakeRefusal.TOKEN, request().bearing(foreign).at(door));
      assertEquals(0, here.keysAsked.get());
    }

    @Test
    void acceptsATokenThatLivesJustLongEnough() {
      Handshake.Accepted five = accepted(request().bearing(here.endingIn(5)).at(door));

      assertEquals(Optional.of(here.clock.instant().plusSeconds(5)), five.player().expiresAt());
    }

    @Test
    void refusesATokenThatEndsAMomentTooSoon() {
      String token = here.endingIn(5);
      here.advance(Duration.ofMillis(1));

      Handshake outcome = request().bearing(token).at(door);

      assertRefused(HandshakeRefusal.EXPIRES_SOON, outcome);
      assertEquals("expired_token", ((Handshake.Refused) outcome).clientText());
    }

    @Test
    void refusesATokenThatOnlyTheLeewayKeepsAlive() {
      HandshakeAuthenticator lax = here.open(here.settings().minimumLife(Duration.ZERO));

      assertRefused(HandshakeRefusal.EXPIRES_SOON, request().bearing(here.endingIn(-1)).at(lax));
      assertAccepted(HandshakeWay.HEADER, request().bearing(here.endingIn(0)).at(lax));
    }

    @Test
    void isUndecidedWhileThereAreNoKeys() {
      here.keyAnswer = new KeyAnswer.Unavailable(Duration.ofSeconds(7));

      Handshake outcome = request().bearing(here.good()).at(door);

      assertEquals(new Handshake.Undecided(Duration.ofSeconds(7)), outcome);
      assertEquals(List.of(), here.heard);
    }

    @Test
    void waitsForKeysWithoutAThread() {
      CompletableFuture<Void> fetch = new CompletableFuture<>();
      here.keyAnswer = new KeyAnswer.Pending(fetch);
      CompletableFuture<Handshake> outcome =
          door.authenticate(request().bearing(here.good()).made());
      assertFalse(outcome.isDone());

      here.keyAnswer = null;
      fetch.complete(null);

      assertAccepted(HandshakeWay.HEADER, outcome.join());
    }

    @Test
    void tellsTheListenerOnceForEachOutcome() {
      request().bearing(here.good()).at(door);
      request().bearing("junk").at(door);
      request().offering("bearer", here.good()).at(door);
      request().query("ticket=" + here.ticket()).at(door);
      request().query("token=x").at(door);

      assertEquals(
          List.of(
              "accepted HEADER",
              "refused TOKEN",
              "accepted SUBPROTOCOL",
              "accepted TICKET",
              "refused WAY_DISABLED"),
          here.heard);
    }

    @ParameterizedTest
    @EnumSource(HandshakeRefusal.class)
    void tellsEachRefusalByStatusAndCloseCode(HandshakeRefusal refusal) {
      int close = refusal.closeCode();

      assertEquals(refusal.name(), refusal.code());
      assertTrue(refusal.httpStatus() >= 400 && refusal.httpStatus() < 600);
      assertTrue(
          close == 1000 || close == 1008 || close == 1009 || close == 1013 || close / 100 == 44);
      assertEquals(
          refusal.httpStatus() == 401,
          close == 4401,
          "whoever lacks a good token hears the same before and after the upgrade");
      assertTrue(refusal.httpStatus() != 401 || refusal.challenge().isPresent());
    }
  }

  @Nested
  @DisplayName("authenticateNow")
  class Now {
    @Test
    void judgesWithTheKeysAtHand() {
      assertAccepted(
          HandshakeWay.HEADER, door.authenticateNow(request().bearing(here.good()).made()));
      assertRefused(HandshakeRefusal.TOKEN, door.authenticateNow(request().bearing("junk").made()));
      here.keyAnswer = new KeyAnswer.Pending(new CompletableFuture<>());
      assertUndecided(door.authenticateNow(request().bearing(here.good()).made()));
    }

    @Test
    void leavesTicketsAsTheyAre() {
      String query = "ticket=" + here.ticket();

      assertUndecided(door.authenticateNow(request().query(query).made()));
      assertRefused(
          HandshakeRefusal.TICKET, door.authenticateNow(request().query("ticket=x").made()));

      assertEquals(0, here.broken.asked("consume"));
      assertAccepted(HandshakeWay.TICKET, request().query(query).at(door));
    }

    @Test
    void givesAPlaceToWhomAFirstMessageIsDueFrom() {
      Handshake outcome = door.authenticateNow(request().made());

      PendingHandshake pending =
          assertInstanceOf(Handshake.FirstMessageDue.class, outcome).pending();
      assertAccepted(HandshakeWay.FIRST_MESSAGE, now(pending.firstMessage(here.good())));
    }
  }

  @Test
  void costsNothingButALookToTurnJunkAway() {
    String good = here.good();
    for (int i = 0; i < 1000; i++) {
      assertRefused(HandshakeRefusal.TICKET, request().query("ticket=junk" + i).at(door));
      assertRefused(HandshakeRefusal.TOKEN, request().bearing("junk." + i + ".junk").at(door));
      assertRefused(
          HandshakeRefusal.MALFORMED, request().header("Authorization", "junk " + i).at(door));
      assertRefused(
          HandshakeRefusal.ORIGIN,
          request().header("Origin", "https://e" + i + ".example").bearing(good).at(door));
    }

    assertEquals(List.of(), here.broken.asked());
    assertEquals(0, here.keysAsked.get());
    assertEquals(0, door.pending());
  }
}
