// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * A sign-in that is about to begin, in one of the ways that the app client allows. Proofs of the
 * password and of the device are made within the call; whatever has to be asked of the player comes
 * as a challenge.
 *
 * <pre>{@code
 * SignInStep step = pool.signIn(name).device(stored).bySrp(password);
 * while (step instanceof SignInStep.ChallengeAsked asked
 *     && asked.challenge() instanceof Challenge.Code code) {
 *   step = pool.answers().code(code, player.asksFor(code.kind()));
 * }
 * }</pre>
 *
 * <p>A device that the pool does not know any more is left out, once, and {@link
 * SignInStep.SignedIn#advice} says so. Immutable, safe to share, and may begin more than once.
 */
public final class SignIn {
  private static final int MAX_DEVICE_NAME = 1024;

  private final PoolCalls calls;
  private final SignInState state;
  private final Optional<Secret> signUpSession;

  private SignIn(PoolCalls calls, SignInState state, Optional<Secret> signUpSession) {
    this.calls = calls;
    this.state = state;
    this.signUpSession = signUpSession;
  }

  static SignIn of(PoolCalls calls, String userName) {
    return new SignIn(
        calls,
        new SignInState(userName, Optional.empty(), Optional.empty(), false),
        Optional.empty());
  }

  /** From a device that was stored after an earlier sign-in of this player. */
  public SignIn device(DeviceCredential device) {
    return new SignIn(
        calls,
        new SignInState(
            state.userName(), Optional.of(device), state.deviceName(), state.deviceForgotten()),
        signUpSession);
  }

  /**
   * What a new device is to be called, for lists of devices.
   *
   * @throws IllegalArgumentException if it is empty or has more than 1024 characters
   */
  public SignIn deviceName(String name) {
    if (name.isEmpty() || name.length() > MAX_DEVICE_NAME) {
      throw new IllegalArgumentException(
          "deviceName: " + name.length() + " characters (expected: 1 to " + MAX_DEVICE_NAME + ")");
    }
    return new SignIn(
        calls,
        new SignInState(
            state.userName(), state.device(), Optional.of(name), state.deviceForgotten()),
        signUpSession);
  }

  /**
   * Goes on from a sign-up that was just confirmed, with no further factor. For the choice-based
   * ways alone; good for one use.
   */
  public SignIn afterSignUp(Secret session) {
    return new SignIn(calls, state, Optional.of(session));
  }

  /** By proof of the password, which does not leave this machine. The way to prefer. */
  public SignInStep bySrp(Secret password) {
    return begun(AuthStart.of("USER_SRP_AUTH").withSrp(), Optional.of(password));
  }

  /**
   * By sending the password to the service. For pools with a trigger that moves users in from
   * elsewhere, which needs to see it; in all others prefer {@link #bySrp}.
   */
  public SignInStep sendingPassword(Secret password) {
    return begun(AuthStart.of("USER_PASSWORD_AUTH").password(password), Optional.empty());
  }

  /** As the pool's own triggers want it. */
  public SignInStep custom() {
    return begun(AuthStart.of("CUSTOM_AUTH"), Optional.empty());
  }

  /** By proof of the password, and then as the pool's own triggers want it. */
  public SignInStep customAfterSrp(Secret password) {
    return begun(
        AuthStart.of("CUSTOM_AUTH").challengeName("SRP_A").withSrp(), Optional.of(password));
  }

  /** Choice-based: asks what there is to choose from. */
  public SignInStep choosing() {
    return begun(choice(), Optional.empty());
  }

  /**
   * Choice-based, with something that takes no password along. Where the player does not have it,
   * the service asks what else.
   */
  public SignInStep choosing(FirstFactor preferred) {
    return begun(choice().preferring(preferred), Optional.empty());
  }

  /** Choice-based, by proof of the password. */
  public SignInStep choosingSrp(Secret password) {
    return begun(choice().preferring(FirstFactor.PASSWORD_SRP).withSrp(), Optional.of(password));
  }

  /** Choice-based, by sending the password to the service. */
  public SignInStep choosingToSendPassword(Secret password) {
    return begun(choice().preferring(FirstFactor.PASSWORD).password(password), Optional.empty());
  }

  private AuthStart choice() {
    return AuthStart.of("USER_AUTH").session(signUpSession);
  }

  private SignInStep begun(AuthStart start, Optional<Secret> toProve) {
    SignInState from = state;
    SignInRun run = new SignInRun(calls, from, toProve, Duration.ZERO);
    SignInStep step = run.begin(start);
    AuthStart again = start.session(Optional.empty());
    if (from.device().isPresent() && isRefused(step, RefusalReason.DEVICE_FORGOTTEN)) {
      from = from.withoutDevice();
      run = new SignInRun(calls, from, toProve, Duration.ZERO);
      step = run.begin(again);
    }
    Optional<Duration> behind = run.behind();
    if (behind.isPresent() && isRefused(step, RefusalReason.WRONG_CREDENTIALS)) {
      // Perhaps our clock is wrong, and not the password. One more try tells.
      run = new SignInRun(calls, from, toProve, behind.get());
      step = run.begin(again);
      if (run.proved()) {
        calls.proofClock().learn(behind.get());
      }
    }
    return step;
  }

  private static boolean isRefused(SignInStep step, RefusalReason reason) {
    return step instanceof Refused refused && refused.refusal().reason() == reason;
  }

  /** {@code SignIn(…)}. */
  @Override
  public String toString() {
    return "SignIn(…)";
  }
}
