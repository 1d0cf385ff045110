// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a server received it, also one that it refused. It holds passwords and tokens: do
 * not print one outside of tests.
 *
 * @param operation the name that the target header gave, without its prefix
 * @param headers by lower-case name; of several values the first
 * @param body the JSON text
 */
public record ReceivedCall(String operation, Map<String, String> headers, String body) {
  /** Copies. */
  public ReceivedCall {
    headers = Map.copyOf(headers);
  }

  /** The header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The operation alone: bodies hold secrets. */
  @Override
  public String toString() {
    return operation;
  }
}
