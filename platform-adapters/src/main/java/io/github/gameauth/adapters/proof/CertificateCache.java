// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gameauth.adapters.proof.BadRequestLimit.Count;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.upstream.HttpAnswer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that a platform publishes at addresses which players tell: fetched from its own host
 * only, trusted only with a chain that ends at a root of ours, and kept fresh. This is the one
 * place where that is done.
 *
 * <p>An address is fetched by one caller at a time. A certificate is used for as long as the
 * platform says by {@code max-age}, between 5 minutes and a day, an hour if it does not; during an
 * outage for a day longer. An address where nothing is, is not asked again for 10 minutes, and a
 * stranger who makes up many of them is held up by a limit.
 *
 * <p>Safe to share. It blocks while a certificate is fetched.
 */
public final class CertificateCache {
  private static final Logger log = LoggerFactory.getLogger(CertificateCache.class);

  private static final int MAX_ADDRESSES = 256;
  private static final int MAX_LENGTH = 256;
  private static final int MAX_FILE = 10_000;
  private static final int FORBIDDEN = 403;
  private static final Duration LEAST = Duration.ofMinutes(5);
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration MOST = Duration.ofDays(1);
  private static final Duration STALE = Duration.ofDays(1);
  private static final Duration NOTHING_THERE = Duration.ofMinutes(10);
  private static final Duration NEXT_TRY = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final BadRequestLimit MADE_UP = new BadRequestLimit(20, Duration.ofSeconds(10));
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=(\\d{1,9})");

  /** What is known of an address; {@code certificate} is absent where nothing is. */
  private record Known(
      Optional<TrustedCertificate> certificate, long freshUntil, long servesUntil) {
    Known freshUntil(long nanos) {
      return new Known(certificate, nanos, servesUntil);
    }
  }

  private static final class Slot {
    final ReentrantLock fetching = new ReentrantLock();
    volatile @Nullable Known known;
  }

  /** An answer that was understood. */
  private record Published(int status, Optional<X509Certificate> certificate, Duration fresh) {}

  private final PlatformApi api;
  private final String name;
  private final Pattern addresses;
  private final CertificateTrust trust;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Count madeUp;
  private final Cache<String, Slot> slots =
      Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();

  /**
   * A cache.
   *
   * @param name the platform's, for log lines
   * @param hosts the only hosts that are asked, letter by letter
   * @param path what a certificate's path looks like; the narrower, the fewer can be made up
   * @param trust whose certificates are good
   */
  public CertificateCache(
      String name,
      AdapterContext context,
      Collection<String> hosts,
      Pattern path,
      CertificateTrust trust) {
    this.name = name;
    this.api = PlatformApi.of(name, context, hosts.toArray(String[]::new));
    this.addresses =
        Pattern.compile(
            hosts.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "https://(?:", ")(?:" + path + ")")));
    this.trust = trust;
    this.clock = context.clock();
    this.ticker = context.ticker();
    this.madeUp = new Count(MADE_UP, ticker);
  }

  /**
   * The certificate at an address.
   *
   * @param address as the player told it
   * @throws NotProvedException INVALID if the address is not the platform's, nothing is there, or
   *     it is not to be trusted; undecided if it cannot be fetched
   */
  public TrustedCertificate at(String address) throws NotProvedException {
    if (address.length() > MAX_LENGTH || !addresses.matcher(address).matches()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    Slot slot = slots.get(address, made -> new Slot());
    Known known = slot.known;
    if (known == null || ticker.getAsLong() - known.freshUntil() >= 0) {
      known = refreshed(slot, address);
    }
    return known
        .certificate()
        .filter(certificate -> certificate.isGoodAt(clock.instant()))
        .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
  }

  private Known refreshed(Slot slot, String address) throws NotProvedException {
    Optional<Known> serving = serving(slot);
    if (!entered(slot, serving.isPresent() ? Duration.ZERO : WAIT)) {
      return serving.orElseThrow(NotProvedException::outage);
    }
    try {
      Known known = slot.known;
      if (known != null && ticker.getAsLong() - known.freshUntil() < 0) {
        return known; // somebody else was quicker
      }
      known = fetched(address, serving.isPresent());
      slot.known = known;
      return known;
    } catch (NotProvedException e) {
      if (e.verdict() instanceof Undecided && serving.isPresent()) {
        slot.known = serving.get().freshUntil(ticker.getAsLong() + NEXT_TRY.toNanos());
        return serving.get();
      }
      throw e;
    } finally {
      slot.fetching.unlock();
    }
  }

  private Optional<Known> serving(Slot slot) {
    Known known = slot.known;
    return known != null
            && known.certificate().isPresent()
            && ticker.getAsLong() - known.servesUntil() < 0
        ? Optional.of(known)
        : Optional.empty();
  }

  private static boolean entered(Slot slot, Duration wait) {
    try {
      return slot.fetching.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Known fetched(String address, boolean wasThere) throws NotProvedException {
    if (!madeUp.untilNext().isZero()) {
      throw NotProvedException.undecided(Cause.THROTTLED, madeUp.untilNext());
    }
    Published published =
        api.ask(
            ApiRequest.get(address).header("Accept", "*/*").repeatable(),
            CertificateCache::published);
    long now = ticker.getAsLong();
    if (published.certificate().isEmpty()) {
      if (published.status() == FORBIDDEN && wasThere) {
        // Where nothing is, some hosts say so; where something was, it is us whom they turn away.
        throw NotProvedException.outage();
      }
      madeUp.add();
      return new Known(Optional.empty(), now + NOTHING_THERE.toNanos(), now);
    }
    Optional<TrustedCertificate> trusted = trust.in(published.certificate().get(), clock.instant());
    if (trusted.isEmpty()) {
      log.warn(
          "{}: the published certificate is not of the organization or the authorities that we"
              + " trust; the platform may have changed them",
          name);
    }
    long fresh = now + published.fresh().toNanos();
    return new Known(trusted, fresh, fresh + STALE.toNanos());
  }

  /** Empty for what cannot be understood, and so is an outage. */
  private static Optional<Published> published(HttpAnswer answer) {
    return switch (answer.status()) {
      case 200 ->
          Optional.of(answer.body())
              .filter(file -> file.length <= MAX_FILE)
              .flatMap(Certificates::one)
              .map(one -> new Published(200, Optional.of(one), freshness(answer)));
      case FORBIDDEN, 404, 410 ->
          Optional.of(new Published(answer.status(), Optional.empty(), Duration.ZERO));
      default -> Optional.empty();
    };
  }

  private static Duration freshness(HttpAnswer answer) {
    return answer
        .header("Cache-Control")
        .map(MAX_AGE::matcher)
        .filter(Matcher::find)
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
        .map(said -> said.compareTo(LEAST) < 0 ? LEAST : said)
        .map(said -> said.compareTo(MOST) > 0 ? MOST : said)
        .orElse(USUAL);
  }

  /** Its name. */
  @Override
  public String toString() {
    return "CertificateCache(" + name + ")";
  }
}
