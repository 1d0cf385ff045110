// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.key.FetchThreads;
import io.github.gameauth.key.JwksCache;
import io.github.gameauth.key.JwksCacheBuilder;
import io.github.gameauth.key.KeySetState;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.upstream.JsonHttp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key sources that issuers ask for, over one HTTP client and one set of threads, and ends
 * them together. Sources that were handed in are used and left alone.
 */
final class IssuerKeys {
  private final VerifierBuilder settings;
  private final Map<String, JwksCache> caches = new LinkedHashMap<>();
  private final FetchThreads threads; // none is started before it has work
  private @Nullable JsonHttp http;

  IssuerKeys(VerifierBuilder settings) {
    this.settings = settings;
    this.threads = new FetchThreads(settings.issuers.size());
  }

  KeySource open(TrustedIssuer issuer) {
    if (issuer.keys() instanceof TrustedIssuer.Keys.Handed handed) {
      return handed.source();
    }
    JwksCacheBuilder builder;
    Optional<String> seed;
    if (issuer.keys() instanceof TrustedIssuer.Keys.Fetched fetched) {
      builder = JwksCache.at(fetched.url()).settings(fetched.settings());
      seed = fetched.seed();
    } else {
      TrustedIssuer.Keys.Discovered discovered = (TrustedIssuer.Keys.Discovered) issuer.keys();
      builder = JwksCache.discoveredFrom(issuer.name()).settings(discovered.settings());
      discovered.hosts().forEach(builder::keySetHost);
      seed = discovered.seed();
    }
    issuer.withdrawnKeys().forEach(builder::withdrawn);
    seed.ifPresent(builder::seed);
    JwksCache cache = shared(builder).label(issuer.name()).build();
    caches.put(issuer.name(), cache);
    return cache;
  }

  private JwksCacheBuilder shared(JwksCacheBuilder builder) {
    if (http == null) {
      http =
          settings.http == null
              ? JsonHttp.create()
              : JsonHttp.builder().client(settings.http).build();
    }
    builder.clock(settings.clock).ticker(settings.ticker).listener(settings.listener).http(http);
    return builder
        .timer(settings.timer == null ? threads.timer() : settings.timer)
        .fetchers(settings.fetches == null ? threads.fetchers() : settings.fetches);
  }

  /** How each fetched key set stands, by its issuer's name. */
  Map<String, KeySetState> states() {
    Map<String, KeySetState> states = new LinkedHashMap<>();
    caches.forEach((issuer, cache) -> states.put(issuer, cache.state()));
    return states;
  }

  void close() {
    caches.values().forEach(JwksCache::close);
    threads.close();
    if (http != null) {
      http.close();
    }
  }
}
