// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Base64;
import java.util.Map;

/** Password proofs on their way, by the block that they must cover. Guarded by the pool's lock. */
final class SecretBlocks {
  private static final int MOST = 10_000;
  private static final int BYTES = 1_000;

  private final PoolState pool;
  private final Map<String, SignIn> open = new Bounded<>(MOST);

  SecretBlocks(PoolState pool) {
    this.pool = pool;
  }

  String open(SignIn signIn) {
    String block = Base64.getEncoder().encodeToString(pool.bytes(BYTES));
    signIn.end = pool.now().plus(pool.settings.sessionLife());
    open.put(block, signIn);
    return block;
  }

  /** The sign-in of a block, which is spent by this; stale and unknown ones look alike. */
  SignIn take(TestAppClient client, String block) {
    SignIn signIn = open.remove(block);
    if (signIn == null
        || !pool.now().isBefore(signIn.end)
        || !signIn.client.id().equals(client.id())) {
      throw ServiceError.wrongCredentials();
    }
    return signIn;
  }
}
