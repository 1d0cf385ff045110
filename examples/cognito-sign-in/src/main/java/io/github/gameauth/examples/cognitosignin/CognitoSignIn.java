// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.userpool.CodeDelivery;
import io.github.gameauth.cognito.userpool.DeviceCredential;
import io.github.gameauth.cognito.userpool.MfaKind;
import io.github.gameauth.cognito.userpool.MfaPreference;
import io.github.gameauth.cognito.userpool.NewAccount;
import io.github.gameauth.cognito.userpool.SignIn;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.cognito.userpool.SignUps;
import io.github.gameauth.cognito.userpool.SignUps.SignedUp;
import io.github.gameauth.cognito.userpool.UserAccount;
import io.github.gameauth.cognito.userpool.UserPool;
import io.github.gameauth.cognito.userpool.UserPoolSession;
import io.github.gameauth.cognito.userpool.UserPoolTokens;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.Session;
import io.github.gameauth.session.SessionOutcome;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a player in an Amazon Cognito user pool: joining, signing in by SRP, a second factor,
 * a remembered device, fresh tokens, a session in the game, and signing out everywhere.
 */
public final class CognitoSignIn {
  private final Transcript transcript;
  private final UserPool pool;
  private final GameServer game;
  private final Player player;
  private final PlayersApp app;
  private final SigningIn signingIn;

  private CognitoSignIn(Transcript transcript, Stage stage, GameServer game) {
    this.transcript = transcript;
    this.pool = stage.pool();
    this.game = game;
    this.player = stage.player();
    this.app = new PlayersApp(transcript, player);
    this.signingIn = new SigningIn(transcript, pool, player, app);
  }

  /** Without arguments in a pool of its own; with a pool's and a client's id in that one. */
  public static void main(String... args) throws IOException, InterruptedException {
    int status = run(args, Transcript.onStandardOutput());
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(String[] args, Transcript transcript)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.of(args, System.getenv(), transcript.out());
        GameServer game = new GameServer(stage.issuer(), stage.clock())) {
      new CognitoSignIn(transcript, stage, game).tell();
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("cognito-sign-in: " + e.getMessage());
      System.err.print(Stage.USAGE);
      return 2;
    } catch (CognitoException | StoppedException | EOFException e) {
      transcript.scene("It ends here: " + e.getMessage());
      return 1;
    }
  }

  private void tell() throws CognitoException, StoppedException, IOException, InterruptedException {
    join();
    SignedIn first =
        signIn("The first sign-in; the password does not leave the machine", noDevice());
    Optional<DeviceCredential> device = remember(first);
    bindApp(first.tokens().accessToken());
    SignedIn in = signIn("Somewhere else, where nobody knows the machine", noDevice());
    if (device.isPresent()) {
      in = signIn("At home again, on the remembered device", device);
    }
    UserPoolSession atPool = UserPoolSession.of(pool, in.tokens()).build();
    UserPoolTokens fresh = refresh(atPool);
    Session inGame = play(fresh);
    signOutEverywhere(atPool, inGame);
  }

  private void join() throws CognitoException, IOException {
    transcript.scene(player.name() + " joins the user pool " + pool.id());
    SignUps signUps = pool.signUps();
    CognitoAnswer<SignedUp> answer =
        signUps.signUp(
            NewAccount.of(player.name(), player.password())
                .attributes(Map.of("email", player.email())));
    if (answer instanceof Refused<SignedUp> refused
        && refused.refusal().reason() == RefusalReason.USER_EXISTS) {
      transcript.step("signs up", "was here before");
      return;
    }
    SignedUp signedUp = answer.orElseThrow();
    String address = signedUp.delivery().flatMap(CodeDelivery::destination).orElse("nobody");
    transcript.step("signs up", "a code goes to " + address);
    if (!signedUp.isConfirmed()) {
      signUps.confirm(player.name(), player.answer("Code of that message")).orElseThrow();
      transcript.step("types the code", "confirmed");
    }
  }

  private SignedIn signIn(String scene, Optional<DeviceCredential> device)
      throws CognitoException, StoppedException, IOException {
    transcript.scene(scene);
    SignIn signIn = pool.signIn(player.name());
    return device.isPresent()
        ? signingIn.signIn("proves password and device", signIn.device(device.get()))
        : signingIn.signIn("proves the password by SRP", signIn);
  }

  private static Optional<DeviceCredential> noDevice() {
    return Optional.empty();
  }

  /** What a client does with the credential of a new device: it stores it, and asks the player. */
  private Optional<DeviceCredential> remember(SignedIn in) throws CognitoException {
    Optional<DeviceCredential> device = in.newDevice();
    switch (in.advice()) {
      case STORE -> transcript.step("stores the device", "remembered");
      case STORE_AND_ASK_PLAYER -> {
        pool.devices(in.tokens().accessToken())
            .remember(device.orElseThrow().deviceKey())
            .orElseThrow();
        transcript.step("stores the device, agrees", "remembered");
      }
      default -> transcript.step("has a device", "the pool does not remember any");
    }
    return device;
  }

  private void bindApp(Secret accessToken) throws CognitoException, IOException {
    if (app.isBound()) {
      return; // while signing in, since the pool demanded it
    }
    transcript.scene("A second factor: the player scans this");
    UserAccount account = pool.account(accessToken);
    app.scans(account.setUpTotp().orElseThrow());
    account.confirmTotp(player.appCode(), Optional.of("Phone")).orElseThrow();
    account.prefer(MfaPreference.preferring(MfaKind.SOFTWARE_TOKEN_MFA)).orElseThrow();
    transcript.step("types the app's code", "bound, and asked for from now on");
  }

  /** A session refreshes by itself when it has to; here it is told to, for clocks that run. */
  private UserPoolTokens refresh(UserPoolSession atPool) throws CognitoException {
    transcript.scene("An hour later");
    player.waits(Duration.ofHours(1));
    UserPoolTokens fresh = atPool.tokensInsteadOf(atPool.latest()).orElseThrow();
    transcript.step("brings the refresh token", "new tokens, until " + fresh.expiry());
    return fresh;
  }

  /** The way into the game: the pool's id token for a session of our own. */
  private Session play(UserPoolTokens tokens) throws StoppedException, InterruptedException {
    transcript.scene("In the game, which believes the pool");
    Secret idToken = tokens.idToken().orElseThrow();
    SessionOutcome outcome = game.login(idToken);
    for (int tries = 1; tries < 5 && outcome instanceof SessionOutcome.Undecided wait; tries++) {
      Thread.sleep(wait.retryAfter().toMillis()); // nobody's fault; the same token may come again
      outcome = game.login(idToken);
    }
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      Session session = accepted.session();
      transcript.step(
          "brings the id token", "a session of player " + session.persona().id().value());
      return session;
    }
    throw new StoppedException(
        outcome instanceof SessionOutcome.Rejected rejected
            ? "the game refused: " + rejected.refusal().code()
            : "the game is undecided");
  }

  private void signOutEverywhere(UserPoolSession atPool, Session inGame) throws CognitoException {
    transcript.scene("The phone is lost: out, everywhere");
    UserPoolTokens tokens = atPool.latest();
    pool.account(tokens.accessToken()).signOutEverywhere().orElseThrow();
    game.logOutEverywhere(inGame.account()); // the pool tells nobody
    transcript.step("signs out everywhere", "done");
    transcript.step(
        "somebody else, at the pool",
        atPool.tokensInsteadOf(tokens) instanceof Refused<UserPoolTokens> refused
            ? "refused: " + refused.refusal().reason()
            : "STILL IN");
    transcript.step(
        "and in the game",
        game.refresh(inGame.refreshToken()) instanceof SessionOutcome.Rejected rejected
            ? "refused: " + rejected.refusal().code()
            : "STILL IN");
  }
}
