// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Instant;
import java.util.Optional;

/** All tokens that come from one sign-in. Guarded by the pool's lock. */
final class TokenFamily {
  final String originJti;
  final String eventId;
  final PoolUser user;
  final TestAppClient client;
  final Optional<String> deviceKey;
  final Instant signedInAt;
  final Instant end;
  boolean revoked;

  TokenFamily(
      String originJti,
      String eventId,
      PoolUser user,
      TestAppClient client,
      Optional<String> deviceKey,
      Instant signedInAt) {
    this.originJti = originJti;
    this.eventId = eventId;
    this.user = user;
    this.client = client;
    this.deviceKey = deviceKey;
    this.signedInAt = signedInAt;
    this.end = signedInAt.plus(client.refreshLife());
  }
}
