// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.session.BearerHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, as the endpoints see it.
 *
 * @param source who counts as one source: the peer's address
 * @param query the query as sent, without the question mark; empty if there is none
 * @param headers names in lower case
 */
record Request(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    String body,
    String source) {
  /** A header that is there once. */
  Optional<String> header(String name) {
    List<String> all = headers.getOrDefault(name, List.of());
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** What it bears (RFC 6750 §2.1). */
  BearerHeader bearer() {
    return BearerHeader.of(headers.getOrDefault("authorization", List.of()));
  }

  /** Its method and path; what it brought stays out of logs. */
  @Override
  public String toString() {
    return "Request(" + method + ")";
  }
}
