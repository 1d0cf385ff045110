// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to answer whoever asks for the key set, whichever HTTP server one has.
 *
 * @param status 200, or 304 if the asker has the current set
 * @param headers the headers to send
 * @param body the body to send, ASCII; empty with 304
 */
public record JwksAnswer(int status, Map<String, String> headers, String body) {
  /** Copies the headers and keeps their order. */
  public JwksAnswer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
