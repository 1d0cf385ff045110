// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.LinkedHashSet;
import java.util.Set;

/** Somebody in an identity pool, by the logins that lead there. Guarded by the pool's lock. */
final class Identity {
  /** Who somebody is at a provider; the operator's own users are logins, too. */
  record Login(String provider, String subject) {}

  final String id;
  final Set<Login> logins = new LinkedHashSet<>();
  boolean wasLinked;

  Identity(String id) {
    this.id = id;
  }
}
