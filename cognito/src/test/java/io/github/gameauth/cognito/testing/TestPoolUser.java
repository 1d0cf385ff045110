// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user of a {@link TestUserPool} as its operator sees and changes them. Safe to share. */
public final class TestPoolUser {
  private final PoolState pool;
  private final TokenDesk desk;
  private final PoolUser user;

  TestPoolUser(PoolState pool, TokenDesk desk, PoolUser user) {
    this.pool = pool;
    this.desk = desk;
    this.user = user;
  }

  /** The internal name, which proofs and hashes go by. */
  public String name() {
    return user.name;
  }

  /** The {@code sub} of the user's tokens. */
  public String sub() {
    return user.sub;
  }

  /** As in {@code CONFIRMED} or {@code UNCONFIRMED}. */
  public String status() {
    synchronized (pool) {
      return user.status.name();
    }
  }

  /** All attributes, {@code sub} among them. */
  public Map<String, String> attributes() {
    synchronized (pool) {
      return Map.copyOf(user.attributes);
    }
  }

  /** The keys of the user's devices. */
  public List<String> deviceKeys() {
    synchronized (pool) {
      return List.copyOf(user.devices.keySet());
    }
  }

  /** Whether the device is there, confirmed and remembered. */
  public boolean remembers(String deviceKey) {
    synchronized (pool) {
      return Optional.ofNullable(user.devices.get(deviceKey))
          .filter(device -> device.confirmed() && device.remembered)
          .isPresent();
    }
  }

  /** Forgets a device behind the player's back. */
  public void forgetDevice(String deviceKey) {
    synchronized (pool) {
      user.devices.remove(deviceKey);
    }
  }

  /** Lets the user in again, or not. */
  public void enabled(boolean value) {
    synchronized (pool) {
      user.enabled = value;
    }
  }

  /** Demands a reset of the password before the next sign-in. */
  public void requireReset() {
    synchronized (pool) {
      user.status = PoolUser.Status.RESET_REQUIRED;
    }
  }

  /** Locks the user out as if too many passwords had been wrong. */
  public void lockOut(Duration life) {
    synchronized (pool) {
      user.lockOut.lock(pool.now().plus(life));
    }
  }

  /** Puts the user into a group. */
  public void join(String group) {
    synchronized (pool) {
      user.groups.add(group);
    }
  }

  /** Sets up TOTP with this secret in base32, and makes it the preferred factor. */
  public void useTotp(String secret) {
    synchronized (pool) {
      user.factors.totpSecret = secret;
      user.factors.set(Factors.TOTP, true, true);
    }
  }

  /**
   * Enables a second factor, {@code SMS_MFA} or {@code EMAIL_OTP}.
   *
   * @param preferred whether it is asked without a choice
   */
  public void useFactor(String factor, boolean preferred) {
    synchronized (pool) {
      user.factors.set(factor, true, preferred);
    }
  }

  /** Gives the user a passkey: what {@code WEB_AUTHN} shows, and the one answer it takes. */
  public void usePasskey(String requestOptions, String credential) {
    synchronized (pool) {
      user.passkey = Optional.of(new PoolUser.Passkey(requestOptions, credential));
    }
  }

  /** Ends all of the user's sign-ins. */
  public void signOutEverywhere() {
    synchronized (pool) {
      desk.endAll(user);
    }
  }

  /** Removes the user and everything about them. */
  public void delete() {
    synchronized (pool) {
      desk.endAll(user);
      pool.remove(user);
    }
  }

  /** An access token with scopes of its own, as the hosted sign-in pages hand them out. */
  public String accessTokenWithScopes(String scopes) {
    synchronized (pool) {
      TestAppClient client = pool.settings.clients().get(0);
      return desk.accessToken(desk.newFamily(user, client, Optional.empty()), scopes);
    }
  }

  /** An ID token without a sign-in. */
  public String idToken() {
    synchronized (pool) {
      TestAppClient client = pool.settings.clients().get(0);
      return new PoolTokens(pool).id(desk.newFamily(user, client, Optional.empty()));
    }
  }
}
