// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.claim.TypePolicy;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import io.github.gameauth.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JoinGateTest {
  private static final String SERVER = "eu-17";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final List<String> heard = new ArrayList<>();
  private final TokenVerifier verifier = verifier(trusted(TokenProfile.joinTicket()));
  private final JoinGate gate = gate().build();

  private TrustedIssuerBuilder trusted(TokenProfile profile) {
    return TrustedIssuer.named(issuer.name())
        .audience(SERVER)
        .keys(issuer.keySource())
        .profile(profile);
  }

  private TokenVerifier verifier(TrustedIssuerBuilder... issuers) {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .trust(
            List.of(issuers).stream()
                .map(TrustedIssuerBuilder::build)
                .toArray(TrustedIssuer[]::new))
        .build();
  }

  private JoinGate.Builder gate() {
    return JoinGate.of(SERVER, verifier).clock(clock);
  }

  private TestToken ticket() {
    return ticket(issuer);
  }

  private TestToken ticket(TestIssuer from) {
    return from.token()
        .type("join+jwt")
        .audience(SERVER)
        .expiresAt(clock.instant().plusSeconds(60));
  }

  private static String code(Verification verification) {
    return verification instanceof Verification.Rejected rejected
        ? rejected.rejection().code()
        : verification instanceof Verification.Accepted ? "ACCEPTED" : "UNDECIDED";
  }

  private static Duration undecidedFor(Verification verification) {
    return assertInstanceOf(Verification.Undecided.class, verification).retryAfter();
  }

  @Nested
  @DisplayName("A ticket")
  class Ticket {
    @Test
    void letsItsPlayerInOnce() {
      String ticket = ticket().claim("match", "match-9").signed();

      Verification first = gate.admit(ticket);

      assertEquals("p-17", first.orElseThrow().subject());
      assertEquals("match-9", first.orElseThrow().claims().text("match").orElseThrow());
      assertEquals("REPLAYED", code(gate.admit(ticket)));
      assertEquals("REPLAYED", code(gate.admitNow(ticket)));
      assertEquals("REPLAYED", code(gate.admitAsync(ticket).join()));
      assertEquals("ACCEPTED", code(gate.admit(ticket().signed())));
    }

    @Test
    void isUsedUpWhicheverWayItIsShown() {
      String now = ticket().signed();
      String later = ticket().signed();

      assertEquals("ACCEPTED", code(gate.admitNow(now)));
      assertEquals("REPLAYED", code(gate.admit(now)));
      assertEquals("ACCEPTED", code(gate.admitAsync(later).join()));
      assertEquals("REPLAYED", code(gate.admitNow(later)));
    }

    @Test
    void letsOneOfManyIn() throws Exception {
      for (int round = 0; round < 20; round++) {
        String ticket = ticket().signed();

        List<String> codes = together(32, i -> () -> code(gate.admit(ticket)));

        assertEquals(1, Collections.frequency(codes, "ACCEPTED"));
        assertEquals(31, Collections.frequency(codes, "REPLAYED"));
      }
    }

    @Test
    void isTheSameByItsIssuerAndId() { // L16
      String id = "t-same";

      assertEquals("ACCEPTED", code(gate.admit(ticket().claim("jti", id).signed())));
      assertEquals(
          "REPLAYED", code(gate.admit(ticket().claim("jti", id).claim("match", "m").signed())));
      assertEquals("ACCEPTED", code(gate.admit(ticket().claim("jti", id + "2").signed())));
    }

    @Test
    void ofAnotherIssuerMayHaveTheSameId() {
      TestIssuer other = TestIssuer.named("https://other.example").on(clock);
      JoinGate both =
          JoinGate.of(
                  SERVER,
                  verifier(
                      trusted(TokenProfile.joinTicket()),
                      TrustedIssuer.named(other.name())
                          .audience(SERVER)
                          .keys(other.keySource())
                          .profile(TokenProfile.joinTicket())))
              .clock(clock)
              .build();

      assertEquals("ACCEPTED", code(both.admit(ticket().claim("jti", "t").signed())));
      assertEquals("ACCEPTED", code(both.admit(ticket(other).claim("jti", "t").signed())));
      assertEquals("REPLAYED", code(both.admit(ticket(other).claim("jti", "t").signed())));
    }

    @Test
    void isJudgedByTheVerifierFirst() {
      String expired = ticket().signed();
      String forged = ticket().signedWith(TestIssuer.named("https://x.example").key()).signed();

      assertEquals("KEY_UNKNOWN", code(gate.admit(forged)));
      clock.advance(Duration.ofSeconds(90));
      assertEquals("EXPIRED", code(gate.admit(expired)));
      assertEquals("MALFORMED", code(gate.admit("")));
      assertEquals(0, gate.remembered()); // L17: strangers add nothing
    }

    @Test
    void cannotBeJudgedWithoutKeysAndIsNotUsedUp() {
      KeySource[] keys = {(algorithm, id) -> new KeyAnswer.Unavailable(Duration.ofSeconds(7))};
      TokenVerifier keyless =
          verifier(
              TrustedIssuer.named(issuer.name())
                  .audience(SERVER)
                  .keys((algorithm, id) -> keys[0].find(algorithm, id))
                  .profile(TokenProfile.joinTicket()));
      JoinGate waiting = JoinGate.of(SERVER, keyless).clock(clock).build();
      String ticket = ticket().signed();

      assertEquals(Duration.ofSeconds(7), undecidedFor(waiting.admit(ticket)));
      keys[0] = issuer.keySource();

      assertEquals("ACCEPTED", code(waiting.admit(ticket)));
    }
  }

  @Nested
  @DisplayName("Whatever the verifier takes, a gate")
  class Kinds {
    private JoinGate careless(TokenProfile profile) {
      return JoinGate.of(
              SERVER,
              verifier(
                  TrustedIssuer.named(issuer.name())
                      .anyAudience()
                      .keys(issuer.keySource())
                      .leeway(Duration.ofMinutes(5))
                      .profile(profile)))
          .clock(clock)
          .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "JWT", "xjoin+jwt", "revocations+jwt", "secevent+jwt"})
    void takesNoOtherKindOfToken(String type) { // H11
      TokenProfile any = new TokenProfile(TypePolicy.named(type), List.of());

      assertEquals("TYPE", code(careless(any).admit(ticket().type(type).signed())));
      assertEquals("TYPE", code(gate.admit(ticket().type(type).signed())));
    }

    @Test
    void takesNoTokenWithoutAType() {
      assertEquals(
          "TYPE", code(careless(TokenProfile.jwt()).admit(ticket().withoutHeader("typ").signed())));
    }

    @Test
    void takesNoTicketForAnotherServerOrForSeveral() {
      JoinGate careless = careless(TokenProfile.joinTicket());

      assertEquals("CLAIM(aud)", code(careless.admit(ticket().audience("eu-18").signed())));
      assertEquals("CLAIM(aud)", code(careless.admit(ticket().audience(SERVER, "eu-18").signed())));
      assertEquals("CLAIM(aud)", code(careless.admit(ticket().without("aud").signed())));
      assertEquals("ACCEPTED", code(careless.admit(ticket().signed())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "iat", "sub"})
    void wantsWhatATicketSays(String claim) { // H8
      TokenProfile any = new TokenProfile(TokenProfile.joinTicket().type(), List.of());

      assertEquals(
          "CLAIM(" + claim + ")", code(careless(any).admit(ticket().without(claim).signed())));
    }

    @Test
    void takesNoTicketThatIsBoundToAKey() {
      assertEquals(
          "CLAIM(cnf)",
          code(
              careless(TokenProfile.joinTicket().proofCheckedByCaller())
                  .admit(ticket().claim("cnf", Map.of("jkt", "a".repeat(43))).signed())));
    }

    @Test
    void takesNoTicketThatLivesForLongerThanAnyIsMade() {
      Instant now = clock.instant();

      assertEquals("ACCEPTED", code(gate.admit(ticket().expiresAt(now.plusSeconds(300)).signed())));
      assertEquals(
          "CLAIM(exp)", code(gate.admit(ticket().expiresAt(now.plusSeconds(301)).signed())));
    }
  }

  @Nested
  @DisplayName("A restart")
  class Restart {
    @Test
    void makesNoTicketGoodAgain() {
      String used = ticket().signed();
      String unused = ticket().signed();
      gate.admit(used);
      clock.advance(Duration.ofSeconds(1));

      JoinGate restarted = gate().build();

      assertEquals("CLAIM(iat)", code(restarted.admit(used)));
      assertEquals("CLAIM(iat)", code(restarted.admit(unused)));
      assertEquals("ACCEPTED", code(restarted.admit(ticket().signed())));
    }

    @Test
    void leavesGoodWhatIsMintedInTheSecondOfOpening() {
      clock.advance(Duration.ofMillis(999));
      JoinGate late = gate().build();

      assertEquals(
          "ACCEPTED",
          code(late.admit(ticket().issuedAt(Instant.parse("2030-01-01T12:00:00Z")).signed())));
    }

    @Test
    void makesNoTicketGoodAgainThatWasMintedAhead() { // by an issuer whose clock is
      Instant ahead = clock.instant().plusSeconds(20);
      String ticket = ticket().issuedAt(ahead).expiresAt(ahead.plusSeconds(60)).signed();

      assertEquals(Duration.ofSeconds(20), undecidedFor(gate.admit(ticket)));
      clock.advance(Duration.ofMillis(19_999));
      assertEquals(Duration.ofMillis(1), undecidedFor(gate.admit(ticket)));
      clock.advance(Duration.ofMillis(1));

      assertEquals("ACCEPTED", code(gate.admit(ticket)));
    }
  }

  @Nested
  @DisplayName("The memory")
  class Memory {
    private final JoinGate small = gate().mostTickets(3).build();

    private void use(int tickets) {
      for (int i = 0; i < tickets; i++) {
        assertEquals("ACCEPTED", code(small.admit(ticket().signed())));
      }
    }

    @Test
    void forgetsNothingForWantOfRoom() { // L17
      String used = ticket().signed();
      assertEquals("ACCEPTED", code(small.admit(used)));
      use(2);
      String one = ticket().signed();

      assertEquals(Duration.ofSeconds(10), undecidedFor(small.admit(one)));
      assertEquals("REPLAYED", code(small.admit(used)));
      assertEquals(3, small.remembered());
    }

    @Test
    void keepsATicketForAsLongAsAnyLeewayCouldMakeItGood() {
      JoinGate lenient =
          JoinGate.of(
                  SERVER,
                  verifier(trusted(TokenProfile.joinTicket()).leeway(Duration.ofMinutes(5))))
              .clock(clock)
              .build();
      String ticket = ticket().signed();
      lenient.admit(ticket);

      clock.advance(Duration.ofSeconds(359));
      assertEquals("REPLAYED", code(lenient.admit(ticket)));
      clock.advance(Duration.ofSeconds(1));
      assertEquals("EXPIRED", code(lenient.admit(ticket)));
    }

    @Test
    void makesRoomWhenTicketsHaveExpired() {
      use(3);

      clock.advance(Duration.ofSeconds(369));
      undecidedFor(small.admit(ticket().signed()));
      clock.advance(Duration.ofSeconds(1));
      String after = ticket().signed();

      assertEquals("ACCEPTED", code(small.admit(after)));
      assertEquals("REPLAYED", code(small.admit(after)));
      assertEquals(1, small.remembered());
    }

    @Test
    void forgetsNothingWhenTheClockGoesBack() {
      String ticket = ticket().signed();
      gate.admit(ticket);

      clock.jumpWall(Duration.ofHours(-1));

      // The verifier judges by the latest time seen, so the ticket is alive for an hour more.
      clock.advance(Duration.ofMinutes(59));
      assertEquals("REPLAYED", code(gate.admit(ticket)));
    }

    @Test
    void holdsNoMoreThanItMayHoweverManyComeAtOnce() throws Exception {
      List<String> tickets = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        tickets.add(ticket().signed());
      }

      List<String> codes = together(32, i -> () -> code(small.admit(tickets.get(i))));

      assertEquals(3, small.remembered());
      assertEquals(3, Collections.frequency(codes, "ACCEPTED"));
      assertEquals(29, Collections.frequency(codes, "UNDECIDED"));
    }
  }

  @Test
  void tellsWhatItRefusesThatTheVerifierTook() {
    AuthListener listener =
        new AuthListener() {
          @Override
          public void tokenRejected(String name, String reason) {
            heard.add(name + " " + reason);
          }

          @Override
          public void tokenUndecided(String name) {
            heard.add(name + " undecided");
          }
        };
    JoinGate telling = gate().mostTickets(1).listener(listener).build();
    String ticket = ticket().signed();
    telling.admit(ticket);

    telling.admit(ticket);
    telling.admit(ticket().expiresAt(clock.instant().plusSeconds(301)).signed());
    telling.admit(ticket().signed());
    telling.admit("x.y.z");

    assertEquals(
        List.of(
            issuer.name() + " REPLAYED",
            issuer.name() + " CLAIM(exp)",
            issuer.name() + " undecided"),
        heard);
  }

  @Test
  void letsNoListenerDisturbIt() {
    AuthListener broken =
        new AuthListener() {
          @Override
          public void tokenRejected(String name, String reason) {
            throw new IllegalStateException("broken");
          }
        };
    JoinGate telling = gate().listener(broken).build();
    String ticket = ticket().signed();
    telling.admit(ticket);

    assertEquals("REPLAYED", code(telling.admitAsync(ticket).join()));
  }

  @Test
  void checksItsSettings() {
    for (String server : List.of("", "eu 17", "x".repeat(256))) {
      assertThrows(IllegalArgumentException.class, () -> JoinGate.of(server, verifier));
    }
    for (int most : List.of(0, 10_000_001)) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> gate().mostTickets(most));
      assertEquals("mostTickets: " + most + " (expected: 1 to 10000000)", thrown.getMessage());
    }
    JoinGate.Builder builder = gate();
    assertSame(builder, builder.mostTickets(1));
  }
}
