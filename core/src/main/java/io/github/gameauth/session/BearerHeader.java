// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.session.WwwAuthenticate.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code Authorization} headers of an HTTP request bring: one bearer token, or else what
 * to say to the client. A token anywhere else, in the address or in a form, is not looked for.
 *
 * <pre>{@code
 * BearerHeader bearer = BearerHeader.of(request.headers("Authorization"));
 * if (bearer.token().isEmpty()) {
 *   WwwAuthenticate challenge = bearer.challenge();
 *   respond(challenge.status()).header("WWW-Authenticate", challenge.value());
 *   return;
 * }
 * Verification outcome = verifier.verify(bearer.token().get());
 * }</pre>
 *
 * <p>Immutable, safe for use by many threads; the token does not show in {@link #toString}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>
 */
public final class BearerHeader {
  private static final String SCHEME = "Bearer ";

  private final Optional<String> token;
  private final WwwAuthenticate challenge;

  private BearerHeader(Optional<String> token, WwwAuthenticate challenge) {
    this.token = token;
    this.challenge = challenge;
  }

  /**
   * Reads the headers. Of two of them nobody can say whose request it is, so neither counts.
   *
   * @param values the values of all {@code Authorization} headers that came, none left out
   */
  public static BearerHeader of(List<String> values) {
    if (values.size() > 1) {
      return new BearerHeader(
          Optional.empty(), WwwAuthenticate.bearer().error(Problem.INVALID_REQUEST));
    }
    Optional<String> token =
        values.stream()
            .filter(BearerHeader::isBearer)
            .map(value -> value.substring(SCHEME.length()).strip())
            .filter(text -> !text.isEmpty())
            .findFirst();
    return new BearerHeader(token, WwwAuthenticate.bearer());
  }

  private static boolean isBearer(String value) {
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** The token as it came. Nothing about it is known yet, and it may be long. */
  public Optional<String> token() {
    return token;
  }

  /**
   * What to answer if there is no token: 401 and no error if none came, also with another scheme;
   * 400 with {@code invalid_request} if there were several.
   */
  public WwwAuthenticate challenge() {
    return challenge;
  }

  /** Whether there is a token, never which. */
  @Override
  public String toString() {
    return token.isPresent() ? "BearerHeader(token)" : "BearerHeader(none)";
  }
}
