// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.event.KeysFetched;
import io.github.gameauth.key.KeySetState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log what happens to one issuer's keys. */
final class KeyReport {
  private static final Logger log = LoggerFactory.getLogger(JwksCache.class);

  private final String issuer;
  private final AuthListener listener;
  private final OrderedEvents events = new OrderedEvents();
  private Stage stage = Stage.EMPTY;

  KeyReport(String issuer, AuthListener listener) {
    this.issuer = issuer;
    this.listener = GuardedListener.around(listener);
  }

  /** Tells what waits to be told, on this thread. */
  void tell() {
    events.tell();
  }

  boolean hasSomethingToTell() {
    return !events.isEmpty();
  }

  void fetched(FetchCause cause, KeySetFetch.Fetched came, boolean isNew, Duration took) {
    JwkSet keys = came.keys() == null ? JwkSet.NONE : came.keys();
    KeysFetched event =
        new KeysFetched(
            issuer,
            cause.name(),
            isNew ? "NEW" : "UNCHANGED",
            came.status(),
            came.contentType(),
            keys.size(),
            keys.refusals().size(),
            took);
    events.add(() -> listener.keysFetched(event));
  }

  void failed(FetchCause cause, KeyFetchException failure, Duration took) {
    KeysFetched event =
        new KeysFetched(
            issuer,
            cause.name(),
            failure.code(),
            failure.status(),
            failure.contentType(),
            0,
            failure.refusals().size(),
            took);
    events.add(
        () -> {
          log.debug("Keys of {} could not be fetched: {}", issuer, failure.code());
          listener.keysFetched(event);
        });
    refused(failure.refusals());
  }

  void refused(List<JwkRefusal> refusals) {
    if (refusals.contains(JwkRefusal.PRIVATE)) {
      events.add(
          () -> log.warn("The key set of {} holds a key whose private half is public", issuer));
    }
    for (JwkRefusal refusal : refusals) {
      events.add(() -> listener.keyRefused(issuer, refusal.name()));
    }
  }

  void changed(JwkSet before, JwkSet after, long generation) {
    KeysChanged event =
        new KeysChanged(
            issuer,
            generation,
            after.addedSince(before),
            before.addedSince(after),
            after.replacedSince(before),
            after.ambiguous());
    events.add(
        () -> {
          log.info(
              "Keys of {}, set {}: added {}, removed {}, replaced {}",
              issuer,
              generation,
              clipped(event.added()),
              clipped(event.removed()),
              clipped(event.replaced()));
          if (!event.ambiguous().isEmpty()) {
            log.warn("Several keys of {} bear the ids {}", issuer, clipped(event.ambiguous()));
          }
          listener.keysChanged(event);
        });
  }

  private static String clipped(List<String> keyIds) {
    return keyIds.stream().map(Printable::clipped).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Notes the stage; callers see to it that two do not at once. */
  void stage(Stage now, Instant trustedUntil, String failure) {
    Stage before = stage;
    if (before == now || now == Stage.CLOSED) {
      return;
    }
    stage = now;
    events.add(
        () -> {
          if (now == Stage.STALE) {
            log.warn("Serving stale keys of {} until {}: {}", issuer, trustedUntil, failure);
          } else if (now == Stage.EXPIRED) {
            log.warn("No keys of {} may be trusted any more: {}", issuer, failure);
          }
          listener.keyStateChanged(issuer, before.name(), now.name());
        });
  }
}
