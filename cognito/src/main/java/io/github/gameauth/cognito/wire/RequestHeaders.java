// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What further headers a request needs, such as a signature over everything else in it. */
@FunctionalInterface
public interface RequestHeaders {
  /** No further ones, as for all operations that need no AWS credentials. */
  RequestHeaders NONE = (uri, headers, body) -> Map.of();

  /**
   * The further headers of one try. Asked again for each, so that a signature has its time.
   *
   * @param uri where the request is posted to
   * @param headers those that it has already, {@code Content-Type} and {@code X-Amz-Target} among
   *     them
   * @param body the bytes as they are sent; not to be kept or changed
   */
  Map<String, String> of(URI uri, Map<String, String> headers, byte[] body);

  /**
   * Whether a refusal was due to these headers, and others would be right now; the call is tried
   * again then, once.
   *
   * @param type the error's name
   * @param message the error's message, a stranger's text; not to be shown
   * @param date the answer's {@code Date}, if it had one
   */
  default boolean learnFrom(String type, String message, Optional<Instant> date) {
    return false;
  }
}
