// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user pool may be called in {@code iss}; nothing is ever derived from a token. */
final class IssuerNames {
  private final UserPoolId pool;
  private final List<AwsRegion> regions = new ArrayList<>();
  private final Set<String> further = new LinkedHashSet<>();
  private boolean original = true;
  private boolean updated = true;
  private @Nullable String only;

  IssuerNames(UserPoolId pool) {
    this.pool = pool;
    regions.add(pool.region());
  }

  void forms(boolean original, boolean updated) {
    this.original = original;
    this.updated = updated;
  }

  void replicas(Collection<AwsRegion> others) {
    regions.addAll(others);
  }

  void further(String name) {
    further.add(Configured.names("issuer", name).iterator().next());
  }

  void only(String name) {
    only = Configured.names("issuer", name).iterator().next();
  }

  /** Where AWS publishes the keys of an issuer of that name. */
  static URI keysOf(String name) {
    try {
      URI base = new URI(name);
      if (base.getRawQuery() == null && !name.endsWith("/")) {
        return JsonHttp.requireAskable(new URI(name + "/.well-known/jwks.json"));
      }
    } catch (URISyntaxException e) {
      // Complained about below, like all that is none.
    }
    throw new IllegalArgumentException(
        "issuer: " + Shown.of(name) + " (expected: a URL without query or slash at the end)");
  }

  /** All names, the most likely first. */
  Set<String> all() {
    if (only != null) {
      if (!further.isEmpty() || regions.size() > 1) {
        throw new IllegalStateException(
            "onlyIssuer: others were said, too (expected: onlyIssuer alone)");
      }
      return Set.of(only);
    }
    Set<String> names = new LinkedHashSet<>();
    for (AwsRegion region : regions) {
      if (original) {
        names.add(name("cognito-idp", region));
      }
      if (updated) {
        names.add(name("issuer-cognito-idp", region));
      }
    }
    names.addAll(further);
    return Collections.unmodifiableSet(names);
  }

  private String name(String host, AwsRegion region) {
    return "https://" + host + "." + region.name() + "." + region.suffix() + "/" + pool.id();
  }
}
