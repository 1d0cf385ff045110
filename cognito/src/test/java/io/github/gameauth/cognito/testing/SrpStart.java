// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** Opens a password proof, a user's or a device's. Guarded by the pool's lock. */
final class SrpStart {
  private final PoolState pool;
  private final Sessions sessions;
  private final SecretBlocks blocks;
  // What is invented for strangers must be the same each time, or it would give itself away.
  private final byte[] inventions;

  SrpStart(PoolState pool, Sessions sessions, SecretBlocks blocks) {
    this.pool = pool;
    this.sessions = sessions;
    this.blocks = blocks;
    this.inventions = pool.bytes(32);
  }

  ObjectNode ofUser(SignIn signIn, String typedName, String srpA) {
    Verifier verifier =
        signIn
            .user
            .map(user -> user.password)
            .orElseGet(() -> invented(signIn.user.map(user -> user.name).orElse(typedName)));
    ObjectNode answer = asked(signIn, "PASSWORD_VERIFIER", verifier, srpA);
    answer
        .withObject("/ChallengeParameters")
        .put("USER_ID_FOR_SRP", verifier.name())
        .put("USERNAME", verifier.name());
    return answer;
  }

  ObjectNode ofDevice(SignIn signIn, PoolDevice device, String srpA) {
    Verifier verifier = device.verifier;
    if (verifier == null) {
      throw ServiceError.notFound("Device does not exist.");
    }
    ObjectNode answer = asked(signIn, "DEVICE_PASSWORD_VERIFIER", verifier, srpA);
    answer
        .withObject("/ChallengeParameters")
        .put("DEVICE_KEY", device.key)
        .put("USERNAME", signIn.known().name);
    return answer;
  }

  private ObjectNode asked(SignIn signIn, String challenge, Verifier verifier, String srpA) {
    SrpServer srp = new SrpServer(verifier, srpA, new BigInteger(256, pool.random));
    signIn.challenge = challenge;
    signIn.srp = srp;
    ObjectNode answer = Json.object().put("ChallengeName", challenge);
    answer
        .putObject("ChallengeParameters")
        .put("SRP_B", srp.srpB())
        .put("SALT", srp.salt())
        .put("SECRET_BLOCK", blocks.open(signIn));
    if (pool.settings.sessionsWithSrp()) {
      answer.put("Session", sessions.open(signIn));
    }
    return answer;
  }

  private Verifier invented(String name) {
    byte[] salt = SrpNumbers.hmac("HmacSHA256", inventions, SrpNumbers.utf8(name));
    BigInteger half = SrpNumbers.number(salt).shiftRight(128);
    return Verifier.of(pool.settings.poolName(), name, pool.opaque(32), half);
  }
}
