// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in on its way: what was shown so far, and what comes next. Guarded by the pool's lock.
 */
final class SignIn {
  final TestAppClient client;

  /** Absent when nobody has that name and the client shall not learn it. */
  final Optional<PoolUser> user;

  final String flow;

  /** The challenge that is asked now. */
  String challenge = "";

  Optional<String> deviceKey = Optional.empty();
  @Nullable SrpServer srp;
  @Nullable String code;
  boolean passwordShown;
  boolean factorShown;
  boolean deviceShown;
  int wrong;
  int round;

  /** TOTP set-up within the sign-in: the secret on offer, and whether its code was right. */
  @Nullable String offeredSecret;

  boolean setUpDone;
  Instant end = Instant.MAX;

  SignIn(TestAppClient client, Optional<PoolUser> user, String flow) {
    this.client = client;
    this.user = user;
    this.flow = flow;
  }

  PoolUser known() {
    return user.orElseThrow(ServiceError::wrongCredentials);
  }
}
