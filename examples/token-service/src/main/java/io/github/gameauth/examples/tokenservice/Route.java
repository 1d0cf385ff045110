// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that may be asked for. What is not listed is refused.
 *
 * @param method how
 * @param path where, as in the OpenAPI description
 * @param door who may ask
 * @param handler what answers
 */
record Route(HandlerType method, String path, Door door, Handler handler) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]{1,255}");

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

  /**
   * Whether this is what is asked for. Only what a path plainly says counts: an escape, a parameter
   * or a dot segment could be read in two ways, and so is read in none.
   *
   * @param method as it was sent
   * @param path as it was sent
   */
  boolean answers(String method, String path) {
    return this.method.name().equals(method)
        && (path.equals(this.path) || this.path.indexOf('{') >= 0 && covers(path));
  }

  private boolean covers(String path) {
    String[] mine = this.path.split("/", -1);
    String[] asked = path.split("/", -1);
    for (int i = 0; i < mine.length; i++) {
      boolean same =
          i < asked.length
              && (mine[i].startsWith("{") ? isPlain(asked[i]) : mine[i].equals(asked[i]));
      if (!same) {
        return false;
      }
    }
    return mine.length == asked.length;
  }

  /** Whether it can stand in a path, as one segment and without escapes (RFC 3986 §3.3). */
  static boolean isPlain(String segment) {
    return PLAIN.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
  }

  /** {@code GET /healthz}. */
  @Override
  public String toString() {
    return method.name() + " " + path;
  }
}
