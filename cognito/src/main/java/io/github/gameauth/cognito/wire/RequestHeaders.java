// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import java.net.URI;
import java.util.Map;

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
}
