// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that can be asked for over HTTP, and the few threads that wait where waiting is needed. */
final class Site implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Site.class);
  private static final int THREADS = 8;
  private static final int QUEUE = 512;
  private static final Duration LATER = Duration.ofSeconds(2);

  private final Map<String, Route> routes = new HashMap<>();
  private final ExecutorService threads;
  private final Set<String> origins;

  /**
   * The site.
   *
   * @param origins the pages that may ask
   */
  Site(List<Route> routes, List<String> origins) {
    this.origins = Set.copyOf(origins);
    routes.forEach(route -> this.routes.put(key(route.method(), route.path()), route));
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            work -> new Thread(work, "site"));
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  private static String key(String method, String path) {
    return method + ' ' + path;
  }

  /** Answers, and holds nobody up. Never completes exceptionally. */
  CompletableFuture<Answer> answer(Request request) {
    @Nullable Route route = routes.get(key(request.method(), request.path()));
    if (route == null) {
      return CompletableFuture.completedFuture(Answer.refused(404, "not_found"));
    }
    if (!mayAsk(request)) {
      return CompletableFuture.completedFuture(Answer.refused(403, "access_denied"));
    }
    if (!route.waits()) {
      return CompletableFuture.completedFuture(answer(route, request));
    }
    try {
      return CompletableFuture.supplyAsync(() -> answer(route, request), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Answer.unavailable(LATER)); // The queue is full.
    }
  }

  /** A page of somebody else's makes no guests here. Programs send no {@code Origin}. */
  private boolean mayAsk(Request request) {
    return origins.containsAll(request.headers().getOrDefault("origin", List.of()));
  }

  private static Answer answer(Route route, Request request) {
    try {
      return route.endpoint().apply(request);
    } catch (StoreException | SigningKeysUnavailableException e) {
      log.warn("nobody can tell: {}", e.getMessage()); // Both name the step and no value.
      return Answer.unavailable(LATER);
    } catch (RuntimeException e) {
      log.error("{} failed", route.path(), e);
      return Answer.refused(500, "internal_error");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
