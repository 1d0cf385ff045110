// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static io.github.gameauth.session.World.CONTEXT;
import static io.github.gameauth.session.World.session;
import static io.github.gameauth.session.World.ticket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.live.JoinGate;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.PlayerClaimNaming;
import io.github.gameauth.mint.TokenKind;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.session.JoinTickets.Outcome;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JoinTicketsTest {
  private static final String SERVER = "eu-17";

  private final World world = new World();
  private final TokenMinter minter = world.minter();
  private final JoinTickets tickets = JoinTickets.minting(minter).clock(world.clock).build();
  private final Session session = session(world.exchange().build().open(ticket("7"), CONTEXT));

  private TrustedIssuerBuilder issuer(String audience, TokenProfile profile) {
    return TrustedIssuer.named(world.issuer.name())
        .audience(audience)
        .keys(world.issuer.keySource())
        .profile(profile);
  }

  private TokenVerifier verifier(TrustedIssuerBuilder issuer) {
    return TokenVerifier.builder().clock(world.clock).trust(issuer.build()).build();
  }

  private VerifiedPlayer player() {
    return player(session.access());
  }

  private VerifiedPlayer player(MintedToken token) {
    return verifier(issuer("lostsky", TokenProfile.playerToken().proofCheckedByCaller()))
        .verify(token.token().reveal())
        .orElseThrow();
  }

  private Claims claims(MintedToken ticket) {
    return verifier(issuer(SERVER, TokenProfile.joinTicket()))
        .verify(ticket.token().reveal())
        .orElseThrow()
        .claims();
  }

  private static MintedToken accepted(Outcome outcome) {
    return assertInstanceOf(Outcome.Accepted.class, outcome).ticket();
  }

  private static void assertRejected(String code, Outcome outcome) {
    assertEquals(code, assertInstanceOf(Outcome.Rejected.class, outcome).rejection().code());
  }

  @Test
  void saysWhoThePlayerIsAndWhichSessionTheyHave() {
    Claims claims = claims(accepted(tickets.issue(player(), SERVER, "match-9")));

    Claims before = player().claims();
    assertEquals(List.of(SERVER), claims.audience());
    assertEquals(Optional.of("join+jwt"), claims.type());
    assertEquals(Optional.of("match-9"), claims.text(JoinTickets.MATCH));
    String ours = world.issuer.name() + "/claims/player";
    for (String same : List.of("sub", "sid", "auth_time", "client_id", "acr", ours)) {
      assertEquals(before.value(same).orElseThrow(), claims.value(same).orElseThrow());
    }
    assertFalse(claims.tokenId().equals(before.tokenId()));
  }

  @Test
  void saysNoMoreThanThat() {
    Session scoped =
        session(
            world
                .exchange()
                .scopes(ScopeGrants.of("play"))
                .claims(request -> ExtraClaims.NONE.roles("admin").claim("tier", 1))
                .build()
                .open(ticket("8"), CONTEXT));

    Claims claims = claims(accepted(tickets.issue(player(scoped.access()), SERVER)));

    for (String left : List.of("scope", "roles", "tier", JoinTickets.MATCH)) {
      assertFalse(claims.has(left), left);
    }
  }

  @Test
  void copiesPlayerClaimsWhicheverWayTheyStand() {
    TokenMinter flat =
        TokenMinter.signing(World.keys())
            .clock(world.clock)
            .naming(PlayerClaimNaming.flat("gp_"))
            .build();
    Session flatSession =
        session(world.exchange(flat, PersonaForm.SHORT).build().open(ticket("8"), CONTEXT));

    Outcome outcome =
        JoinTickets.minting(flat)
            .clock(world.clock)
            .build()
            .issue(player(flatSession.access()), SERVER);

    assertEquals(Optional.of(0L), claims(accepted(outcome)).number("gp_sep"));
  }

  @Test
  void liveForAMinuteToTheSecond() {
    for (int i = 0; i < 50; i++) { // whatever the minter's jitter
      assertEquals(
          world.clock.instant().plusSeconds(60),
          accepted(tickets.issue(player(), SERVER)).expiresAt());
    }
  }

  @Test
  void liveForAsLongAsIsSaid() {
    for (long seconds : List.of(10L, 59L, 300L)) {
      JoinTickets others =
          JoinTickets.minting(minter)
              .clock(world.clock)
              .livingFor(Duration.ofSeconds(seconds))
              .build();
      for (int i = 0; i < 50; i++) {
        assertEquals(
            world.clock.instant().plusSeconds(seconds),
            accepted(others.issue(player(), SERVER)).expiresAt());
      }
    }
  }

  @Test
  void checkTheirLifetime() {
    JoinTickets.Builder builder = JoinTickets.minting(minter);

    for (Duration each :
        List.of(Duration.ofSeconds(9), Duration.ofSeconds(301), Duration.ofMillis(10_001))) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> builder.livingFor(each));
      assertTrue(String.valueOf(thrown.getMessage()).startsWith("lifetime: " + each));
    }
  }

  @Test
  void doNotOutliveThePlayersToken() {
    Instant end = session.access().expiresAt();
    VerifiedPlayer player = player();
    world.clock.advance(Duration.between(world.clock.instant(), end).minusSeconds(30));

    assertEquals(end, accepted(tickets.issue(player, SERVER)).expiresAt());
    world.clock.advance(Duration.ofSeconds(25));
    assertEquals(end, accepted(tickets.issue(player, SERVER)).expiresAt());
    world.clock.advance(Duration.ofMillis(1));
    assertRejected("EXPIRED", tickets.issue(player, SERVER));
    world.clock.advance(Duration.ofSeconds(10)); // good by the verifier's leeway alone
    assertRejected("EXPIRED", tickets.issue(player, SERVER));
  }

  @Test
  void areNotGivenForATicket() { // a server that could would send its players on for ever
    MintedToken ticket = accepted(tickets.issue(player(), SERVER));
    VerifiedPlayer guest =
        verifier(issuer(SERVER, TokenProfile.joinTicket()))
            .verify(ticket.token().reveal())
            .orElseThrow();

    assertRejected("TYPE", tickets.issue(guest, "eu-18"));
  }

  @Test
  void areNotGivenForATokenWhoseBindingOrActorWouldBeLost() {
    TokenSpec spec = TokenSpec.forSubject("p").audience("lostsky");
    MintedToken bound = minter.mint(spec.boundTo("a".repeat(43)));
    MintedToken acted = minter.mint(spec.actedBy("shop"));

    assertRejected("CLAIM(cnf)", tickets.issue(player(bound), SERVER));
    assertRejected("CLAIM(act)", tickets.issue(player(acted), SERVER));
  }

  @Test
  void areForTheMintersOwnPlayers() {
    TestIssuer other = TestIssuer.named("https://other.example").on(world.clock);
    VerifiedPlayer stranger =
        TokenVerifier.trusting(
                world.clock,
                TrustedIssuer.named(other.name())
                    .audience("my-game")
                    .keys(other.keySource())
                    .build())
            .verify(other.token().signed())
            .orElseThrow();

    assertThrows(IllegalArgumentException.class, () -> tickets.issue(stranger, SERVER));
  }

  @Test
  void areForAServerThatHasAName() {
    VerifiedPlayer player = player();

    for (String each : List.of("", "eu 17", "é", "x".repeat(256))) {
      assertThrows(IllegalArgumentException.class, () -> tickets.issue(player, each));
      assertThrows(IllegalArgumentException.class, () -> tickets.issue(player, SERVER, each));
    }
  }

  @Test
  void areUndecidedWhileNothingCanBeSigned() {
    try (StaleKeys keys = new StaleKeys(world)) {
      VerifiedPlayer player = player();
      JoinTickets signing = JoinTickets.minting(keys.minter()).clock(world.clock).build();
      keys.goStale();
      world.clock.jumpWall(Duration.ofMinutes(-20));

      assertInstanceOf(Outcome.Undecided.class, signing.issue(player, SERVER));
    }
  }

  @Test
  void areNoTokensForPlayersAndTheOtherWayRound() { // H11
    String ticket = accepted(tickets.issue(player(), SERVER)).token().reveal();
    String access = minter.mint(TokenSpec.forSubject("p").audience(SERVER)).token().reveal();

    assertEquals("TYPE", code(verifier(issuer(SERVER, TokenProfile.playerToken())).verify(ticket)));
    assertEquals("TYPE", code(verifier(issuer(SERVER, TokenProfile.accessToken())).verify(ticket)));
    assertEquals("TYPE", code(verifier(issuer(SERVER, TokenProfile.jwt())).verify(ticket)));
    assertEquals("TYPE", code(verifier(issuer(SERVER, TokenProfile.joinTicket())).verify(access)));
    for (TokenKind other : TokenKind.values()) {
      String token =
          minter.mint(TokenSpec.forSubject("p").audience(SERVER).kind(other)).token().reveal();
      assertEquals(
          other == TokenKind.JOIN ? "ACCEPTED" : "TYPE",
          code(verifier(issuer(SERVER, TokenProfile.joinTicket())).verify(token)));
    }
  }

  private static String code(Verification verification) {
    return verification instanceof Verification.Rejected rejected
        ? rejected.rejection().code()
        : verification instanceof Verification.Accepted ? "ACCEPTED" : "UNDECIDED";
  }

  @Test
  void openTheServersGateOnceUnlessThePlayerIsBannedInBetween() {
    RevocationFeed feed =
        RevocationFeed.following(world.stores.revocations())
            .issuer(world.issuer.name())
            .clock(world.clock)
            .ticker(world.clock)
            .scheduler(new TestScheduler(world.clock))
            .build();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(world.clock)
            .trust(issuer(SERVER, TokenProfile.joinTicket()).build())
            .revocations(feed)
            .build();
    JoinGate gate = JoinGate.of(SERVER, verifier).clock(world.clock).build();
    String first = accepted(tickets.issue(player(), SERVER)).token().reveal();
    String second = accepted(tickets.issue(player(), SERVER)).token().reveal();

    VerifiedPlayer joined = gate.admit(first).orElseThrow();
    assertEquals(player().subject(), joined.subject());
    assertEquals(player().sessionId(), joined.sessionId());
    assertEquals("REPLAYED", code(gate.admit(first)));

    world.accounts.logOutEverywhere(session.account());
    feed.refreshNow();

    assertEquals("REVOKED", code(gate.admit(second)));
    feed.close();
  }
}
