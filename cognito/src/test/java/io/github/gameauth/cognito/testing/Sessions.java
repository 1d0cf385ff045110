// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Map;
import java.util.Optional;

/**
 * Sign-ins by the session that continues them; each can be used once. Guarded by the pool's lock.
 */
final class Sessions {
  private static final int MOST = 10_000;

  private final PoolState pool;
  private final Map<String, SignIn> open = new Bounded<>(MOST);
  private final Map<String, Boolean> spent = new Bounded<>(MOST);

  Sessions(PoolState pool) {
    this.pool = pool;
  }

  String open(SignIn signIn) {
    String session = "AYAB" + pool.opaque(600);
    signIn.end = pool.now().plus(pool.settings.sessionLife());
    open.put(session, signIn);
    return session;
  }

  /** Lets the same session be used again, as after a wrong code. Its end stays. */
  void reopen(String session, SignIn signIn) {
    spent.remove(session);
    open.put(session, signIn);
  }

  SignIn take(TestAppClient client, Optional<String> session) {
    SignIn signIn = take(session);
    if (!signIn.client.id().equals(client.id())) {
      throw ServiceError.notAuthorized("Invalid session for the user.");
    }
    return signIn;
  }

  /** For operations that do not name a client. */
  SignIn take(Optional<String> session) {
    SignIn signIn = session.map(open::remove).orElse(null);
    if (signIn == null) {
      throw ServiceError.notAuthorized(
          session.filter(spent::containsKey).isPresent()
              ? "Invalid session for the user, session can only be used once."
              : "Invalid session for the user.");
    }
    spent.put(session.orElseThrow(), true);
    if (!pool.now().isBefore(signIn.end)) {
      throw ServiceError.notAuthorized("Invalid session for the user, session is expired.");
    }
    return signIn;
  }
}
