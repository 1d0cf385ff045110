// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.adapters.proof.BadRequestLimit.Count;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.upstream.CircuitBreaker;
import io.github.gameauth.upstream.CircuitBreaker.Permit;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform's web API, asked within limits: only the hosts that were named, over https, so many
 * calls at once and no queue, none while the platform asks us to wait or does not answer. Whatever
 * goes wrong on the way is a {@link NotProvedException} with the right cause; of the question it
 * tells nothing, since keys and tickets stand in it.
 *
 * <p>Blocks the caller for at most the time of {@link JsonHttp#wholeCall}. Safe to share. Probes
 * have one of their own, so that they cannot take the logins' places.
 */
public final class PlatformApi {
  private static final Logger log = LoggerFactory.getLogger(PlatformApi.class);

  private static final long ALARM_EVERY = Duration.ofMinutes(1).toNanos();

  /** Until then the platform has asked us to wait, and why. */
  private record Pause(long until, Cause cause) {}

  private final String name;
  private final Set<String> hosts;
  private final JsonHttp once;
  private final JsonHttp again;
  private final Semaphore places;
  private final CircuitBreaker breaker;
  private final LongSupplier ticker;
  private final @Nullable Count badRequests;
  private volatile Pause pause;
  private final AtomicLong nextAlarm;

  private PlatformApi(
      String name, Set<String> hosts, AdapterContext context, @Nullable BadRequestLimit limit) {
    this.name = name;
    this.hosts = Set.copyOf(hosts);
    this.once = context.http().retries(0);
    this.again = context.http().retries(1);
    this.places = new Semaphore(context.limits().concurrentCalls());
    this.ticker = context.ticker();
    this.breaker = new CircuitBreaker(name, context.limits().breaker(), ticker, hearers(context));
    this.badRequests = limit == null ? null : new Count(limit, ticker);
    this.pause = new Pause(ticker.getAsLong(), Cause.THROTTLED);
    this.nextAlarm = new AtomicLong(ticker.getAsLong());
  }

  private static CircuitBreaker.Listener hearers(AdapterContext context) {
    CircuitBreaker.Listener first = CircuitBreaker.Listener.telling(context.listener());
    CircuitBreaker.Listener second = context.breakers();
    return (breaker, from, to) -> {
      first.changed(breaker, from, to); // which throws nothing
      second.changed(breaker, from, to);
    };
  }

  /**
   * An API.
   *
   * @param name whose, for log lines and the breaker
   * @param hosts the only hosts that are asked, letter by letter
   */
  public static PlatformApi of(String name, AdapterContext context, String... hosts) {
    return new PlatformApi(name, Set.of(hosts), context, null);
  }

  /** An API that blocks whoever asks nonsense too often. */
  public static PlatformApi of(
      String name, AdapterContext context, BadRequestLimit limit, String... hosts) {
    return new PlatformApi(name, Set.of(hosts), context, limit);
  }

  /**
   * Asks.
   *
   * @return an answer with a status other than 3xx, 429 and 5xx; JSON if the status is 2xx
   * @throws NotProvedException if there is no such answer
   * @throws IllegalArgumentException if the adapter asks a host that it did not name
   */
  public ApiAnswer ask(ApiRequest request) throws NotProvedException {
    return ask(request, answer -> Optional.of(new ApiAnswer(answer)).filter(ApiAnswer::isSensible));
  }

  /**
   * Asks for something else than JSON.
   *
   * @param reading what the answer says; empty if that is nonsense, which counts as a failure of
   *     the platform
   */
  <T> T ask(ApiRequest request, Function<HttpAnswer, Optional<T>> reading)
      throws NotProvedException {
    URI uri = requireNamed(request.uri());
    if (!request.isSendable()) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    requireUnpaused();
    if (!places.tryAcquire()) {
      throw NotProvedException.undecided(Cause.THROTTLED, NotProvedException.AFTER_THROTTLE);
    }
    try {
      Optional<Permit> permit = breaker.acquire();
      if (permit.isEmpty()) {
        throw NotProvedException.undecided(
            Cause.OUTAGE, atLeast(NotProvedException.AFTER_THROTTLE, breaker.retryAfter()));
      }
      return answered(request, uri, reading, permit.get());
    } finally {
      places.release();
    }
  }

  private URI requireNamed(URI uri) {
    if (!"https".equals(uri.getScheme())
        || uri.getPort() != -1
        || uri.getRawUserInfo() != null
        || !hosts.contains(uri.getHost())) {
      throw new IllegalArgumentException(
          "host: " + uri.getHost() + " (expected: https and one of " + hosts + ")");
    }
    return uri;
  }

  private void requireUnpaused() throws NotProvedException {
    Pause asked = pause;
    long wait = asked.until() - ticker.getAsLong();
    if (wait > 0) {
      throw NotProvedException.undecided(asked.cause(), Duration.ofNanos(wait));
    }
    if (badRequests != null && !badRequests.untilNext().isZero()) {
      alarm("refused us so often that we stop asking for a while");
      throw NotProvedException.undecided(Cause.THROTTLED, badRequests.untilNext());
    }
  }

  private <T> T answered(
      ApiRequest request, URI uri, Function<HttpAnswer, Optional<T>> reading, Permit permit)
      throws NotProvedException {
    try {
      HttpAnswer answer = sent(request, uri);
      Optional<T> read = reading.apply(answer);
      if (read.isEmpty()) {
        permit.failed();
        throw NotProvedException.outage();
      }
      permit.succeeded();
      noteRefusal(answer.status());
      return read.get();
    } catch (UpstreamException e) {
      throw notProved(e, permit);
    }
  }

  private HttpAnswer sent(ApiRequest request, URI uri) throws UpstreamException {
    return switch (request.kind()) {
      case GET -> (request.isRepeatable() ? again : once).get(uri, request.headers());
      case FORM -> once.postForm(uri, request.form(), request.headers());
      case JSON -> once.postJson(uri, request.json(), request.headers());
    };
  }

  private NotProvedException notProved(UpstreamException e, Permit permit) {
    log.debug("{} gave no answer: {}", name, e.failure());
    switch (e.failure()) {
      case THROTTLED -> {
        permit.succeeded();
        noteRefusal(e.status());
        Duration wait = e.retryAfter().orElse(NotProvedException.AFTER_THROTTLE);
        pause(wait, Cause.THROTTLED);
        return NotProvedException.undecided(Cause.THROTTLED, wait);
      }
      case ADDRESS -> {
        permit.succeeded();
        return misconfigured("its host stands for an address that may not be asked");
      }
      case INTERRUPTED, CLOSED -> {
        // Says nothing about the platform, and so the breaker is told nothing.
      }
      default -> permit.failed();
    }
    e.retryAfter().ifPresent(wait -> pause(wait, Cause.OUTAGE));
    return NotProvedException.undecided(
        Cause.OUTAGE, e.retryAfter().orElse(NotProvedException.AFTER_OUTAGE));
  }

  private synchronized void pause(Duration wait, Cause cause) {
    Pause next = new Pause(ticker.getAsLong() + wait.toNanos(), cause);
    if (next.until() - pause.until() > 0) {
      pause = next;
    }
  }

  private void noteRefusal(int status) {
    if (badRequests != null && (status == 401 || status == 403 || status == 429)) {
      badRequests.add();
    }
  }

  /**
   * What to throw when the platform says in words of its own, and not by 429, that we ask too much;
   * it is not asked for so long.
   */
  public NotProvedException throttled(Duration wait) {
    pause(wait, Cause.THROTTLED);
    return NotProvedException.undecided(Cause.THROTTLED, wait);
  }

  /**
   * What to throw when the platform refuses us and not the player. Says so in the log, at most once
   * a minute.
   *
   * @param what what it refuses, in words of ours: never anything out of the answer
   */
  public NotProvedException misconfigured(String what) {
    alarm(what);
    return NotProvedException.undecided(
        Cause.MISCONFIGURED, NotProvedException.AFTER_MISCONFIGURATION);
  }

  /**
   * What to throw for a status that the adapter has no word for: 400, 401, 403, 404, 405 and the
   * like mean that we ask wrongly or are not allowed to; everything else is an outage.
   */
  public NotProvedException unexpected(ApiAnswer answer) {
    int status = answer.status();
    return status >= 400 && status < 500 && status != 408
        ? misconfigured("status " + status)
        : NotProvedException.outage();
  }

  private void alarm(String what) {
    long now = ticker.getAsLong();
    long due = nextAlarm.get();
    if (now - due >= 0 && nextAlarm.compareAndSet(due, now + ALARM_EVERY)) {
      log.warn("{} does not accept us: {}", name, what);
    }
  }

  private static Duration atLeast(Duration least, Duration span) {
    return span.compareTo(least) < 0 ? least : span;
  }

  /** Its name and hosts. */
  @Override
  public String toString() {
    return "PlatformApi(" + name + ", " + hosts + ")";
  }
}
