// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Fingerprint;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a platform is out, by what happened to many: it is while so many different accounts and
 * so many different sources failed within a window. Each success takes one failure away, so a
 * platform that fails one player in a hundred is not out.
 *
 * <p>One caller, however often it provokes a failure, counts once, and takes nobody's place: what
 * is remembered is the last failure of the so many accounts and sources that failed last.
 */
final class OutageSignal {
  private final int enough;
  private final long windowNanos;
  private final LongSupplier ticker;

  private final Map<Fingerprint, Long> accounts = new LinkedHashMap<>();
  private final Map<Fingerprint, Long> sources = new LinkedHashMap<>();
  private boolean out;
  private long quietSince;

  OutageSignal(int enough, Duration window, LongSupplier ticker) {
    this.enough = enough;
    this.windowNanos = window.toNanos();
    this.ticker = ticker;
    this.quietSince = ticker.getAsLong();
  }

  /** One that could not be judged; tells whether the signal changed. */
  synchronized boolean failed(Optional<Fingerprint> account, Optional<Fingerprint> source) {
    long now = ticker.getAsLong();
    account.ifPresent(each -> last(accounts, each, now));
    source.ifPresent(each -> last(sources, each, now));
    return changed(now);
  }

  private void last(Map<Fingerprint, Long> failures, Fingerprint who, long now) {
    failures.remove(who);
    failures.put(who, now);
    if (failures.size() > enough) {
      removeEldest(failures);
    }
  }

  /** One that the platform vouched for; tells whether the signal changed. */
  synchronized boolean succeeded() {
    removeEldest(accounts);
    removeEldest(sources);
    return changed(ticker.getAsLong());
  }

  private static void removeEldest(Map<Fingerprint, Long> failures) {
    Iterator<Fingerprint> eldest = failures.keySet().iterator();
    if (eldest.hasNext()) {
      eldest.next();
      eldest.remove();
    }
  }

  /** Lets time have its effect; tells whether the signal changed. */
  synchronized boolean aged() {
    return changed(ticker.getAsLong());
  }

  private boolean changed(long now) {
    boolean before = out;
    out = isFull(accounts, now) && isFull(sources, now);
    if (before && !out) {
      quietSince = now;
    }
    return before != out;
  }

  private boolean isFull(Map<Fingerprint, Long> failures, long now) {
    @Nullable Long eldest = failures.isEmpty() ? null : failures.values().iterator().next();
    return failures.size() == enough && eldest != null && now - eldest <= windowNanos;
  }

  synchronized boolean isOut() {
    return out;
  }

  /** For how many nanoseconds it has not been out; empty if it is. */
  synchronized OptionalLong quietNanos() {
    return out ? OptionalLong.empty() : OptionalLong.of(ticker.getAsLong() - quietSince);
  }
}
