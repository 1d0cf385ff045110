// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.List;
import java.util.Optional;

/**
 * Reads from a request where it came from, as the edge tells. It is asked for requests that have
 * proven to come through the edge; a client could write the same headers. Safe to share; quick.
 */
@FunctionalInterface
public interface CountryResolver {
  /** Where the request came from; empty if the edge does not know. */
  Optional<Place> placeOf(EdgeRequest request);

  /**
   * {@code CloudFront-Viewer-Country} and {@code CloudFront-Viewer-Country-Region}; both have to be
   * switched on in the origin request policy.
   */
  static CountryResolver cloudFront() {
    return headers("CloudFront-Viewer-Country", "CloudFront-Viewer-Country-Region");
  }

  /**
   * Two headers of another edge, of which the second may never come. One that is repeated names
   * nothing.
   */
  static CountryResolver headers(String country, String region) {
    return request -> only(request, country).flatMap(code -> Place.of(code, only(request, region)));
  }

  private static Optional<String> only(EdgeRequest request, String name) {
    List<String> values = request.header(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
