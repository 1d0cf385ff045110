// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import java.util.function.Function;

/**
 * Something that can be asked for. What is not listed is refused.
 *
 * @param waits whether the answer may take a store, a signature or another server, which is not for
 *     an event loop to wait for
 */
record Route(String method, String path, boolean waits, Function<Request, Answer> endpoint) {
  /** What is known by heart. */
  static Route prompt(String method, String path, Function<Request, Answer> endpoint) {
    return new Route(method, path, false, endpoint);
  }

  /** What may take its time. */
  static Route waiting(String method, String path, Function<Request, Answer> endpoint) {
    return new Route(method, path, true, endpoint);
  }
}
