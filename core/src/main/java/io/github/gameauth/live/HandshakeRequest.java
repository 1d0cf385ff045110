// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The request that opens a connection, as far as it matters here. A server makes a small adapter of
 * its own kind of request, or calls {@link #of}.
 */
public interface HandshakeRequest {
  /**
   * All values of a header, one for each time that it came, in their order; none if it did not
   * come. A value is given as it came, without the white space around it.
   *
   * @param name the header's name, whose case does not matter
   */
  List<String> headers(String name);

  /** The raw query of the URL, without {@code ?} and still escaped; empty if there is none. */
  String query();

  /**
   * Who counts as one source, for limits and for the binding of tickets: mostly the address that
   * the connection comes from, of IPv6 its first 64 bits. Never taken from a header that a client
   * can write.
   */
  String source();

  /**
   * A request of these parts.
   *
   * @param headers each header's values; the case of names does not matter
   * @param query the raw query, without {@code ?}; empty if there is none
   * @param source who counts as one source
   */
  static HandshakeRequest of(Map<String, List<String>> headers, String query, String source) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> all.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
    return new HandshakeRequest() {
      @Override
      public List<String> headers(String name) {
        return Collections.unmodifiableList(all.getOrDefault(name, List.of()));
      }

      @Override
      public String query() {
        return query;
      }

      @Override
      public String source() {
        return source;
      }

      @Override
      public String toString() {
        return "HandshakeRequest(…)";
      }
    };
  }
}
