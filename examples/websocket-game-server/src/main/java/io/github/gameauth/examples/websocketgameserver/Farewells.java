// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.live.LeaseEnd;
import io.github.gameauth.live.LeaseListener;
import io.github.gameauth.live.SessionLease;
import java.util.Map;

/** What a connection is told of its lease. */
final class Farewells implements LeaseListener<Connection> {
  @Override
  public void endsSoon(SessionLease<Connection> lease) {
    lease
        .connection()
        .send(Map.of("type", "reauth", "expiresAt", lease.expiresAt().toEpochMilli()));
  }

  @Override
  public void ended(SessionLease<Connection> lease, LeaseEnd why) {
    lease.connection().close(why.closeCode(), why.code());
  }
}
