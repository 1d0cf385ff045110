// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before the framework, and so before all that a framework does by itself: answering {@code
 * HEAD} and {@code OPTIONS}, upgrading to WebSocket, making one path of another. First the gate,
 * then the list of routes; what is not on it never gets any further.
 */
final class FrontDoor extends Handler.Wrapper {
  private final List<Route> routes;
  private final Gate gate;
  private final Web.Watcher watcher;

  /** What every request passes first. */
  @FunctionalInterface
  interface Gate {
    /** Lets everybody through. */
    Gate NONE = (request, route) -> {};

    /**
     * Looks at the head of a request; its body has not been read.
     *
     * @param route what is asked for, if it is listed
     * @throws Refusal if it goes no further
     */
    void pass(Request request, Optional<Route> route);
  }

  FrontDoor(List<Route> routes, Gate gate, Web.Watcher watcher) {
    this.routes = List.copyOf(routes);
    this.gate = gate;
    this.watcher = watcher;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String method = request.getMethod();
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    Optional<Route> route = routes.stream().filter(each -> each.answers(method, path)).findFirst();
    try {
      gate.pass(request, route);
    } catch (Refusal refusal) {
      return refused(request, response, callback, refusal);
    }
    return route.isPresent()
        ? super.handle(request, response, callback)
        : refused(request, response, callback, Refusal.notFound());
  }

  private boolean refused(Request request, Response response, Callback callback, Refusal refusal) {
    Duration took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
    watcher.answered(Web.known(request.getMethod()), Web.UNLISTED, refusal.status(), took);
    Unheard.write(request, response, callback, refusal);
    return true;
  }
}
