// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.account.Ban;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.userpool.UserPoolTokens;
import io.github.gameauth.examples.sessionexchange.Caller.Reply;
import io.github.gameauth.examples.sessionexchange.NakamaStandIn.Received;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.VerifiedPlayer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A player with two kinds of tokens: the user pool's, which say who they are and are shown once,
 * and the game's, which say that they may play and end by the game's own rules. Read on in {@link
 * Sessions}, where the one is exchanged for the other, and in {@link NakamaDoor}.
 */
public final class DualTokens {
  private static final Map<String, String> NOTHING = Map.of();
  private static final Map<String, String> AS_SOMEBODY_ELSE = Map.of("id", "somebody-else");

  private final Transcript transcript;
  private final Stage stage;
  private final Caller zoe;
  private String access = "";
  private String refreshToken = "";

  private DualTokens(Transcript transcript, Stage stage) {
    this.transcript = transcript;
    this.stage = stage;
    this.zoe = new Caller(stage.service().uri());
  }

  /** Without arguments in a pool of its own; with a pool's and a client's id for that one. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    int status = run(arguments, new Transcript(System.out));
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(String[] arguments, Transcript transcript)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.of(arguments, System.getenv(), System.out)) {
      new DualTokens(transcript, stage).tell();
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("session-exchange: " + e.getMessage());
      System.err.print(Stage.USAGE);
      return 2;
    } catch (CognitoException | StoppedException | EOFException e) {
      transcript.scene("It ends here: " + e.getMessage());
      return 1;
    }
  }

  private void tell() throws CognitoException, StoppedException, IOException, InterruptedException {
    Secret idToken = stage.pool().idToken();
    open(idToken);
    play(idToken);
    if (stage.pool() instanceof StoryPool story) {
      outlive(story, idToken);
      signOutAtPool(story);
    }
    VerifiedPlayer player = stage.sessions().verify(access).orElseThrow();
    UUID user = enterNakama(player);
    Secret inNakama = mintForNakama(user, player);
    ban(player, user, inNakama);
  }

  private void open(Secret idToken) throws StoppedException, IOException, InterruptedException {
    transcript.scene("A token of the pool " + stage.pool().id() + " in, a session of the game out");
    Reply session = zoe.post("/session", bearer(idToken.reveal()), NOTHING);
    for (int tries = 1; tries < 5 && session.status() == 503; tries++) {
      Thread.sleep(2_000); // nobody's fault; the same token may come again
      session = zoe.post("/session", bearer(idToken.reveal()), NOTHING);
    }
    keep(session);
    transcript.step("brings the id token", whose(session));
    transcript.step(
        "brings it again", zoe.post("/session", bearer(idToken.reveal()), NOTHING).refusal());
  }

  private void play(Secret idToken) {
    transcript.scene("At a game server, which has a TokenVerifier and nothing else");
    transcript.step("shows the game's access token", stage.gameServer().admits(access));
    transcript.step("shows the pool's id token", stage.gameServer().admits(idToken.reveal()));
  }

  private void outlive(StoryPool story, Secret idToken)
      throws StoppedException, IOException, InterruptedException {
    later(story, Duration.ofMinutes(90));
    transcript.scene("An hour and a half later: whatever the pool gave has expired");
    transcript.step(
        "brings the pool's id token",
        zoe.post("/session", bearer(idToken.reveal()), NOTHING).refusal());
    transcript.step("shows the game's access token", stage.gameServer().admits(access));
    int calls = story.calls();
    keep(refresh(NOTHING));
    transcript.step("brings the game's refresh token", "new tokens");
    transcript.step("shows the new access token", stage.gameServer().admits(access));
    transcript.step("the pool was asked", story.calls() - calls + " times");
  }

  private void signOutAtPool(StoryPool story)
      throws CognitoException, StoppedException, IOException, InterruptedException {
    transcript.scene("Signed out of the pool, everywhere; the pool tells nobody");
    UserPoolTokens tokens = story.signIn();
    story.signOutEverywhere(tokens);
    transcript.step(
        "brings the pool's refresh token", story.refreshes(tokens) ? "STILL IN" : "refused");
    keep(refresh(NOTHING));
    transcript.step("brings the game's refresh token", "new tokens");

    String before = session();
    later(story, Sessions.POOLS_WORD);
    transcript.scene(
        Sessions.POOLS_WORD.toHours() + " hours later: the game wants the pool's word again");
    transcript.step("brings the game's refresh token", refresh(NOTHING).refusal());
    keep(refresh(Map.of("id_token", story.idToken().reveal())));
    transcript.step(
        "signs in, and brings both tokens",
        session().equals(before) ? "new tokens of the same session" : "ANOTHER SESSION");
  }

  /** What goes on by itself every few seconds is late when time is skipped. */
  private void later(StoryPool story, Duration span) {
    story.skip(span);
    stage.sessions().learn();
    stage.gameServer().learn();
  }

  private UUID enterNakama(VerifiedPlayer player)
      throws StoppedException, IOException, InterruptedException {
    transcript.scene("Into Nakama, by its custom authentication");
    Reply in = zoe.post("/nakama", bearer(access), NOTHING);
    require(in);
    UUID user = UUID.fromString(in.text("user_id"));
    transcript.step("asks our door", "a Nakama session");
    Caller atNakama = new Caller(stage.nakama());
    transcript.step("shows it to Nakama", whoIs(atNakama, in.text("token"), user));

    Reply lied = zoe.post("/nakama", bearer(access), AS_SOMEBODY_ELSE);
    require(lied);
    transcript.step(
        "asks our door as somebody else",
        lied.text("user_id").equals(user.toString()) ? "herself again" : "SOMEBODY ELSE");
    stage.standIn().ifPresent(standIn -> transcript.step("Nakama was sent", sent(standIn, player)));
    transcript.step(
        "asks Nakama as somebody else",
        atNakama
            .post("/v2/account/authenticate/custom?create=true", "", AS_SOMEBODY_ELSE)
            .refusal());
    return user;
  }

  /** What the stand-in has heard, in words. */
  private static String sent(NakamaStandIn standIn, VerifiedPlayer player) {
    String verified = "{\"id\":\"" + player.subject() + "\"}";
    boolean nothingElse =
        standIn.received().stream().map(Received::body).allMatch(verified::equals);
    return nothingElse
        ? "the verified player's id, " + standIn.received().size() + " times"
        : "MORE";
  }

  private Secret mintForNakama(UUID user, VerifiedPlayer player)
      throws IOException, InterruptedException {
    transcript.scene("Sessions for Nakama, without asking it");
    NakamaSessions.Tokens minted = stage.door().mint(user, player);
    Caller atNakama = new Caller(stage.nakama());
    transcript.step("shows the minted session", whoIs(atNakama, minted.session().reveal(), user));
    transcript.step(
        "shows the minted refresh token",
        atNakama.get("/v2/account", bearer(minted.refresh().reveal())).refusal());
    transcript.step(
        "shows the game's access token", atNakama.get("/v2/account", bearer(access)).refusal());
    return minted.session();
  }

  private static String whoIs(Caller atNakama, String session, UUID user)
      throws IOException, InterruptedException {
    Reply account = atNakama.get("/v2/account", bearer(session));
    JsonNode id = account.json().path("user").path("id");
    if (!account.isGood()) {
      return account.refusal();
    }
    return id.asText().equals(user.toString()) ? "herself" : "SOMEBODY ELSE";
  }

  private void ban(VerifiedPlayer player, UUID user, Secret inNakama)
      throws CognitoException, StoppedException, IOException, InterruptedException {
    transcript.scene("Banned from the game");
    stage.sessions().ban(player.subject(), Ban.forever("cheating"));
    transcript.step("shows the game's access token", afterTheNextLook());
    transcript.step("brings the game's refresh token", refresh(NOTHING).refusal());
    transcript.step(
        "asks our door to Nakama", zoe.post("/nakama", bearer(access), NOTHING).refusal());
    Caller atNakama = new Caller(stage.nakama());
    transcript.step("shows the session to Nakama", whoIs(atNakama, inNakama.reveal(), user));
    if (stage.pool() instanceof StoryPool story) {
      later(story, Duration.ofMinutes(1));
      transcript.step("and a minute later", whoIs(atNakama, inNakama.reveal(), user));
      transcript.step(
          "signs in at the pool, and comes",
          zoe.post("/session", bearer(story.idToken().reveal()), NOTHING).refusal());
    }
  }

  /** The game server would ask within ten seconds, for what the service signs every second. */
  private String afterTheNextLook() throws InterruptedException {
    if (stage.pool() instanceof StoryPool story) {
      later(story, Sessions.EVERY);
    } else {
      Thread.sleep(Sessions.EVERY.toMillis());
      stage.gameServer().learn();
    }
    return stage.gameServer().admits(access);
  }

  private Reply refresh(Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> body = new HashMap<>(more);
    body.put("refresh_token", refreshToken);
    return zoe.post("/session/refresh", "", body);
  }

  /** What a client does with new tokens: it stores the refresh token before it uses anything. */
  private void keep(Reply session) throws StoppedException {
    require(session);
    refreshToken = session.text("refresh_token");
    access = session.text("access_token");
  }

  private static void require(Reply reply) throws StoppedException {
    if (!reply.isGood()) {
      throw new StoppedException(reply.refusal());
    }
  }

  private String session() {
    return stage.sessions().verify(access).orElseThrow().sessionId().orElseThrow();
  }

  private String whose(Reply session) {
    VerifiedPlayer player = stage.sessions().verify(access).orElseThrow();
    long minutes = Math.round(session.json().path("expires_in").asLong() / 300.0) * 5;
    return "player " + player.subject() + ", for about " + minutes + " minutes";
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }
}
