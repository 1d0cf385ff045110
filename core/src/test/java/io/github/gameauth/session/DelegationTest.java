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
import io.github.gameauth.claim.RequiredClaims;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.PlayerClaimNaming;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.session.Delegation.Outcome;
import io.github.gameauth.session.Delegation.Request;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DelegationTest {
  private final World world = new World();
  private final TokenMinter minter = world.minter();
  private final Delegation delegation = new Delegation(minter, world.clock);
  private final Session session =
      session(
          world
              .exchange()
              .scopes(ScopeGrants.of("play", "chat"))
              .build()
              .open(ticket("7"), CONTEXT));

  private VerifiedPlayer player() {
    return player(session.access(), "lostsky");
  }

  private VerifiedPlayer player(MintedToken token, String audience) {
    return world.verifier(audience).verify(token.token().reveal()).orElseThrow();
  }

  private static Request request(String... scope) {
    return new Request("shop", "lostsky-server", Set.of(scope), Duration.ofMinutes(5));
  }

  private MintedToken accepted(Outcome outcome) {
    return assertInstanceOf(Outcome.Accepted.class, outcome).token();
  }

  private void assertRejected(String error, Outcome outcome) {
    assertEquals(error, assertInstanceOf(Outcome.Rejected.class, outcome).error().error());
  }

  @Test
  void givesATokenForAnotherThatSaysWhoActsAndAllowsLess() {
    MintedToken lesser = accepted(delegation.lesser(player(), request("play")));

    Claims claims = player(lesser, "shop").claims();
    Claims before = player().claims();
    assertEquals(before.subject(), claims.subject());
    assertEquals(Optional.of(Map.of("sub", "lostsky-server")), claims.object("act"));
    assertEquals(Optional.of("play"), claims.text("scope"));
    for (String same : Set.of("client_id", "sid", "auth_time", "acr")) {
      assertEquals(before.value(same).orElseThrow(), claims.value(same).orElseThrow());
    }
    String ours = "https://id.mygame.example/claims/player";
    assertEquals(before.object(ours), claims.object(ours));
    assertFalse(
        world.verifier("lostsky").verify(lesser.token().reveal()) instanceof Verification.Accepted);
  }

  @Test
  void givesNoScopeIfNoneIsWanted() {
    MintedToken lesser = accepted(delegation.lesser(player(), request()));

    assertEquals(Optional.empty(), player(lesser, "shop").claims().text("scope"));
  }

  @Test
  void givesNoMoreThanThePlayersTokenAllows() {
    assertRejected("invalid_scope", delegation.lesser(player(), request("play", "admin")));
    assertRejected(
        "invalid_scope",
        delegation.lesser(
            player(minter.mint(TokenSpec.forSubject("p").audience("lostsky")), "lostsky"),
            request("play")));
  }

  @Test
  void givesNoTokenThatOutlivesThePlayers() {
    Instant end = session.access().expiresAt();
    VerifiedPlayer player = player();
    for (int i = 0; i < 100; i++) {
      assertFalse(
          accepted(delegation.lesser(player, lasting(Duration.ofHours(1))))
              .expiresAt()
              .isAfter(end));
    }

    world.clock.advance(Duration.between(world.clock.instant(), end).minusSeconds(2));
    assertEquals(end, accepted(delegation.lesser(player, request())).expiresAt());

    world.clock.advance(Duration.ofSeconds(1)); // too little to be sure that it lasts until then
    assertRejected("invalid_request", delegation.lesser(player, request()));

    world.clock.advance(Duration.ofSeconds(1));
    assertRejected("invalid_request", delegation.lesser(player(), request()));
  }

  private static Request lasting(Duration lifetime) {
    return new Request("shop", "lostsky-server", Set.of(), lifetime);
  }

  @Test
  void givesNoneForATokenThatWasGivenSoItself() {
    MintedToken lesser = accepted(delegation.lesser(player(), request("play")));

    assertRejected("invalid_request", delegation.lesser(player(lesser, "shop"), request("play")));
  }

  @Test
  void givesNoneForATokenThatIsBoundToAKey() {
    MintedToken bound =
        minter.mint(TokenSpec.forSubject("p").audience("lostsky").boundTo("a".repeat(43)));
    TokenVerifier proven =
        TokenVerifier.builder()
            .clock(world.clock)
            .trust(
                TrustedIssuer.named(world.issuer.name())
                    .audience("lostsky")
                    .keys(world.issuer.keySource())
                    .profile(TokenProfile.playerToken().proofCheckedByCaller())
                    .build())
            .build();

    assertRejected(
        "invalid_request",
        delegation.lesser(proven.verify(bound.token().reveal()).orElseThrow(), request()));
  }

  @Test
  void isForTheMintersOwnTokens() {
    TestIssuer other = TestIssuer.named("https://other.example").on(world.clock);
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(world.clock)
            .trust(
                TrustedIssuer.named(other.name())
                    .audience("my-game")
                    .keys(other.keySource())
                    .build())
            .build();
    VerifiedPlayer stranger = verifier.verify(other.token().signed()).orElseThrow();

    assertThrows(IllegalArgumentException.class, () -> delegation.lesser(stranger, request()));
  }

  @Test
  void cannotTellWhileNothingCanBeSigned() {
    try (StaleKeys keys = new StaleKeys(world)) {
      VerifiedPlayer player = player();
      Delegation signing = new Delegation(keys.minter(), world.clock);
      keys.goStale();
      world.clock.jumpWall(Duration.ofMinutes(-20));

      assertInstanceOf(Outcome.Undecided.class, signing.lesser(player, request()));
    }
  }

  @Test
  void copiesPlayerClaimsWhicheverWayTheyStand() {
    TokenMinter flat =
        TokenMinter.signing(World.keys())
            .clock(world.clock)
            .naming(PlayerClaimNaming.flat("gp_"))
            .build();
    Session session =
        session(world.exchange(flat, PersonaForm.SHORT).build().open(ticket("7"), CONTEXT));

    MintedToken lesser =
        accepted(
            new Delegation(flat, world.clock)
                .lesser(player(session.access(), "lostsky"), request()));

    assertEquals(Optional.of("steam"), player(lesser, "shop").claims().text("gp_plat"));
    assertEquals(Optional.of(0L), player(lesser, "shop").claims().number("gp_sep"));
  }

  @Test
  void servicesHaveTokensOfTheirOwn() {
    MintedToken token =
        new ServiceTokens(minter, Duration.ofMinutes(10))
            .mint("matchmaker", "shop", Set.of("refund"));

    Claims claims = player(token, "shop").claims();
    assertEquals(Optional.of("matchmaker"), claims.subject());
    assertEquals(Optional.of("matchmaker"), claims.text("client_id"));
    assertEquals(Optional.of("refund"), claims.text("scope"));
    assertFalse(claims.has("sid"));
    assertThrows(
        IllegalArgumentException.class, () -> new ServiceTokens(minter, Duration.ofMinutes(16)));
  }

  @Test
  void aVerifierOfPlayersThatInsistsOnASessionRefusesServices() {
    MintedToken service =
        new ServiceTokens(minter, Duration.ofMinutes(10)).mint("matchmaker", "lostsky", Set.of());
    TokenVerifier players =
        TokenVerifier.builder()
            .clock(world.clock)
            .trust(
                TrustedIssuer.named(world.issuer.name())
                    .audience("lostsky")
                    .keys(world.issuer.keySource())
                    .profile(TokenProfile.playerToken().and(RequiredClaims.of("sid")))
                    .build())
            .build();

    assertInstanceOf(Verification.Rejected.class, players.verify(service.token().reveal()));
    assertTrue(players.verify(session.access().token().reveal()) instanceof Verification.Accepted);
  }
}
