// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.time.Duration;

/** Two listeners that hear the same, each guarded, so that neither suffers from the other. */
final class BothListeners implements AuthListener {
  private final AuthListener one;
  private final AuthListener other;

  BothListeners(AuthListener one, AuthListener other) {
    this.one = GuardedListener.around(one);
    this.other = GuardedListener.around(other);
  }

  @Override
  public void keysFetched(KeysFetched fetch) {
    one.keysFetched(fetch);
    other.keysFetched(fetch);
  }

  @Override
  public void keysChanged(KeysChanged change) {
    one.keysChanged(change);
    other.keysChanged(change);
  }

  @Override
  public void keyRefused(String issuer, String reason) {
    one.keyRefused(issuer, reason);
    other.keyRefused(issuer, reason);
  }

  @Override
  public void keyStateChanged(String issuer, String from, String to) {
    one.keyStateChanged(issuer, from, to);
    other.keyStateChanged(issuer, from, to);
  }

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    one.tokenAccepted(issuer, remembered);
    other.tokenAccepted(issuer, remembered);
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    one.tokenRejected(issuer, reason);
    other.tokenRejected(issuer, reason);
  }

  @Override
  public void tokenUndecided(String issuer) {
    one.tokenUndecided(issuer);
    other.tokenUndecided(issuer);
  }

  @Override
  public void clockWentBack(Duration by) {
    one.clockWentBack(by);
    other.clockWentBack(by);
  }

  @Override
  public void tokenMinted(String issuer, String keyId) {
    one.tokenMinted(issuer, keyId);
    other.tokenMinted(issuer, keyId);
  }

  @Override
  public void signingKeyCreated(String issuer, String keyId) {
    one.signingKeyCreated(issuer, keyId);
    other.signingKeyCreated(issuer, keyId);
  }

  @Override
  public void signingKeysUnavailable(String issuer) {
    one.signingKeysUnavailable(issuer);
    other.signingKeysUnavailable(issuer);
  }

  @Override
  public void accountCreated(String platform) {
    one.accountCreated(platform);
    other.accountCreated(platform);
  }

  @Override
  public void accountChanged(String change, String detail) {
    one.accountChanged(change, detail);
    other.accountChanged(change, detail);
  }

  @Override
  public void accountLinkRefused(String platform, String reason) {
    one.accountLinkRefused(platform, reason);
    other.accountLinkRefused(platform, reason);
  }

  @Override
  public void accessUndecided(String check, String cause, boolean remembered) {
    one.accessUndecided(check, cause, remembered);
    other.accessUndecided(check, cause, remembered);
  }

  @Override
  public void revocationsRefreshed(String issuer, int added, int entries) {
    one.revocationsRefreshed(issuer, added, entries);
    other.revocationsRefreshed(issuer, added, entries);
  }

  @Override
  public void revocationsNotRefreshed(String issuer) {
    one.revocationsNotRefreshed(issuer);
    other.revocationsNotRefreshed(issuer);
  }

  @Override
  public void revocationsStateChanged(String issuer, String from, String to) {
    one.revocationsStateChanged(issuer, from, to);
    other.revocationsStateChanged(issuer, from, to);
  }

  @Override
  public void sessionOpened(String platform, boolean created) {
    one.sessionOpened(platform, created);
    other.sessionOpened(platform, created);
  }

  @Override
  public void sessionRefreshed(String platform, boolean repeated) {
    one.sessionRefreshed(platform, repeated);
    other.sessionRefreshed(platform, repeated);
  }

  @Override
  public void sessionDegraded(String platform) {
    one.sessionDegraded(platform);
    other.sessionDegraded(platform);
  }

  @Override
  public void sessionRefused(String code, String detail) {
    one.sessionRefused(code, detail);
    other.sessionRefused(code, detail);
  }

  @Override
  public void sessionUndecided(String cause) {
    one.sessionUndecided(cause);
    other.sessionUndecided(cause);
  }

  @Override
  public void sessionOutageChanged(String platform, boolean out) {
    one.sessionOutageChanged(platform, out);
    other.sessionOutageChanged(platform, out);
  }

  @Override
  public void refreshTokenReused(String session) {
    one.refreshTokenReused(session);
    other.refreshTokenReused(session);
  }

  @Override
  public void verificationWasSlow(String issuer, String outcome, Duration took) {
    one.verificationWasSlow(issuer, outcome, took);
    other.verificationWasSlow(issuer, outcome, took);
  }

  @Override
  public void breakerChanged(String breaker, String from, String to) {
    one.breakerChanged(breaker, from, to);
    other.breakerChanged(breaker, from, to);
  }

  @Override
  public void storeAnswered(String engine, String step, boolean failed, Duration took) {
    one.storeAnswered(engine, step, failed, took);
    other.storeAnswered(engine, step, failed, took);
  }

  @Override
  public void handshakeAccepted(String way) {
    one.handshakeAccepted(way);
    other.handshakeAccepted(way);
  }

  @Override
  public void handshakeRefused(String reason) {
    one.handshakeRefused(reason);
    other.handshakeRefused(reason);
  }

  @Override
  public void leaseOpened() {
    one.leaseOpened();
    other.leaseOpened();
  }

  @Override
  public void leaseRenewed() {
    one.leaseRenewed();
    other.leaseRenewed();
  }

  @Override
  public void leaseEnded(String cause) {
    one.leaseEnded(cause);
    other.leaseEnded(cause);
  }
}
