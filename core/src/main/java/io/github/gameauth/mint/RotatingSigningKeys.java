// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.event.Health;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.ProviderSelfTest;
import io.github.gameauth.key.SignatureProvider;
import java.security.KeyPair;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing keys that are replaced by a {@link KeySchedule}. Every server of an issuer opens one on
 * the same store; whoever first sees that a slot will need a key makes it, and nobody leads.
 *
 * <p>The view of the store is renewed in the background, and on use if the background fell behind.
 * If the store fails, signing goes on until the view is as old as the schedule's {@code staleness},
 * and then stops; what is published stays published.
 *
 * <p>Safe to share. Open one per issuer and algorithm and process, and close it when the server
 * stops.
 */
public final class RotatingSigningKeys extends SigningKeys {
  private static final Logger log = LoggerFactory.getLogger(RotatingSigningKeys.class);

  private final KeyRing ring;
  private final KeySource source;
  private final ScheduledExecutorService background;
  private final boolean ownsBackground;
  private final Future<?> renewal;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile boolean closed;

  private RotatingSigningKeys(Builder settings) {
    super(settings.issuer, settings.algorithm, settings.schedule, settings.clock);
    AuthListener listener = GuardedListener.around(settings.listener);
    this.ring = new KeyRing(settings, listener);
    ring.renew();
    ScheduledExecutorService given = settings.executor;
    this.ownsBackground = given == null;
    this.background = given == null ? ownThread() : given;
    this.source = new MintedKeySource(ring, this::renewBehind);
    long period = schedule.staleness().dividedBy(2).toMillis();
    this.renewal =
        background.scheduleWithFixedDelay(
            this::renewQuietly, period, period, TimeUnit.MILLISECONDS);
    if (ring.isMissing()) {
      renewBehind();
    }
  }

  private static ScheduledThreadPoolExecutor ownThread() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "gameauth-signing-keys");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  @Override
  public KeySource keySource() {
    return source;
  }

  /**
   * Stops trusting a key at once, here, and on every other server as soon as it renews its view.
   * The next key signs from now on, published or not: verifiers that do not know it yet fetch it.
   * Tokens under the revoked key die with it.
   *
   * @param keyId the key's id
   * @return whether there is such a key; revoking it twice changes nothing
   * @throws KeyStoreException if the store cannot be reached; nothing was revoked then
   */
  public boolean revoke(String keyId) {
    boolean known = ring.revoke(keyId);
    if (known) {
      log.warn("signing key {} of {} is revoked", keyId, issuer());
    }
    return known;
  }

  /**
   * Renews the view of the store now, and makes the key of the next slot if it is missing.
   *
   * @throws KeyStoreException if the store cannot be reached
   */
  public void renew() {
    ring.renew();
    ring.addMissing();
  }

  @Override
  public Health health() {
    boolean failing = ring.isFailing();
    if (ring.isAbleToSign()) {
      return failing
          ? health(Health.Status.DEGRADED, "STORE_FAILS")
          : health(Health.Status.READY, "SIGNING");
    }
    // Where the background was held up, the next token has the store asked and may well be signed.
    return failing || !ring.isTooOldToSign()
        ? health(Health.Status.UNAVAILABLE, "NO_KEY")
        : health(Health.Status.DEGRADED, "OLD_VIEW");
  }

  @Override
  SigningKey current() {
    if (ring.isDue()) {
      renewBehind();
    }
    return ring.signer();
  }

  @Override
  List<SigningKey> published() {
    if (ring.isDue()) {
      renewBehind();
    }
    return ring.published();
  }

  /** Has the background renew the view, unless it is at it. */
  private void renewBehind() {
    if (!renewing.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(
          () -> {
            try {
              renewQuietly();
            } finally {
              renewing.set(false);
            }
          });
    } catch (RejectedExecutionException e) {
      // Closed, or somebody else's executor is full: the next use tries again, and in the end
      // waits.
      renewing.set(false);
    }
  }

  private void renewQuietly() {
    if (closed) {
      return; // What was under way when it was closed, on somebody else's threads.
    }
    try {
      renew();
    } catch (KeyStoreException e) {
      log.debug("the keys of {} could not be renewed", issuer()); // The ring has told why.
    } catch (RuntimeException e) {
      // Of a generator or a protector. A periodic task that throws would never run again.
      // Its message is theirs, and nobody knows what stands in it.
      log.warn("the keys of {} could not be renewed: {}", issuer(), e.getClass().getName());
    }
  }

  @Override
  public void close() {
    closed = true;
    renewal.cancel(false);
    if (ownsBackground) {
      background.shutdownNow();
    }
  }

  /** What rotating keys are made of. Not safe to share. */
  public static final class Builder {
    final String issuer;
    final KeyStore store;
    final KeyProtector protector;
    Algorithm algorithm = Algorithm.RS256;
    KeySchedule schedule = KeySchedule.weekly();
    InstantSource clock = Clock.systemUTC();
    LongSupplier ticker = System::nanoTime;
    AuthListener listener = AuthListener.NONE;
    SignatureProvider provider = SignatureProvider.platform(); // Until open() settles it.
    private @Nullable SignatureProvider chosenProvider;
    private int rsaBits = KeyPairs.MIN_RSA_BITS;
    private Optional<Supplier<KeyPair>> generator = Optional.empty();
    private @Nullable ScheduledExecutorService executor;

    Builder(String issuer, KeyStore store, KeyProtector protector) {
      this.issuer = Require.printable("issuer", issuer);
      this.store = store;
      this.protector = protector;
    }

    /** What to sign with: RS*, PS*, ES256 or EdDSA. Defaults to RS256. */
    public Builder algorithm(Algorithm algorithm) {
      this.algorithm = KeyPairs.requireSupported(algorithm);
      return this;
    }

    /** How many bits new RSA keys have, 2048 to 4096. Defaults to 2048. */
    public Builder rsaBits(int bits) {
      if (bits < KeyPairs.MIN_RSA_BITS || bits > KeyPairs.MAX_GENERATED_RSA_BITS) {
        throw new IllegalArgumentException(
            "rsaBits: "
                + bits
                + " (expected: "
                + KeyPairs.MIN_RSA_BITS
                + " to "
                + KeyPairs.MAX_GENERATED_RSA_BITS
                + ")");
      }
      this.rsaBits = bits;
      return this;
    }

    /** When keys are made, used and dropped. Defaults to {@link KeySchedule#weekly()}. */
    public Builder schedule(KeySchedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /** The time of day, also for the tokens. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Elapsed nanoseconds, to age the view of the store by. Defaults to {@link System#nanoTime}.
     */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Who is told of new keys, of keys that come and go, and of failures. Defaults to nobody. */
    public Builder listener(AuthListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * What signs. Defaults to {@link SignatureProvider#preferred()}: a faster provider than the
     * JDK's if one is at hand.
     */
    public Builder provider(SignatureProvider provider) {
      this.chosenProvider = provider;
      return this;
    }

    /**
     * Where new key pairs come from, such as a hardware generator. Defaults to the platform's
     * generator. Every pair is checked before it is used.
     */
    public Builder generator(Supplier<KeyPair> generator) {
      this.generator = Optional.of(generator);
      return this;
    }

    /**
     * Who renews the view and makes keys. It is not shut down by {@link #close}. Defaults to one
     * daemon thread of its own.
     */
    public Builder executor(ScheduledExecutorService executor) {
      this.executor = executor;
      return this;
    }

    KeyPair generate() {
      return generator.map(Supplier::get).orElseGet(() -> KeyPairs.generate(algorithm, rsaBits));
    }

    /**
     * Reads the store, makes the first key if there is none, and starts the background.
     *
     * @throws KeyStoreException if the store cannot be reached
     * @throws IllegalStateException if there are keys, but none that may be used, for which a wrong
     *     sealing key is the usual reason; or the provider fails its self-test
     * @throws IllegalArgumentException if settings contradict each other
     */
    public RotatingSigningKeys open() {
      if (protector == Unprotected.INSTANCE && !store.forgetsOnExit()) {
        throw new IllegalArgumentException(
            "protector: none, with a store that writes keys down (expected: AesGcmKeyProtector)");
      }
      SignatureProvider chosen = chosenProvider;
      provider = chosen == null ? SignatureProvider.preferred() : chosen;
      ProviderSelfTest.require(provider, Set.of(algorithm));
      return new RotatingSigningKeys(this);
    }
  }
}
