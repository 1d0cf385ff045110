// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that were withdrawn a moment ago, by issuer and name: a token may have been verified just
 * before and its lease be opened just after. Later ones no verifier accepts. Not safe to share.
 */
final class Withdrawals {
  /** How long after its check a token may still open a lease. */
  static final long MEMORY_MILLIS = 5_000;

  private record Key(String issuer, String name) {}

  private final Map<Key, Long> forgottenAt = new LinkedHashMap<>();

  void add(String issuer, List<String> names, long now) {
    forgottenAt.values().removeIf(at -> at <= now);
    names.forEach(name -> forgottenAt.put(new Key(issuer, name), now + MEMORY_MILLIS));
  }

  void takeBack(String issuer, List<String> names) {
    names.forEach(name -> forgottenAt.remove(new Key(issuer, name)));
  }

  boolean names(String issuer, TokenTrace trace, long now) {
    if (forgottenAt.isEmpty()) {
      return false;
    }
    return trace
        .keyName()
        .map(name -> forgottenAt.getOrDefault(new Key(issuer, name), now))
        .filter(until -> until > now)
        .isPresent();
  }
}
