// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user of the pool. Guarded by the pool's lock. */
final class PoolUser {
  enum Status {
    UNCONFIRMED,
    CONFIRMED,
    FORCE_CHANGE_PASSWORD,
    RESET_REQUIRED
  }

  /** A passkey as far as this pool goes: what it asks, and the one answer it takes. */
  record Passkey(String requestOptions, String credential) {}

  final String name;
  final String sub;
  final Instant created;
  Status status = Status.UNCONFIRMED;
  boolean enabled = true;
  @Nullable Verifier password;
  final List<Verifier> earlierPasswords = new ArrayList<>();
  Instant temporaryUntil = Instant.MAX;
  final Map<String, String> attributes = new LinkedHashMap<>();
  final Set<String> groups = new LinkedHashSet<>();
  final Map<String, PoolDevice> devices = new LinkedHashMap<>();
  final Map<String, PendingCode> codes = new HashMap<>();
  final Factors factors = new Factors();
  final LockOut lockOut = new LockOut();
  Optional<Passkey> passkey = Optional.empty();
  int resetCodes;
  Instant resetCodesSince = Instant.MIN;

  PoolUser(String name, String sub, Instant created) {
    this.name = name;
    this.sub = sub;
    this.created = created;
  }

  /** The attribute; empty for none. */
  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  boolean verified(String attribute) {
    return !attribute(attribute).isEmpty() && attribute(attribute + "_verified").equals("true");
  }
}
