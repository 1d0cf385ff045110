// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.upstream.JsonHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says how a {@link JwksCache} works. Not safe to share. */
public final class JwksCacheBuilder {
  private final @Nullable URI keySet;
  private final Set<String> keySetHosts = new HashSet<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final String issuer;
  private String label;
  private JwksSettings settings = JwksSettings.DEFAULT;
  private InstantSource clock = InstantSource.system();
  private LongSupplier ticker = System::nanoTime;
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private AuthListener listener = AuthListener.NONE;
  private @Nullable JsonHttp http;
  private @Nullable ScheduledExecutorService timer;
  private @Nullable Executor fetchers;
  private byte @Nullable [] seedDocument;
  private List<VerificationKey> seedKeys = List.of();
  private UnaryOperator<byte[]> translation = UnaryOperator.identity();

  private JwksCacheBuilder(String issuer, @Nullable URI keySet) {
    this.issuer = issuer;
    this.label = issuer;
    this.keySet = keySet;
  }

  static JwksCacheBuilder at(URI keySet) {
    URI address = JsonHttp.requireAskable(keySet);
    return new JwksCacheBuilder(address.getHost(), address);
  }

  static JwksCacheBuilder discoveredFrom(String issuer) {
    OidcDiscovery.documentOf(issuer);
    return new JwksCacheBuilder(issuer, null);
  }

  /**
   * What the issuer is called in events and log lines. Defaults to the host of the key set, or to
   * the issuer that it is discovered from.
   */
  public JwksCacheBuilder label(String label) {
    this.label = label;
    return this;
  }

  /** How long keys are trusted, and how often is asked. */
  public JwksCacheBuilder settings(JwksSettings settings) {
    this.settings = settings;
    return this;
  }

  /** The time of day. Defaults to the system's. */
  public JwksCacheBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
  public JwksCacheBuilder ticker(LongSupplier ticker) {
    this.ticker = ticker;
    return this;
  }

  /** Where the jitter comes from. Defaults to {@link ThreadLocalRandom}. */
  public JwksCacheBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /** Hears of fetches, changes and refusals, on a thread that nobody waits for. */
  public JwksCacheBuilder listener(AuthListener listener) {
    this.listener = listener;
    return this;
  }

  /** Asks the issuer; not closed with the cache. By default there is one of its own. */
  public JwksCacheBuilder http(JsonHttp http) {
    this.http = http;
    return this;
  }

  /**
   * Says when it is time; its work takes microseconds, so one may serve many caches. Not shut down
   * with the cache. By default there is one of its own.
   */
  public JwksCacheBuilder timer(ScheduledExecutorService timer) {
    this.timer = timer;
    return this;
  }

  /**
   * Carries out the fetches, on other threads than the caller's: {@link KeySource#find} hands them
   * over and must not be kept. It needs a free thread for each issuer that may hang, or one hangs
   * all; virtual threads suit it. Not shut down with the cache. By default there are threads of its
   * own.
   */
  public JwksCacheBuilder fetchers(Executor fetchers) {
    this.fetchers = fetchers;
    return this;
  }

  /**
   * A host beside the issuer's own where a discovered key set may lie, such as {@code
   * www.googleapis.com} for {@code https://accounts.google.com}. May be called several times.
   */
  public JwksCacheBuilder keySetHost(String host) {
    keySetHosts.add(host.toLowerCase(Locale.ROOT));
    return this;
  }

  /**
   * For an issuer that publishes its keys in another form, such as a list of certificates: makes a
   * key set of RFC 7517 out of what it answers. The keys are then admitted and kept like all
   * others. What {@code translation} throws means that the answer is no key set.
   */
  public JwksCacheBuilder translated(UnaryOperator<byte[]> translation) {
    this.translation = translation;
    return this;
  }

  /**
   * A key set document to start with, so that the first player need not wait and a restart during
   * an outage does not lock everyone out. It is trusted like one fetched when the cache is built,
   * and refreshed at once.
   */
  public JwksCacheBuilder seed(String document) {
    this.seedDocument = document.getBytes(UTF_8);
    return this;
  }

  /** Keys to start with; see {@link #seed(String)}. */
  public JwksCacheBuilder seed(VerificationKey... keys) {
    this.seedKeys = List.of(keys);
    return this;
  }

  /**
   * Never trusts a key of that RFC 7638 thumbprint, even if the issuer, or a cache in front of it,
   * publishes it again. May be called several times; take the pin out when the key's last token has
   * expired.
   */
  public JwksCacheBuilder withdrawn(String thumbprint) {
    withdrawn.add(thumbprint);
    return this;
  }

  /**
   * Ready to answer. Nothing is fetched yet unless there are seed keys; see {@link
   * JwksCache#warmUp}.
   *
   * @throws IllegalArgumentException if the seed holds no usable key
   */
  public JwksCache build() {
    JwkSet seed = seed();
    FetchThreads threads = new FetchThreads(1);
    KeyTime time = new KeyTime(clock, ticker);
    JsonHttp asking = http == null ? JsonHttp.create() : http;
    KeySetFetch fetch =
        new KeySetFetch(label, location(asking, time), asking, settings, withdrawn, translation);
    KeyRefresher refresher =
        new KeyRefresher(
            label,
            settings,
            fetch,
            time,
            timer == null ? threads.timer() : timer,
            fetchers == null ? threads.fetchers() : fetchers,
            random,
            new KeyReport(label, listener));
    if (!seed.isEmpty()) {
      refresher.seed(seed);
    }
    boolean ownHttp = http == null;
    return new JwksCache(
        label,
        time,
        refresher,
        () -> {
          threads.close();
          if (ownHttp) {
            asking.close();
          }
        });
  }

  private KeySetLocation location(JsonHttp asking, KeyTime time) {
    @Nullable URI fixed = keySet;
    return fixed == null
        ? new OidcDiscovery(issuer, keySetHosts, asking, time::now)
        : doubted -> fixed;
  }

  private JwkSet seed() {
    if (seedDocument == null) {
      return JwkSet.of(seedKeys, Set.of(), List.of());
    }
    if (!seedKeys.isEmpty()) {
      throw new IllegalArgumentException("seed: a document and keys (expected: one of them)");
    }
    try {
      JwkSet seed =
          JwkSetReader.read(
              seedDocument, settings.maxKeys(), new JwkAdmission(clock.instant(), withdrawn));
      if (seed.isEmpty()) {
        throw new IllegalArgumentException("seed: no usable key (expected: at least 1)");
      }
      return seed;
    } catch (JwkSetReader.UnreadableException e) {
      throw new IllegalArgumentException("seed: " + e.getMessage() + " (expected: a key set)");
    }
  }
}
