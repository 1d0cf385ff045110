// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.Health;
import io.github.gameauth.event.Health.Status;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeySetState;
import io.github.gameauth.key.KeySetState.Stage;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of trusted issuers: fixed from the start, looked up by the exact {@code iss}. */
final class Trusts {
  /** What events call the issuer of a token that is none of ours. */
  static final String UNKNOWN = "unknown";

  private static final Rejection MISSING = Rejection.ofClaim("iss", "iss is missing");
  private static final Rejection UNTRUSTED =
      Rejection.ofClaim("iss", "iss is none of the trusted issuers");

  private final List<IssuerTrust> all = new ArrayList<>();
  private final Map<String, IssuerTrust> named = new HashMap<>();
  private final @Nullable IssuerTrust unnamed;
  private final Set<Algorithm> algorithms;
  private final IssuerKeys keys;
  private volatile boolean closed;

  Trusts(List<TrustedIssuer> issuers, IssuerKeys keys) {
    requireEachOnce(issuers);
    this.keys = keys;
    IssuerTrust withoutClaim = null;
    EnumSet<Algorithm> any = EnumSet.noneOf(Algorithm.class);
    for (TrustedIssuer issuer : issuers) {
      IssuerTrust trust = new IssuerTrust(issuer, opened(issuer, keys));
      if (issuer.isNamedInTokens()) {
        named.put(issuer.name(), trust);
      } else {
        withoutClaim = trust;
      }
      all.add(trust);
      any.addAll(issuer.algorithms());
    }
    this.unnamed = withoutClaim;
    this.algorithms = Collections.unmodifiableSet(any);
  }

  private static void requireEachOnce(List<TrustedIssuer> issuers) {
    Set<String> names = new HashSet<>();
    boolean unnamed = false;
    for (TrustedIssuer issuer : issuers) {
      boolean anotherUnnamed = unnamed && !issuer.isNamedInTokens();
      if (!names.add(issuer.name()) || anotherUnnamed) {
        throw new IllegalArgumentException(
            "issuers: " + issuer.name() + " twice (expected: each once, and one without iss)");
      }
      unnamed |= !issuer.isNamedInTokens();
    }
  }

  /** The issuer's keys; if they cannot be had, those opened before are closed again. */
  private static KeySource opened(TrustedIssuer issuer, IssuerKeys keys) {
    try {
      return keys.open(issuer);
    } catch (RuntimeException e) {
      keys.close();
      throw e;
    }
  }

  /** The issuers' names. */
  Set<String> names() {
    return all.stream().map(IssuerTrust::name).collect(Collectors.toUnmodifiableSet());
  }

  /** What any of the issuers may sign with. */
  Set<Algorithm> algorithms() {
    return algorithms;
  }

  /** The issuer that a token names, or the one without a name for a token that names none. */
  IssuerTrust of(UnverifiedToken token) throws TokenRejectedException {
    String issuer = token.registered().issuer().orElse(null);
    IssuerTrust trust = issuer == null ? unnamed : named.get(issuer);
    if (trust == null) {
      throw new TokenRejectedException(issuer == null ? MISSING : UNTRUSTED);
    }
    return trust;
  }

  CompletionStage<Void> warmUp() {
    return CompletableFuture.allOf(
        all.stream().map(IssuerTrust::warmUp).toArray(CompletableFuture[]::new));
  }

  Map<String, KeySetState> keySets() {
    return keys.states();
  }

  Health health() {
    Map<String, KeySetState> states = keySets();
    Map<String, String> details = new HashMap<>();
    states.forEach((issuer, state) -> details.put(issuer, text(state)));
    long without = states.values().stream().filter(state -> !state.isTrusted()).count();
    boolean stale = states.values().stream().anyMatch(state -> state.stage() == Stage.STALE);
    if (closed || without == all.size()) {
      return new Health(Status.UNAVAILABLE, details);
    }
    return new Health(without > 0 || stale ? Status.DEGRADED : Status.READY, details);
  }

  private static String text(KeySetState state) {
    return state.stage() + state.lastFailure().map(code -> ", last failure " + code).orElse("");
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    keys.close();
  }
}
