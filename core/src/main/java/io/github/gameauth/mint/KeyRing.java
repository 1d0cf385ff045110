// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.secret.Secret;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's view of the key store, and the steps that change the store. Every step reads the
 * store again afterwards, so that losing a race and winning it look the same.
 */
final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

  /** A stranger's guesses at key ids shall not reach the store more often. */
  private static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(10);

  private final String issuer;
  private final Algorithm algorithm;
  private final KeySchedule schedule;
  private final RotatingSigningKeys.Builder settings;
  private final KeyStore store;
  private final KeyAdmission admission;
  private final AuthListener listener;
  private final KeyClock clock;
  private final LongSupplier ticker;
  private final ReentrantLock changing = new ReentrantLock();

  /** What is to be told once the lock is let go. */
  private final Queue<KeysChanged> untold = new ConcurrentLinkedQueue<>();

  private long generation;
  private volatile @Nullable KeyView view;
  private volatile @Nullable RuntimeException failure;
  private volatile long askedAt;

  KeyRing(RotatingSigningKeys.Builder settings, AuthListener listener) {
    this.issuer = settings.issuer;
    this.algorithm = settings.algorithm;
    this.schedule = settings.schedule;
    this.settings = settings;
    this.store = settings.store;
    this.listener = listener;
    this.admission =
        new KeyAdmission(issuer, algorithm, settings.protector, settings.provider, listener);
    this.clock = new KeyClock(settings.clock, listener);
    this.ticker = settings.ticker;
  }

  /** How old the view is. */
  Duration age() {
    return Duration.ofNanos(ticker.getAsLong() - view().readAt());
  }

  private KeyView view() {
    KeyView current = view;
    if (current == null) {
      throw new IllegalStateException("the keys of " + issuer + " were not read yet");
    }
    return current;
  }

  /** The key that signs now, from a view that is young enough, which may mean to wait for one. */
  SigningKey signer() {
    Optional<SigningKey> signer = youngSigner();
    return signer.isPresent() ? signer.get() : renewedSigner();
  }

  /** Empty if the view is too old, or each key in it is revoked. */
  private Optional<SigningKey> youngSigner() {
    return isTooOldToSign() ? Optional.empty() : view().signerAt(clock.now());
  }

  boolean isTooOldToSign() {
    return age().compareTo(schedule.staleness()) >= 0;
  }

  boolean isAbleToSign() {
    return youngSigner().isPresent();
  }

  /** Whether the store failed when it was asked last. */
  boolean isFailing() {
    return failure != null;
  }

  /** Whether the view is half as old as it may get, and the store was not asked just now. */
  boolean isDue() {
    return age().compareTo(schedule.staleness().dividedBy(2)) >= 0 && !askedWithin(retryPause());
  }

  /** Whether the view is older than anybody else's copy of the keys could be. */
  boolean isTooOldToVerify() {
    return age().compareTo(schedule.longestCache()) > 0;
  }

  /** Whether a key that is unknown here may be somebody else's newest. */
  boolean mayHoldMore() {
    return !askedWithin(UNKNOWN_KEY_PAUSE);
  }

  private boolean askedWithin(Duration pause) {
    return Duration.ofNanos(ticker.getAsLong() - askedAt).compareTo(pause) < 0;
  }

  private Duration retryPause() {
    return schedule.staleness().dividedBy(20);
  }

  /** The keys to publish, from whatever view there is: an old one is better than none. */
  List<SigningKey> published() {
    return view().publishedAt(clock.now());
  }

  private SigningKey renewedSigner() {
    changing.lock();
    try {
      Optional<SigningKey> signer = youngSigner();
      if (signer.isPresent()) {
        return signer.get(); // Whoever held the lock before has renewed the view.
      }
      RuntimeException last = failure;
      if (last != null && askedWithin(retryPause())) {
        throw unavailable(last);
      }
      try {
        renew();
      } catch (KeyStoreException e) {
        throw unavailable(e);
      }
      return youngSigner()
          .orElseThrow(
              () -> new IllegalStateException("no signing key of " + issuer + " is usable"));
    } finally {
      unlock();
    }
  }

  private SigningKeysUnavailableException unavailable(RuntimeException cause) {
    return new SigningKeysUnavailableException(
        "the key store of "
            + issuer
            + " has not answered for "
            + age().toSeconds()
            + " s, and no key is known to be good",
        retryPause(),
        cause);
  }

  /** Reads the store, and makes a key at once if none of the keys there can sign. */
  void renew() {
    changing.lock();
    try {
      KeyView next = read();
      Instant now = clock.now();
      // More than once only if each key that was made is revoked faster than it is read.
      for (int attempt = 0; next.signerAt(now).isEmpty() && attempt < 3; attempt++) {
        long slot = schedule.slotAt(now);
        while (next.slots().contains(slot)) {
          slot++;
        }
        add(slot);
        next = read();
        now = clock.now();
      }
      look(next);
      failure = null;
    } finally {
      unlock();
    }
  }

  /** Goes by another view from now on; with the lock. */
  private void look(KeyView next) {
    KeyView last = view;
    Set<String> before = last == null ? Set.of() : last.trusted();
    Set<String> now = next.trusted();
    view = next;
    if (!now.equals(before)) {
      untold.add(
          new KeysChanged(
              issuer,
              ++generation,
              without(now, before),
              without(before, now),
              List.of(),
              List.of()));
    }
  }

  private static List<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(each -> !some.contains(each)).sorted().toList();
  }

  /** Lets the lock go, and then tells what has changed: whoever listens may take its time. */
  private void unlock() {
    changing.unlock();
    if (changing.isHeldByCurrentThread()) {
      return; // the outer step tells it
    }
    for (KeysChanged each = untold.poll(); each != null; each = untold.poll()) {
      listener.keysChanged(each);
    }
  }

  /** Makes the key that must be published by now, if nobody has. */
  void addMissing() {
    if (isMissing()) {
      // A generator may take seconds; the lock is for the store's readers, and stays free
      // meanwhile.
      add(slotToPublish());
      renew();
    }
  }

  boolean isMissing() {
    return !view().slots().contains(slotToPublish());
  }

  private long slotToPublish() {
    return schedule.slotAt(clock.now().plus(schedule.publishAhead()));
  }

  boolean revoke(String keyId) {
    changing.lock();
    try {
      Optional<SigningKeyRow> revoked = store.revoke(issuer, keyId, clock.now());
      // At once, even if the store fails before it can be read again.
      revoked.ifPresent(row -> look(view().with(row, schedule)));
      renew();
      return revoked.isPresent();
    } finally {
      unlock();
    }
  }

  private KeyView read() {
    long readAt = ticker.getAsLong();
    askedAt = readAt;
    List<SigningKeyRow> rows;
    try {
      rows = store.list(issuer, algorithm);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    Map<String, SigningKey> keys = new HashMap<>();
    List<SigningKeyRow> admitted = admit(rows, keys);
    boolean anyAlive = rows.stream().anyMatch(row -> row.revokedAt().isEmpty());
    if (anyAlive && admitted.stream().allMatch(row -> row.revokedAt().isPresent())) {
      // To make a new key here would split the servers in two that do not know each other's tokens.
      throw new IllegalStateException(
          "signing keys of "
              + issuer
              + ": none can be used (expected: the sealing key they were sealed under)");
    }
    return KeyView.of(
        rows.stream().map(SigningKeyRow::slot).collect(Collectors.toUnmodifiableSet()),
        List.copyOf(admitted),
        schedule,
        keys,
        readAt);
  }

  private KeyStoreException failed(RuntimeException cause) {
    // What a store says may hold its connection string with the password in it.
    log.warn("the key store of {} failed: {}", issuer, cause.getClass().getName());
    failure = cause;
    listener.signingKeysUnavailable(issuer);
    return cause instanceof KeyStoreException known
        ? known
        : new KeyStoreException("the key store of " + issuer + " failed", cause);
  }

  /** The rows that count, from the newest back to those that are dropped for certain. */
  private List<SigningKeyRow> admit(List<SigningKeyRow> rows, Map<String, SigningKey> keys) {
    Instant now = clock.now();
    List<SigningKeyRow> admitted = new ArrayList<>();
    for (SigningKeyRow row :
        rows.stream().sorted(Comparator.comparing(SigningKeyRow::signFrom).reversed()).toList()) {
      if (row.revokedAt().isPresent()) {
        admitted.add(row); // Its time counts, its key does not.
        continue;
      }
      Optional<SigningKey> key = admission.admit(row);
      if (key.isEmpty()) {
        continue;
      }
      admitted.add(row);
      keys.put(row.keyId(), key.get());
      if (!schedule.ready(row).plus(schedule.keepAfter()).isAfter(now)) {
        break;
      }
    }
    return admitted;
  }

  private void add(long slot) {
    KeyPair pair = settings.generate();
    SigningKey key = SigningKey.of(algorithm, pair, settings.provider);
    Secret pkcs8 = Secret.ofBytes(pair.getPrivate().getEncoded());
    SigningKeyRow row =
        new SigningKeyRow(
            issuer,
            algorithm,
            slot,
            key.keyId(),
            new String(
                Json.write(PublicJwk.of(pair.getPublic(), algorithm, key.keyId())), US_ASCII),
            settings.protector.seal(pkcs8, admission.purpose(key.keyId())),
            schedule.startOf(slot),
            schedule.startOf(slot + 1),
            clock.now(),
            Optional.empty());
    SigningKeyRow winner;
    try {
      winner = store.insertIfAbsent(row);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    if (winner.keyId().equals(key.keyId())) {
      log.info("signing key {} of {} for slot {} is made", key.keyId(), issuer, slot);
      listener.signingKeyCreated(issuer, key.keyId());
    }
  }
}
