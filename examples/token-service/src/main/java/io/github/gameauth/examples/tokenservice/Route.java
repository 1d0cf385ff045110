// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * One thing that may be asked for. What is not listed is refused.
 *
 * @param method how
 * @param path where, as in the OpenAPI description
 * @param door who may ask
 * @param handler what answers
 */
record Route(HandlerType method, String path, Door door, Handler handler) {
  /** Who may ask, and how often. */
  enum Door {
    /** Load balancers, from anywhere: not even the edge's secret is asked for. */
    HEALTH,
    /** Game servers, which fetch documents; countries do not count. */
    DOCUMENT,
    /** Players, through the edge and from countries that may play. */
    PLAYER,
    /** Operators, on the administration port. */
    OPERATOR
  }

  static Route get(String path, Door door, Handler handler) {
    return new Route(HandlerType.GET, path, door, handler);
  }

  /** A document: {@code GET}, and {@code HEAD} for caches. */
  static List<Route> document(String path, Door door, Handler handler) {
    return List.of(get(path, door, handler), new Route(HandlerType.HEAD, path, door, handler));
  }

  static Route post(String path, Door door, Handler handler) {
    return new Route(HandlerType.POST, path, door, handler);
  }

  static Route delete(String path, Door door, Handler handler) {
    return new Route(HandlerType.DELETE, path, door, handler);
  }

  /** {@code GET /healthz}. */
  @Override
  public String toString() {
    return method.name() + " " + path;
  }
}
