// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who calls with an access token. Guarded by the pool's lock. */
final class Owner {
  /** What to do for a caller who has shown whose account it is. */
  interface Work {
    ObjectNode done(Call call, TokenFamily caller);
  }

  private final TokenDesk desk;

  Owner(TokenDesk desk) {
    this.desk = desk;
  }

  /** Adds an operation that an access token is enough for. */
  void add(Operations all, String name, Shape shape, Work work) {
    all.add(
        name,
        shape.needs("AccessToken"),
        call -> work.done(call, desk.authorized(call.text("AccessToken"))));
  }
}
