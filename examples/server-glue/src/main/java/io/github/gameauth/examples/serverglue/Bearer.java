// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.session.WwwAuthenticate;
import io.github.gameauth.session.WwwAuthenticate.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code Authorization} headers of a request bring: a bearer token, or else what to say to
 * the client. A token anywhere else, in the address or in a form, is not looked for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>
 */
final class Bearer {
  /** What every token hears that is no good; which check failed is for the server's log. */
  static final WwwAuthenticate REFUSED = WwwAuthenticate.bearer().error(Problem.INVALID_TOKEN);

  private static final String SCHEME = "Bearer ";

  private final Optional<String> token;
  private final WwwAuthenticate challenge;

  private Bearer(Optional<String> token, WwwAuthenticate challenge) {
    this.token = token;
    this.challenge = challenge;
  }

  /**
   * Reads the headers' values, all that came. With two of them nobody can say whose request it is.
   */
  static Bearer in(List<String> headers) {
    if (headers.size() > 1) {
      return new Bearer(Optional.empty(), WwwAuthenticate.bearer().error(Problem.INVALID_REQUEST));
    }
    Optional<String> token =
        headers.stream()
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(header -> header.substring(SCHEME.length()).strip())
            .findFirst();
    return new Bearer(token, WwwAuthenticate.bearer());
  }

  /** The token as it came; nothing about it is known yet. */
  Optional<String> token() {
    return token;
  }

  /** What to answer if there is no token: 401, or 400 if there were two. */
  WwwAuthenticate challenge() {
    return challenge;
  }

  /** The value of {@code Retry-After}: whole seconds, at least one. */
  static String retryAfter(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }
}
