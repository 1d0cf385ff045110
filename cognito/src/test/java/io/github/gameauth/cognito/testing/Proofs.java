// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Judges answered password proofs. Guarded by the pool's lock. */
final class Proofs {
  static final String[] PARAMETERS = {
    "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"
  };

  private final PoolState pool;
  private final Sessions sessions;
  private final SecretBlocks blocks;

  Proofs(PoolState pool, Sessions sessions, SecretBlocks blocks) {
    this.pool = pool;
    this.sessions = sessions;
    this.blocks = blocks;
  }

  /** The sign-in whose block this answers; its proof is still to be judged. */
  SignIn begun(TestAppClient client, String challenge, Parameters given, Optional<String> session) {
    given.text("PASSWORD_CLAIM_SIGNATURE");
    given.text("TIMESTAMP");
    SignIn signIn = blocks.take(client, given.text("PASSWORD_CLAIM_SECRET_BLOCK"));
    boolean sameSession =
        pool.settings.sessionsWithSrp()
            ? sessions.take(client, session) == signIn
            : session.isEmpty();
    if (!sameSession || !signIn.challenge.equals(challenge)) {
      throw ServiceError.notAuthorized("Invalid session for the user.");
    }
    return signIn;
  }

  /** Throws unless the proof is right; a wrong one counts against the user. */
  void judge(SignIn signIn, Parameters given) {
    Instant now = pool.now();
    signIn.user.ifPresent(user -> user.lockOut.check(now));
    String signed = ProofTime.canonical(given.text("TIMESTAMP"), now);
    SrpServer srp = signIn.srp;
    signIn.srp = null; // once
    byte[] block = Base64.getDecoder().decode(given.text("PASSWORD_CLAIM_SECRET_BLOCK"));
    if (srp == null
        || !srp.proves(given.text("PASSWORD_CLAIM_SIGNATURE"), block, signed)
        || signIn.user.isEmpty()) {
      signIn.user.ifPresent(user -> user.lockOut.failed(now));
      throw ServiceError.wrongCredentials();
    }
    signIn.known().lockOut.succeeded();
  }
}
