// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header {@code WWW-Authenticate} of a server that wants a bearer token, and the status to send
 * it with. Each method returns a copy:
 *
 * <pre>{@code
 * WwwAuthenticate challenge = WwwAuthenticate.bearer().realm("my-game").error(Problem.INVALID_TOKEN);
 * respond(challenge.status()).header("WWW-Authenticate", challenge.value());
 * }</pre>
 *
 * <p>A request without any token gets no error, and every token that is no good gets the same one:
 * which check failed is for the server's log.
 *
 * @param realm what is protected
 * @param error what is wrong with the token that came
 * @param scope what a token needs to allow
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750 §3</a>
 */
public record WwwAuthenticate(Optional<String> realm, Optional<Problem> error, Set<String> scope) {
  /** What is wrong. */
  public enum Problem {
    /** The request is malformed, or brings a token in two ways. */
    INVALID_REQUEST(400),
    /** The token is malformed, expired, revoked, or somebody else's. */
    INVALID_TOKEN(401),
    /** The token is good, and does not allow this. */
    INSUFFICIENT_SCOPE(403);

    private final int status;

    Problem(int status) {
      this.status = status;
    }

    /** How it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks that all of it can stand in a header.
   *
   * @throws IllegalArgumentException if something cannot
   */
  public WwwAuthenticate {
    realm.ifPresent(
        text -> {
          if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("realm: controls (expected: printable ASCII)");
          }
        });
    scope = Scopes.checked(scope);
  }

  /** Asks for a bearer token and says nothing more. */
  public static WwwAuthenticate bearer() {
    return new WwwAuthenticate(Optional.empty(), Optional.empty(), Set.of());
  }

  /** The same with what is protected. */
  public WwwAuthenticate realm(String realm) {
    return new WwwAuthenticate(Optional.of(realm), error, scope);
  }

  /** The same with what is wrong. */
  public WwwAuthenticate error(Problem error) {
    return new WwwAuthenticate(realm, Optional.of(error), scope);
  }

  /** The same with what a token needs to allow. */
  public WwwAuthenticate scope(String... scope) {
    return new WwwAuthenticate(realm, error, Set.of(scope));
  }

  /** The HTTP status: 401 unless the error has another. */
  public int status() {
    return error.map(each -> each.status).orElse(401);
  }

  /** The header's value. */
  public String value() {
    StringBuilder value = new StringBuilder("Bearer");
    realm.ifPresent(text -> append(value, "realm", text));
    error.ifPresent(each -> append(value, "error", each.word()));
    if (!scope.isEmpty()) {
      append(value, "scope", Scopes.text(new TreeSet<>(scope)));
    }
    return value.toString();
  }

  private static void append(StringBuilder value, String name, String text) {
    value
        .append(value.indexOf(" ") < 0 ? " " : ", ")
        .append(name)
        .append("=\"")
        .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
        .append('"');
  }
}
