// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a listener throws away from the work it listens to. Its class name is logged once;
 * what it threw is not, since its text is not ours to vouch for.
 */
public final class GuardedListener implements AuthListener {
  private static final Logger log = LoggerFactory.getLogger(GuardedListener.class);

  private final AuthListener listener;
  private final AtomicBoolean logged = new AtomicBoolean();

  private GuardedListener(AuthListener listener) {
    this.listener = listener;
  }

  /**
   * The same listener, made harmless; {@link AuthListener#NONE} and guarded ones stay as they are.
   */
  public static AuthListener around(AuthListener listener) {
    return listener == NONE || listener instanceof GuardedListener
        ? listener
        : new GuardedListener(listener);
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Exception | LinkageError e) { // Kotlin and others throw checked ones unannounced
      threw(e);
    }
  }

  private void threw(Throwable thrown) {
    if (logged.compareAndSet(false, true)) {
      log.warn(
          "{} threw {}; further ones are ignored",
          listener.getClass().getName(),
          thrown.getClass().getName());
    }
  }

  @Override
  public void keysFetched(KeysFetched fetch) {
    guarded(() -> listener.keysFetched(fetch));
  }

  @Override
  public void keysChanged(KeysChanged change) {
    guarded(() -> listener.keysChanged(change));
  }

  @Override
  public void keyRefused(String issuer, String reason) {
    guarded(() -> listener.keyRefused(issuer, reason));
  }

  @Override
  public void keyStateChanged(String issuer, String from, String to) {
    guarded(() -> listener.keyStateChanged(issuer, from, to));
  }

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    try { // once a token, so without an object for the call
      listener.tokenAccepted(issuer, remembered);
    } catch (Exception | LinkageError e) {
      threw(e);
    }
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    try { // once a token, so without an object for the call
      listener.tokenRejected(issuer, reason);
    } catch (Exception | LinkageError e) {
      threw(e);
    }
  }

  @Override
  public void tokenUndecided(String issuer) {
    try { // once a token, so without an object for the call
      listener.tokenUndecided(issuer);
    } catch (Exception | LinkageError e) {
      threw(e);
    }
  }

  @Override
  public void clockWentBack(Duration by) {
    guarded(() -> listener.clockWentBack(by));
  }

  @Override
  public void tokenMinted(String issuer, String keyId) {
    guarded(() -> listener.tokenMinted(issuer, keyId));
  }

  @Override
  public void signingKeyCreated(String issuer, String keyId) {
    guarded(() -> listener.signingKeyCreated(issuer, keyId));
  }

  @Override
  public void signingKeysUnavailable(String issuer) {
    guarded(() -> listener.signingKeysUnavailable(issuer));
  }

  @Override
  public void accountCreated(String platform) {
    guarded(() -> listener.accountCreated(platform));
  }

  @Override
  public void accountChanged(String change, String detail) {
    guarded(() -> listener.accountChanged(change, detail));
  }

  @Override
  public void accountLinkRefused(String platform, String reason) {
    guarded(() -> listener.accountLinkRefused(platform, reason));
  }

  @Override
  public void accessUndecided(String check, String cause, boolean remembered) {
    guarded(() -> listener.accessUndecided(check, cause, remembered));
  }

  @Override
  public void revocationsRefreshed(String issuer, int added, int entries) {
    guarded(() -> listener.revocationsRefreshed(issuer, added, entries));
  }

  @Override
  public void revocationsNotRefreshed(String issuer) {
    guarded(() -> listener.revocationsNotRefreshed(issuer));
  }

  @Override
  public void revocationsStateChanged(String issuer, String from, String to) {
    guarded(() -> listener.revocationsStateChanged(issuer, from, to));
  }

  @Override
  public void sessionOpened(String platform, boolean created) {
    guarded(() -> listener.sessionOpened(platform, created));
  }

  @Override
  public void sessionRefreshed(String platform, boolean repeated) {
    guarded(() -> listener.sessionRefreshed(platform, repeated));
  }

  @Override
  public void sessionDegraded(String platform) {
    guarded(() -> listener.sessionDegraded(platform));
  }

  @Override
  public void sessionRefused(String code, String detail) {
    guarded(() -> listener.sessionRefused(code, detail));
  }

  @Override
  public void sessionUndecided(String cause) {
    guarded(() -> listener.sessionUndecided(cause));
  }

  @Override
  public void sessionOutageChanged(String platform, boolean out) {
    guarded(() -> listener.sessionOutageChanged(platform, out));
  }

  @Override
  public void refreshTokenReused(String session) {
    guarded(() -> listener.refreshTokenReused(session));
  }

  @Override
  public void verificationWasSlow(String issuer, String outcome, Duration took) {
    guarded(() -> listener.verificationWasSlow(issuer, outcome, took));
  }

  @Override
  public void breakerChanged(String breaker, String from, String to) {
    guarded(() -> listener.breakerChanged(breaker, from, to));
  }

  @Override
  public void storeAnswered(String engine, String step, boolean failed, Duration took) {
    guarded(() -> listener.storeAnswered(engine, step, failed, took));
  }

  @Override
  public void handshakeAccepted(String way) {
    guarded(() -> listener.handshakeAccepted(way));
  }

  @Override
  public void handshakeRefused(String reason) {
    guarded(() -> listener.handshakeRefused(reason));
  }

  @Override
  public void leaseOpened() {
    guarded(listener::leaseOpened);
  }

  @Override
  public void leaseRenewed() {
    guarded(listener::leaseRenewed);
  }

  @Override
  public void leaseEnded(String cause) {
    guarded(() -> listener.leaseEnded(cause));
  }
}
