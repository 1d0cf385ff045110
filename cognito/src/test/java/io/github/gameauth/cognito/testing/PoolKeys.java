// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The pool's two signing keys, and those that still verify. Guarded by the pool's lock. */
final class PoolKeys {
  // Generating costs a good part of a second, so pools share their first keys.
  private static final SigningPair FIRST_ID = SigningPair.rs256();
  private static final SigningPair FIRST_ACCESS = SigningPair.rs256();

  private SigningPair id = FIRST_ID;
  private SigningPair access = FIRST_ACCESS;
  private final List<SigningPair> published = new ArrayList<>(List.of(id, access));

  SigningPair id() {
    return id;
  }

  SigningPair access() {
    return access;
  }

  void rotate(boolean keepOld) {
    id = SigningPair.rs256();
    access = SigningPair.rs256();
    if (!keepOld) {
      published.clear();
    }
    published.add(id);
    published.add(access);
  }

  /** Whether one of the published keys signed it. */
  boolean made(String token) {
    return published.stream().anyMatch(each -> each.made(token));
  }

  ObjectNode jwks() {
    ObjectNode set = Json.object();
    var keys = set.putArray("keys");
    published.forEach(each -> keys.add(each.jwk()));
    return set;
  }
}
