// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.examples.tokenservice.Client.Answer;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.verify.SignedRevocations;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, and a game server that trusts it. */
final class ProcessTest {
  @TempDir Path temp;

  private final List<String> secrets = new ArrayList<>();

  @Test
  void keepsSessionsAndKeysThroughAKill() throws Exception {
    Answer guest;
    Answer other;
    try (StudioIssuer studio = new StudioIssuer()) {
      try (Service service = Service.start(temp, configuration(studio))) {
        other = banned(service);
        guest = play(service, studio);
        service.kill(); // SIGKILL right after a refresh: it gets no chance to write anything
      }
      try (Service service = Service.start(temp, configuration(studio))) {
        goOn(service, guest, other);
        assertEquals(143, service.terminate(), "it did not end by SIGTERM");
      }
    }
    String log = Files.readString(temp.resolve("log"));
    assertTrue(log.contains("stopped"), log);
    for (String secret : secrets) {
      assertFalse(log.contains(secret), "a secret is in the log");
    }
  }

  private static String configuration(StudioIssuer studio) {
    return "{\"platforms\": {\"studio\": %s}}".formatted(studio.configuration());
  }

  /** Login, verification, refresh and link. */
  private Answer play(Service service, StudioIssuer studio) {
    Client client = service.players();
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    Answer next = client.refresh(tokens.text("refresh_token")).expecting(200);
    Answer again = client.refresh(tokens.text("refresh_token")).expecting(200);
    assertEquals(next.text("refresh_token"), again.text("refresh_token"));
    assertNotEquals(next.text("access_token"), again.text("access_token"));
    String studioToken = studio.token("mina");
    client
        .as(
            next.text("access_token"),
            "POST",
            "/account/links",
            Map.of(
                "subject_token",
                studioToken,
                "subject_token_type",
                Service.ISSUER + "/token-type/studio"))
        .expecting(200);
    try (GameServer game = GameServer.trusting(service)) {
      assertEquals(
          client.as(next.text("access_token"), "GET", "/account", Map.of()).text("player"),
          game.admitted(next));
    }
    Answer last = client.refresh(next.text("refresh_token")).expecting(200);
    secrets.addAll(client.secrets);
    secrets.add(studioToken);
    return last;
  }

  /** Another guest, banned while a game server watches. */
  private Answer banned(Service service) {
    Client client = service.players();
    Answer tokens = client.logIn(client.newGuest()).expecting(200);
    try (GameServer game = GameServer.trusting(service)) {
      String player = game.admitted(tokens);
      service
          .operators()
          .as(
              Service.OPERATOR,
              "POST",
              "/admin/games/my-game/players/" + player + "/ban",
              Map.of("reason_code", "cheating"))
          .expecting(204);
      awaitTrue(() -> !game.admits(tokens)); // as soon as the document says so
    }
    client.refresh(tokens.text("refresh_token")).expecting(403);
    secrets.addAll(client.secrets);
    return tokens;
  }

  private void goOn(Service service, Answer guest, Answer banned) {
    Client client = service.players();
    try (GameServer game = GameServer.trusting(service)) {
      String player = game.admitted(guest);
      Answer next = client.refresh(guest.text("refresh_token")).expecting(200);
      assertEquals(player, game.admitted(next));
      assertFalse(game.admits(banned), "a ban is forgotten");
    }
    client.refresh(banned.text("refresh_token")).expecting(403);
    secrets.addAll(client.secrets);
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come to be");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // others need the processor
    }
  }

  /** A game server: verifies tokens by what the service publishes, and asks it nothing else. */
  private record GameServer(SignedRevocations source, RevocationFeed feed, TokenVerifier verifier)
      implements AutoCloseable {
    static GameServer trusting(Service service) {
      String wellKnown = "http://127.0.0.1:" + service.port() + "/.well-known/";
      TrustedIssuer issuer =
          TrustedIssuer.named(Service.ISSUER)
              .audience("my-game")
              .jwks(wellKnown + "jwks.json")
              .profile(TokenProfile.playerToken())
              .build();
      SignedRevocations source = SignedRevocations.of(issuer, wellKnown + "revocations").build();
      RevocationFeed feed =
          RevocationFeed.following(source)
              .issuer(Service.ISSUER)
              .every(Duration.ofMillis(200))
              .build();
      feed.refreshNow();
      return new GameServer(
          source, feed, TokenVerifier.builder().trust(issuer).revocations(feed).build());
    }

    /** What the game calls the player of an access token. */
    String admitted(Answer tokens) {
      Verification verification = verifier.verify(tokens.text("access_token"));
      return assertInstanceOf(Verification.Accepted.class, verification).player().subject();
    }

    boolean admits(Answer tokens) {
      return verifier.verify(tokens.text("access_token")) instanceof Verification.Accepted;
    }

    @Override
    public void close() {
      verifier.close();
      feed.close();
      source.close();
    }
  }
}
