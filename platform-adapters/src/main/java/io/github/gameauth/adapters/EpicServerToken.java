// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of our server at Epic, kept until a minute before its end. One caller at a time
 * fetches it; the others wait for that. Safe to share.
 */
final class EpicServerToken {
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final Duration WAIT = Duration.ofSeconds(2);

  private record Held(Secret token, long until) {}

  private final PlatformApi api;
  private final String endpoint;
  private final EpicServer server;
  private final LongSupplier ticker;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held held;

  EpicServerToken(PlatformApi api, String endpoint, EpicServer server, LongSupplier ticker) {
    this.api = api;
    this.endpoint = endpoint;
    this.server = server;
    this.ticker = ticker;
  }

  /** The answer to a question that is asked in our name. */
  ApiAnswer asked(ApiRequest question) throws NotProvedException {
    Secret token = current();
    ApiAnswer answer = api.ask(question.bearer(token));
    if (answer.status() == 401) {
      held = null; // withdrawn early; whoever asks next fetches another
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer;
  }

  private Secret current() throws NotProvedException {
    Held now = held;
    if (now != null && isGood(now)) {
      return now.token();
    }
    if (!entered()) {
      throw NotProvedException.outage();
    }
    try {
      now = held;
      if (now == null || !isGood(now)) {
        now = fetched();
        held = now;
      }
      return now.token();
    } finally {
      fetching.unlock();
    }
  }

  private boolean isGood(Held one) {
    return ticker.getAsLong() - one.until() < 0;
  }

  private boolean entered() {
    try {
      return fetching.tryLock(WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Held fetched() throws NotProvedException {
    ApiAnswer answer =
        api.ask(
            ApiRequest.post(endpoint)
                .basic(server.clientId(), server.clientSecret())
                .form("grant_type", "client_credentials")
                .form("deployment_id", server.deploymentId()));
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    ApiJson json = answer.json();
    long seconds = Math.min(json.number("expires_in"), LONGEST_LIFE.toSeconds());
    Duration life = Duration.ofSeconds(Math.max(0, seconds)).minus(MARGIN);
    return new Held(json.token("access_token"), ticker.getAsLong() + life.toNanos());
  }
}
