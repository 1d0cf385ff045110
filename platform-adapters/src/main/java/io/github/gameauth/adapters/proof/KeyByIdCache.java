// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gameauth.adapters.proof.BadRequestLimit.Count;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RSA keys that a platform publishes one by one: each as a JSON Web Key at an address that ends
 * with the key's id. Platforms that publish a set are for {@link IdTokenProof}.
 *
 * <p>A key is fetched by one caller at a time and used for an hour; during an outage for a day
 * longer, and asked for every 30 seconds. An id of which there is no key is not asked for again
 * within a minute, and a stranger who makes up many of them is held up by a limit.
 *
 * <p>Safe to share. It blocks while a key is fetched.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517 §4</a>
 */
public final class KeyByIdCache {
  private static final int MAX_IDS = 256;
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration STALE = Duration.ofDays(1);
  private static final Duration NOTHING_THERE = Duration.ofMinutes(1);
  private static final Duration NEXT_TRY = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final BadRequestLimit MADE_UP = new BadRequestLimit(20, Duration.ofSeconds(10));
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** What is known of an id; {@code key} is absent where there is none. */
  private record Known(Optional<VerificationKey> key, long freshUntil, long servesUntil) {}

  private static final class Slot {
    final ReentrantLock fetching = new ReentrantLock();
    volatile @Nullable Known known;
  }

  private final PlatformApi api;
  private final String address;
  private final Algorithm algorithm;
  private final LongSupplier ticker;
  private final Count madeUp;
  private final Cache<String, Slot> slots = Caffeine.newBuilder().maximumSize(MAX_IDS).build();

  /**
   * A cache.
   *
   * @param name the platform's, for log lines
   * @param address where the keys lie, to which an id is added as the last part of the path
   * @param algorithm the one algorithm, of RSA, that the keys are good for
   */
  public KeyByIdCache(String name, AdapterContext context, String address, Algorithm algorithm) {
    this.api = PlatformApi.of(name, context, URI.create(address).getHost());
    this.address = address;
    this.algorithm = algorithm;
    this.ticker = context.ticker();
    this.madeUp = new Count(MADE_UP, ticker);
  }

  /**
   * The key of that id.
   *
   * @param keyId as a token tells it
   * @throws NotProvedException INVALID if there is none; undecided if it cannot be fetched, or what
   *     is published is no key that one may trust
   */
  public VerificationKey of(String keyId) throws NotProvedException {
    if (!KEY_ID.matcher(keyId).matches()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    Slot slot = slots.get(keyId, made -> new Slot());
    Known known = slot.known;
    if (known == null || ticker.getAsLong() - known.freshUntil() >= 0) {
      known = refreshed(slot, keyId);
    }
    return known.key().orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
  }

  private Known refreshed(Slot slot, String keyId) throws NotProvedException {
    Optional<Known> serving =
        Optional.ofNullable(slot.known)
            .filter(known -> ticker.getAsLong() - known.servesUntil() < 0);
    if (!entered(slot, serving.isPresent() ? Duration.ZERO : WAIT)) {
      return serving.orElseThrow(NotProvedException::outage);
    }
    try {
      Known known = slot.known;
      if (known == null || ticker.getAsLong() - known.freshUntil() >= 0) {
        known = fetched(keyId);
        slot.known = known;
      }
      return known;
    } catch (NotProvedException e) {
      if (serving.isEmpty() || !(e.verdict() instanceof Undecided)) {
        throw e;
      }
      // Not every player of an outage shall wait for another failure.
      Known known =
          new Known(
              serving.get().key(),
              ticker.getAsLong() + NEXT_TRY.toNanos(),
              serving.get().servesUntil());
      slot.known = known;
      return known;
    } finally {
      slot.fetching.unlock();
    }
  }

  private static boolean entered(Slot slot, Duration wait) {
    try {
      return slot.fetching.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Known fetched(String keyId) throws NotProvedException {
    if (!madeUp.untilNext().isZero()) {
      throw NotProvedException.undecided(Cause.THROTTLED, madeUp.untilNext());
    }
    ApiAnswer answer = api.ask(ApiRequest.get(address).segment(keyId).repeatable());
    long now = ticker.getAsLong();
    switch (answer.status()) {
      case 200 -> {
        long fresh = now + FRESH.toNanos();
        VerificationKey key =
            admitted(keyId, answer.json()).orElseThrow(NotProvedException::outage);
        return new Known(Optional.of(key), fresh, fresh + STALE.toNanos());
      }
      case 400, 404, 410 -> {
        madeUp.add();
        return new Known(Optional.empty(), now + NOTHING_THERE.toNanos(), now);
      }
      default -> throw api.unexpected(answer);
    }
  }

  private Optional<VerificationKey> admitted(String keyId, ApiJson jwk) {
    Optional<BigInteger> modulus = number(jwk, "n");
    Optional<BigInteger> exponent = number(jwk, "e");
    if (!jwk.maybeText("kid").equals(Optional.of(keyId))
        || (jwk.has("kty") && !jwk.maybeText("kty").equals(Optional.of("RSA")))
        || jwk.has("d")
        || modulus.isEmpty()
        || exponent.isEmpty()) {
      return Optional.empty();
    }
    try {
      return VerificationKey.admitted(
          Optional.of(keyId),
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus.get(), exponent.get())),
          algorithm);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> number(ApiJson jwk, String name) {
    Optional<String> text = jwk.maybeText(name).filter(value -> value.length() <= 2048);
    try {
      return text.map(value -> new BigInteger(1, Base64.getUrlDecoder().decode(value)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whose keys it holds. */
  @Override
  public String toString() {
    return "KeyByIdCache(" + api + ")";
  }
}
