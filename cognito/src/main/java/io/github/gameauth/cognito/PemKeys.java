// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySource;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are published one by one, each as PEM at an address that ends with its id.
 *
 * <p>One flight at a time fetches a key. It is used for an hour; then it is asked for again while
 * it goes on serving, and during an outage for four hours longer. An id of which there is no key is
 * not asked for again within a minute, and strangers who make up ids share a limit, within which
 * nobody else's unknown id can be judged either: undecided, and never refused.
 */
final class PemKeys implements KeySource {
  static final int MAX_IDS = 128;
  static final Duration FRESH = Duration.ofHours(1);
  static final Duration STALE = Duration.ofHours(4);
  static final Duration NOTHING_THERE = Duration.ofMinutes(1);
  private static final Duration NEXT_TRY = Duration.ofSeconds(2);
  private static final Duration NEXT_TRY_WHILE_SERVING = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 16 * 1024;
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /**
   * What is known of an id.
   *
   * @param key the key, if there is one
   * @param refused whether there is none, as opposed to nobody having told yet
   * @param askAt when to ask, or to ask again
   * @param servesUntil when the key is too old to be used
   * @param flight the fetch under way
   */
  private record State(
      Optional<VerificationKey> key,
      boolean refused,
      long askAt,
      long servesUntil,
      @Nullable CompletableFuture<Void> flight) {
    static State unknown(long now) {
      return new State(Optional.empty(), false, now, now, null);
    }

    boolean serves(long now) {
      return key.isPresent() && now - servesUntil < 0;
    }

    boolean isDue(long now) {
      return flight == null && now - askAt >= 0;
    }

    State flying(CompletableFuture<Void> begun) {
      return new State(key, refused, askAt, servesUntil, begun);
    }

    State askingAgainAt(long then) {
      return new State(key, refused, then, servesUntil, null);
    }
  }

  /** Where the state of an id stands; it changes whole. */
  private static final class Slot {
    private final AtomicReference<State> state;

    Slot(State first) {
      state = new AtomicReference<>(first);
    }

    State get() {
      return Objects.requireNonNull(state.get());
    }

    boolean change(State from, State to) {
      return state.compareAndSet(from, to);
    }

    void land(CompletableFuture<Void> flight, State after) {
      state.set(after);
      flight.complete(null);
    }
  }

  private final String address;
  private final JsonHttp http;
  private final Executor fetchers;
  private final LongSupplier ticker;
  private final AttemptLimit strangers;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  /**
   * Keys below an address.
   *
   * @param address without a slash at the end
   */
  PemKeys(String address, JsonHttp http, Executor fetchers, LongSupplier ticker) {
    this.address = address;
    this.http = http.maxBytes(MAX_BYTES);
    this.fetchers = fetchers;
    this.ticker = ticker;
    this.strangers = new AttemptLimit(ticker.getAsLong());
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    if (keyId == null || !KEY_ID.matcher(keyId).matches()) {
      return KeyAnswer.UNKNOWN;
    }
    long now = ticker.getAsLong();
    Slot slot = slots.get(keyId);
    if (slot == null) {
      makeRoom(now);
      if (slots.size() >= MAX_IDS) {
        return unavailable(NEXT_TRY.toNanos());
      }
      slot = slots.computeIfAbsent(keyId, id -> new Slot(State.unknown(now)));
    }
    if (slot.get().isDue(now)) {
      begin(keyId, slot, now);
    }
    return answer(slot.get(), now);
  }

  private static KeyAnswer answer(State state, long now) {
    if (state.serves(now)) {
      return new KeyAnswer.Found(List.of(state.key().orElseThrow()));
    }
    if (state.flight() != null) {
      return new KeyAnswer.Pending(state.flight());
    }
    return state.refused() ? KeyAnswer.UNKNOWN : unavailable(state.askAt() - now);
  }

  private static KeyAnswer unavailable(long nanos) {
    return new KeyAnswer.Unavailable(Duration.ofNanos(Math.max(nanos, 1_000_000)));
  }

  /** Forgets ids that would have to be asked for anyway, if there are many. */
  private void makeRoom(long now) {
    if (slots.size() >= MAX_IDS) {
      slots.values().removeIf(each -> each.get().isDue(now) && !each.get().serves(now));
    }
  }

  private void begin(String keyId, Slot slot, long now) {
    State seen = slot.get();
    CompletableFuture<Void> flight = new CompletableFuture<>();
    if (!seen.isDue(now) || !slot.change(seen, seen.flying(flight))) {
      return;
    }
    long wait = seen.serves(now) ? 0 : strangers.begin(now);
    if (wait > 0) {
      // Not kept: nobody shall fill our memory with ids that nobody asked about.
      slots.remove(keyId, slot);
      slot.land(flight, State.unknown(now).askingAgainAt(now + wait));
      return;
    }
    try {
      fetchers.execute(() -> carryOut(keyId, seen, slot, flight));
    } catch (RejectedExecutionException e) {
      slot.land(flight, afterFailure(seen, Duration.ZERO));
    }
  }

  private void carryOut(String keyId, State before, Slot slot, CompletableFuture<Void> flight) {
    @Nullable State after = null; // whatever else is thrown is a failure, too
    try {
      after = fetched(keyId, before);
    } catch (UpstreamException e) {
      after = afterFailure(before, e.retryAfter().orElse(Duration.ZERO));
    } finally {
      slot.land(flight, after == null ? afterFailure(before, Duration.ZERO) : after);
    }
  }

  private State fetched(String keyId, State before) throws UpstreamException {
    long asked = ticker.getAsLong();
    HttpAnswer answer = http.get(URI.create(address + "/" + keyId), Map.of("Accept", "*/*"));
    int status = answer.status();
    // A bucket says 403 of what is not there. Of a key that was there, that is no withdrawal.
    boolean gone = status == 404 || status == 410;
    if (gone || (!before.serves(asked) && (status == 403 || status == 400))) {
      long until = ticker.getAsLong() + NOTHING_THERE.toNanos();
      return new State(Optional.empty(), true, until, asked, null);
    }
    Optional<VerificationKey> key =
        status == 200 ? PemKey.of(keyId, answer.bodyText()) : Optional.empty();
    if (key.isEmpty()) {
      return afterFailure(before, Duration.ZERO);
    }
    long freshUntil = asked + FRESH.toNanos();
    return new State(key, false, freshUntil, freshUntil + STALE.toNanos(), null);
  }

  private State afterFailure(State before, Duration atLeast) {
    long now = ticker.getAsLong();
    Duration usual = before.serves(now) ? NEXT_TRY_WHILE_SERVING : NEXT_TRY;
    Duration wait = atLeast.compareTo(usual) > 0 ? atLeast : usual;
    // That there was none a while ago says nothing now.
    return new State(before.key(), false, now + wait.toNanos(), before.servesUntil(), null);
  }

  /** How many ids something is known of. */
  int size() {
    return slots.size();
  }
}
